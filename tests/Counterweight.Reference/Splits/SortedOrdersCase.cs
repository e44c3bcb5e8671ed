using System.Numerics;
using System.Runtime.InteropServices;
using Counterweight.Features;
using Counterweight.Reference.Catalog;
using Counterweight.Sorting;

namespace Counterweight.Reference.Splits;

/// <summary>Orders of all columns, which in full are those of a row-major array.</summary>
public sealed class SortedOrdersCase<T>(LossVariant variant = LossVariant.Plain) : KernelCase
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly bool full = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override string Name => full ? "sorted-orders-row-major" : "sorted-orders";

    /// <inheritdoc/>
    public override Type ElementType => typeof(T);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["SortedOrders.Sort"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(100000, 10)];

    /// <inheritdoc/>
    public override bool HasWidth => true;

    /// <inheritdoc/>
    public override int MinRowCount => 1;

    /// <inheritdoc/>
    public override bool RowsAreIndependent => false;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <summary>A value and a row number.</summary>
    public override double BytesPerElement(Shape shape) => sizeof(int) + OperandSet.SizeOf(typeof(T));

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("values", typeof(T), shape.Elements),
        new("orders", typeof(int), shape.Elements, IsOutput: true),
        new("isDistinct", typeof(byte), shape.Width, IsOutput: true),
    ];

    /// <summary>Ordinary values of every other column are rounded to eighths, so that some are equal; the others are floats, or not.</summary>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var values = operands.Span<T>("values");
        Inputs.Scores(values, kind, new Random(seed));
        for (var i = 0; i < values.Length && kind == InputKind.Ordinary; i++)
        {
            var feature = full ? i % shape.Width : i / shape.Rows;
            values[i] = feature % 2 == 0 ? T.Round(values[i] * T.CreateChecked(8)) / T.CreateChecked(8)
                : feature % 4 == 1 ? T.CreateChecked((float)double.CreateChecked(values[i]))
                : values[i];
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) => SortedOrders.Sort(
        FeatureMatrix.Create(operands.Span<T>("values"), shape.Rows, shape.Width, full ? FeatureLayout.RowMajor : FeatureLayout.FeatureMajor),
        operands.Span<int>("orders"),
        MemoryMarshal.Cast<byte, bool>(operands.Span<byte>("isDistinct")),
        degreeOfParallelism);

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        for (var feature = 0; feature < shape.Width; feature++)
        {
            Order(operands, shape, feature).CopyTo(operands.Span<int>("orders")[(feature * shape.Rows)..]);
            operands.Span<byte>("isDistinct")[feature] = IsDistinct(operands, shape, feature) ? (byte)1 : (byte)0;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var features = Enumerable.Range(0, shape.Width);
        return new Dictionary<string, Expected>(StringComparer.Ordinal)
        {
            ["orders"] = new([.. features.SelectMany(feature => Order(operands, shape, feature)).Select(row => (double)row)]),
            ["isDistinct"] = new([.. features.Select(feature => IsDistinct(operands, shape, feature) ? 1.0 : 0)]),
        };
    }

    /// <summary>Nothing is computed.</summary>
    public override Bound BoundOf(string output) => Bound.Exact;

    private int[] Order(OperandSet operands, Shape shape, int feature) =>
        SortedFeatures.Order<T>(operands.Span<T>("values"), shape.Rows, full ? feature : feature * shape.Rows, full ? shape.Width : 1);

    private bool IsDistinct(OperandSet operands, Shape shape, int feature)
    {
        var seen = new HashSet<T>();
        for (var row = 0; row < shape.Rows; row++)
        {
            var value = operands.Span<T>("values")[full ? (row * shape.Width) + feature : (feature * shape.Rows) + row];
            if (T.IsNaN(value) || !seen.Add(value + T.Zero))
            {
                return false;
            }
        }

        return true;
    }
}
