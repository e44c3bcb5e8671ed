using System.Numerics;
using Counterweight.Reference.Catalog;
using Counterweight.Sorting;

namespace Counterweight.Reference.Binning;

/// <summary>Order of a column; in full with the values in their order, the column being one of three.</summary>
public sealed class FeatureSortCase<T>(LossVariant variant = LossVariant.Plain) : KernelCase
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly bool full = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override string Name => full ? "feature-sort-full" : "feature-sort";

    /// <inheritdoc/>
    public override Type ElementType => typeof(T);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["FeatureSort.Argsort"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(100000), new(1000000)];

    /// <inheritdoc/>
    public override bool HasWidth => false;

    /// <inheritdoc/>
    public override bool IsParallel => false;

    /// <inheritdoc/>
    public override bool RowsAreIndependent => false;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    private int Stride => full ? 3 : 1;

    /// <summary>A value and a row number.</summary>
    public override double BytesPerElement(Shape shape) => sizeof(int) + ((full ? 2 : 1) * OperandSet.SizeOf(typeof(T)));

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("values", typeof(T), shape.Rows * Stride),
        new("workspace", typeof(long), FeatureSort.WorkspaceLength<T>(shape.Rows)),
        new("rows", typeof(int), shape.Rows, IsOutput: true),
        .. full ? (Operand[])[new("sortedValues", typeof(T), shape.Rows, IsOutput: true)] : [],
    ];

    /// <summary>Ordinary values are rounded to eighths, so that some are equal.</summary>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var values = operands.Span<T>("values");
        Inputs.Scores(values, kind, new Random(seed));
        if (kind == InputKind.Ordinary)
        {
            var eight = T.CreateChecked(8);
            foreach (ref var value in values)
            {
                value = T.Round(value * eight) / eight;
            }
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) => FeatureSort.Argsort(
        operands.Span<T>("values"), operands.Span<int>("rows"), operands.Span<long>("workspace"), full ? operands.Span<T>("sortedValues") : default, Stride);

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var values = operands.Span<T>("values");
        var rows = operands.Span<int>("rows");
        var keys = new (T Value, int Row)[rows.Length];
        for (var row = 0; row < keys.Length; row++)
        {
            keys[row] = (values[row * Stride], row);
        }

        Array.Sort(keys, (one, other) => Compare(one.Value, other.Value) is var order && order != 0 ? order : one.Row.CompareTo(other.Row));
        for (var i = 0; i < keys.Length; i++)
        {
            rows[i] = keys[i].Row;
            if (full)
            {
                operands.Span<T>("sortedValues")[i] = keys[i].Value;
            }
        }
    }

    /// <summary>Each row's place is the number of rows that come before it.</summary>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var values = Converted.ToDouble<T>(operands.Span<T>("values"));
        var rows = new double[shape.Rows];
        var sorted = new double[shape.Rows];
        for (var row = 0; row < shape.Rows; row++)
        {
            var place = 0;
            for (var other = 0; other < shape.Rows; other++)
            {
                var order = Compare(values[other * Stride], values[row * Stride]);
                place += order < 0 || (order == 0 && other < row) ? 1 : 0;
            }

            rows[place] = row;
            sorted[place] = values[row * Stride];
        }

        var expected = new Dictionary<string, Expected>(StringComparer.Ordinal) { ["rows"] = new(rows) };
        if (full)
        {
            expected["sortedValues"] = new([.. sorted.Select(value => value == 0 ? 0 : value)]);
        }

        return expected;
    }

    /// <summary>Nothing is computed.</summary>
    public override Bound BoundOf(string output) => Bound.Exact;

    // NaN after all, and equal to NaN; −0 equal to 0.
    private static int Compare<TValue>(TValue one, TValue other)
        where TValue : IBinaryFloatingPointIeee754<TValue> =>
        one < other ? -1 : one > other ? 1 : TValue.IsNaN(one).CompareTo(TValue.IsNaN(other));
}
