using System.Numerics;
using Counterweight.Binning;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Binning;

/// <summary>Quantile bins of sorted values; in full with sample weights.</summary>
public sealed class QuantileBinsCase<T>(LossVariant variant = LossVariant.Plain) : KernelCase
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MaxBins = 20;

    private readonly bool full = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override string Name => full ? "quantile-bins-full" : "quantile-bins";

    /// <inheritdoc/>
    public override Type ElementType => typeof(T);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["QuantileBins.Find"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(100000)];

    /// <inheritdoc/>
    public override bool HasWidth => false;

    /// <inheritdoc/>
    public override bool IsParallel => false;

    /// <inheritdoc/>
    public override bool RowsAreIndependent => false;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape) => sizeof(int) + ((full ? 2 : 1) * OperandSet.SizeOf(typeof(T)));

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("sortedValues", typeof(T), shape.Rows),
        new("rows", typeof(int), shape.Rows),
        .. full ? (Operand[])[new("sampleWeights", typeof(T), shape.Rows)] : [],
        new("lowest", typeof(T), MaxBins, IsOutput: true),
        new("highest", typeof(T), MaxBins, IsOutput: true),
        new("count", typeof(int), 1, IsOutput: true, IsResult: true),
    ];

    /// <summary>Ordinary values are rounded to halves, so that many are equal.</summary>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        var values = operands.Span<T>("sortedValues");
        var rows = operands.Span<int>("rows");
        Inputs.Scores(values, kind, random);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = T.IsNaN(values[i]) ? T.Zero : kind == InputKind.Ordinary ? T.Round(values[i] + values[i]) / (T.One + T.One) : values[i];
            rows[i] = i;
        }

        values.Sort();
        random.Shuffle(rows);
        if (full)
        {
            Inputs.Weights(operands.Span<T>("sampleWeights"), random);
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var count = QuantileBins.Find<T, T>(
            operands.Span<T>("sortedValues"), operands.Span<int>("rows"), full ? operands.Span<T>("sampleWeights") : default, MaxBins, operands.Span<T>("lowest"), operands.Span<T>("highest"));
        Pad(operands, count);
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var (lowest, highest) = Expect(operands);
        for (var bin = 0; bin < lowest.Length; bin++)
        {
            operands.Span<T>("lowest")[bin] = T.CreateTruncating(lowest[bin]);
            operands.Span<T>("highest")[bin] = T.CreateTruncating(highest[bin]);
        }

        Pad(operands, lowest.Length);
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var (lowest, highest) = Expect(operands);
        return new Dictionary<string, Expected>(StringComparer.Ordinal)
        {
            ["lowest"] = new([.. lowest, .. new double[MaxBins - lowest.Length]]),
            ["highest"] = new([.. highest, .. new double[MaxBins - highest.Length]]),
            ["count"] = new([lowest.Length]),
        };
    }

    /// <summary>Weights are summed exactly.</summary>
    public override Bound BoundOf(string output) => Bound.Exact;

    private static void Pad(OperandSet operands, int count)
    {
        operands.Span<T>("lowest")[count..].Clear();
        operands.Span<T>("highest")[count..].Clear();
        operands.Span<int>("count")[0] = count;
    }

    private (double[] Lowest, double[] Highest) Expect(OperandSet operands)
    {
        var weights = full ? Converted.ToDouble<T>(operands.Span<T>("sampleWeights")) : [];
        double[] ordered = [.. operands.Span<int>("rows").ToArray().Select(row => full ? weights[row] : 1)];
        return QuantileReference.Find(Converted.ToDouble<T>(operands.Span<T>("sortedValues")), ordered, MaxBins);
    }
}
