using System.Numerics;
using Counterweight.Reference.Catalog;
using Counterweight.Weighting;

namespace Counterweight.Reference.Weighting;

/// <summary>Balanced class weights from counts, one class a row.</summary>
public sealed class BalancedFromCountsCase<T> : KernelCase
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Name => "class-weights-from-counts";

    /// <inheritdoc/>
    public override Type ElementType => typeof(T);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["ClassWeights.BalancedFromCounts"];

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
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) =>
        ClassWeights.BalancedFromCounts(operands.Span<long>("counts"), operands.Span<T>("classWeights"));

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var counts = operands.Span<long>("counts");
        var destination = operands.Span<T>("classWeights");
        var total = 0L;
        foreach (var count in counts)
        {
            total += count;
        }

        for (var c = 0; c < counts.Length; c++)
        {
            destination[c] = T.CreateTruncating(total / ((double)counts.Length * counts[c]));
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var counts = Converted.ToDouble<long>(operands.Span<long>("counts"));
        var total = counts.Sum();
        return new Dictionary<string, Expected>(StringComparer.Ordinal) { ["classWeights"] = new([.. counts.Select(count => total / (counts.Length * count))]) };
    }

    /// <summary>Three roundings in double, and the reference's sum.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Elementwise, Ulps: typeof(T) == typeof(float) ? 0.501 : 8);
}
