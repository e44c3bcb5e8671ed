using System.Numerics;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Weighting;

/// <summary>Class weights from counts, one class a row.</summary>
public abstract class CountWeightsCase<T>(string scheme, string entry) : KernelCase
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Name => $"class-weights{scheme}-from-counts";

    /// <inheritdoc/>
    public override Type ElementType => typeof(T);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => [$"ClassWeights.{entry}"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(1000)];

    /// <inheritdoc/>
    public override int MinRowCount => 1;

    /// <inheritdoc/>
    public override bool HasWidth => false;

    /// <inheritdoc/>
    public override bool IsParallel => false;

    /// <inheritdoc/>
    public override bool RowsAreIndependent => false;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape) => sizeof(long) + OperandSet.SizeOf(typeof(T));

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("counts", typeof(long), shape.Rows),
        new("classWeights", typeof(T), shape.Rows, IsOutput: true),
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        foreach (ref var count in operands.Span<long>("counts"))
        {
            count = 1 + random.NextInt64(1L << random.Next(kind == InputKind.Ordinary ? 20 : 50));
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) => Run(operands.Span<long>("counts"), operands.Span<T>("classWeights"));

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var destination = operands.Span<T>("classWeights");
        var weights = FromCounts(operands);
        for (var c = 0; c < weights.Length; c++)
        {
            destination[c] = T.CreateTruncating(weights[c]);
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape) =>
        new Dictionary<string, Expected>(StringComparer.Ordinal) { ["classWeights"] = new(FromCounts(operands)) };

    /// <summary>A few roundings in double; of a double also the sum of up to 257 classes, half an ulp each, of the kernel and of the reference.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Elementwise, Ulps: typeof(T) == typeof(float) ? 0.501 : 270);

    /// <summary>The kernel.</summary>
    protected abstract void Run(ReadOnlySpan<long> counts, Span<T> destination);

    /// <summary>The definition.</summary>
    protected abstract void FromSums(ReadOnlySpan<double> sums, Span<double> weights);

    private double[] FromCounts(OperandSet operands)
    {
        var sums = Converted.ToDouble<long>(operands.Span<long>("counts"));
        var weights = new double[sums.Length];
        FromSums(sums, weights);
        return weights;
    }
}
