using System.Numerics;
using Counterweight.Linear;
using Counterweight.Reference.Catalog;
using Counterweight.Reference.Precision;

namespace Counterweight.Reference.Linear;

/// <summary>Sums of lanes, as many as the shape has rows.</summary>
public sealed class LaneFoldCase<T> : KernelCase
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Name => "linear-fold";

    /// <inheritdoc/>
    public override Type ElementType => typeof(T);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["LinearGradient.Fold"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(4096)];

    /// <inheritdoc/>
    public override bool HasWidth => false;

    /// <inheritdoc/>
    public override bool IsParallel => false;

    /// <summary>A sum has several lanes.</summary>
    public override bool RowsAreIndependent => false;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape) => OperandSet.SizeOf(typeof(T)) * (1.0 + RowBlocks<T>.RowsPerBlock);

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("lanes", typeof(T), shape.Rows * RowBlocks<T>.RowsPerBlock),
        new("sums", typeof(T), shape.Rows, IsOutput: true),
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        Inputs.Scores(operands.Span<T>("lanes"), kind, new Random(seed));
        foreach (ref var lane in operands.Span<T>("lanes"))
        {
            // Sums of finite lanes are finite in float too.
            lane = T.IsFinite(lane) ? lane * T.CreateChecked(1.0 / 32) : lane;
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) =>
        LinearGradient.Fold<T>(operands.Span<T>("lanes"), operands.Span<T>("sums"));

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var lanes = operands.Span<T>("lanes");
        var sums = operands.Span<T>("sums");
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] = T.Zero;
            foreach (var lane in lanes.Slice(i * RowBlocks<T>.RowsPerBlock, RowBlocks<T>.RowsPerBlock))
            {
                sums[i] += lane;
            }
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var lanes = Converted.ToDouble<T>(operands.Span<T>("lanes"));
        var (sums, scales) = (new double[shape.Rows], new double[shape.Rows]);
        for (var i = 0; i < sums.Length; i++)
        {
            var own = lanes.AsSpan(i * RowBlocks<T>.RowsPerBlock, RowBlocks<T>.RowsPerBlock);
            DoubleDouble exact = 0;
            var sum = 0.0;
            foreach (var lane in own)
            {
                exact += lane;
                sum += lane;
                scales[i] += Math.Abs(lane);
            }

            // NaN and ∞ are those of a plain sum.
            sums[i] = double.IsFinite(sum) ? exact.Hi : sum;
        }

        return new Dictionary<string, Expected>(StringComparer.Ordinal) { ["sums"] = new(sums, scales) };
    }

    /// <summary>log₂ of the lanes additions follow one another, each rounded by half an ε of a partial sum; the reference: a little.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Probability, Epsilons: (BitOperations.Log2((uint)RowBlocks<T>.RowsPerBlock) / 2.0) + 0.01);
}
