using Counterweight.Partitioning;
using Counterweight.Reference.Catalog;
using Counterweight.Sorting;
using Counterweight.Splits.Exact;

namespace Counterweight.Reference.Splits;

/// <summary>Orders of all features split by one of them; in full with missing values on the left.</summary>
public sealed class SortedPartitionCase(LossVariant variant = LossVariant.Plain) : KernelCase
{
    private readonly bool full = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override string Name => full ? "sorted-partition-missing" : "sorted-partition";

    /// <inheritdoc/>
    public override Type ElementType => typeof(long);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["SortedPartition.Split"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(100000, 10), new(1000, 50)];

    /// <inheritdoc/>
    public override bool HasWidth => true;

    /// <inheritdoc/>
    public override int MinRowCount => 1;

    /// <inheritdoc/>
    public override bool RowsAreIndependent => false;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <summary>A row number twice, and where it goes.</summary>
    public override double BytesPerElement(Shape shape) => 9;

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("orders", typeof(int), shape.Elements),
        new("workspace", typeof(byte), shape.Rows),
        new("partition", typeof(int), shape.Elements, IsOutput: true, MayReplace: "orders"),
        new("count", typeof(int), 1, IsOutput: true, IsResult: true),
    ];

    /// <summary>Any orders of the rows.</summary>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        for (var feature = 0; feature < shape.Width; feature++)
        {
            var order = operands.Span<int>("orders").Slice(feature * shape.Rows, shape.Rows);
            for (var row = 0; row < order.Length; row++)
            {
                order[row] = row;
            }

            random.Shuffle(order);
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) => operands.Span<int>("count")[0] = SortedPartition.Split(
        new SortedRows(operands.Span<int>("orders"), shape.Rows, 0, shape.Rows),
        new ExactSplit { Feature = Feature(shape), LeftValueCount = LeftValues(shape), ValueCount = Values(shape), MissingGoesLeft = full },
        operands.Span<int>("partition"),
        operands.Span<byte>("workspace"),
        degreeOfParallelism);

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var goesLeft = GoesLeft(operands, shape);
        var destination = operands.Span<int>("partition");
        for (var start = 0; start < shape.Elements; start += shape.Rows)
        {
            var order = operands.Span<int>("orders").Slice(start, shape.Rows);
            var (left, right) = (start, start + goesLeft.Count);
            foreach (var row in order)
            {
                destination[goesLeft.Contains(row) ? left++ : right++] = row;
            }
        }

        operands.Span<int>("count")[0] = goesLeft.Count;
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var goesLeft = GoesLeft(operands, shape);
        return new Dictionary<string, Expected>(StringComparer.Ordinal)
        {
            ["partition"] = new([.. operands.Span<int>("orders").ToArray().Chunk(shape.Rows).SelectMany(order => order.OrderBy(row => goesLeft.Contains(row) ? 0 : 1)).Select(row => (double)row)]),
            ["count"] = new([goesLeft.Count]),
        };
    }

    /// <summary>Nothing is computed.</summary>
    public override Bound BoundOf(string output) => Bound.Exact;

    private static int Feature(Shape shape) => shape.Width / 2;

    private static int LeftValues(Shape shape) => shape.Rows / 3;

    private int Values(Shape shape) => full ? shape.Rows - (shape.Rows / 4) : shape.Rows;

    private HashSet<int> GoesLeft(OperandSet operands, Shape shape)
    {
        var order = operands.Span<int>("orders").Slice(Feature(shape) * shape.Rows, shape.Rows).ToArray();
        return [.. order[..LeftValues(shape)], .. order[Values(shape)..]];
    }
}
