using System.Numerics;
using Counterweight.Reference.Catalog;
using Counterweight.Weighting;

namespace Counterweight.Reference.Weighting;

/// <summary>Class weights by effective number, one class a row.</summary>
public sealed class EffectiveNumberCase<T>(LossVariant variant = LossVariant.Plain) : KernelCase
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Beta = 0.999;

    private readonly bool full = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override string Name => full ? "class-weights-effective-number-full" : "class-weights-effective-number";

    /// <inheritdoc/>
    public override Type ElementType => typeof(T);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["ClassWeights.EffectiveNumberFromCounts"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(1000)];

    /// <inheritdoc/>
    public override bool HasWidth => false;

    /// <inheritdoc/>
    public override bool IsParallel => false;

    /// <inheritdoc/>
    public override int MinRowCount => 1;

    /// <summary>Full: scaled to mean 1.</summary>
    public override bool RowsAreIndependent => !full;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 1;

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
            count = 1 + random.NextInt64(1L << random.Next(kind == InputKind.Ordinary ? 10 : 15));
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) =>
        ClassWeights.EffectiveNumberFromCounts(operands.Span<long>("counts"), Beta, operands.Span<T>("classWeights"), full ? ClassWeightScale.MeanOneOverClasses : ClassWeightScale.AsDefined);

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var counts = operands.Span<long>("counts");
        var destination = operands.Span<T>("classWeights");
        var sum = T.Zero;
        for (var c = 0; c < counts.Length; c++)
        {
            destination[c] = T.CreateTruncating((1 - Beta) / (1 - Math.Pow(Beta, counts[c])));
            sum += destination[c];
        }

        for (var c = 0; c < counts.Length && full; c++)
        {
            destination[c] *= T.CreateTruncating(counts.Length) / sum;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        double[] weights = [.. operands.Span<long>("counts").ToArray().Select(count => ClassWeightReference.EffectiveNumber(count, Beta))];
        var factor = full ? weights.Length / weights.Sum() : 1;
        return new Dictionary<string, Expected>(StringComparer.Ordinal) { ["classWeights"] = new([.. weights.Select(w => w * factor)]) };
    }

    /// <summary>All in double: a float is rounded once. For doubles the bound is the reference's, a sum of as many terms as there are rows.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Elementwise, Ulps: typeof(T) == typeof(float) ? 0.501 : 2000);
}
