using System.Numerics;
using Counterweight.Reference.Catalog;
using Counterweight.Reference.Precision;
using Counterweight.Weighting;

namespace Counterweight.Reference.Weighting;

/// <summary>Effective sample size of sample weights; in full, of labels and class weights with an ignored label.</summary>
public sealed class EffectiveSampleSizeCase<T>(LossVariant variant = LossVariant.Plain) : KernelCase
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Classes = 7;
    private const int IgnoreLabel = -3;

    private readonly bool byClass = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override string Name => byClass ? "effective-sample-size-by-class" : "effective-sample-size";

    /// <inheritdoc/>
    public override Type ElementType => typeof(T);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["EffectiveSampleSize.Of"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(1048576)];

    /// <inheritdoc/>
    public override bool HasWidth => false;

    /// <inheritdoc/>
    public override bool IsParallel => !byClass;

    /// <inheritdoc/>
    public override bool RowsAreIndependent => false;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape) => byClass ? sizeof(int) : OperandSet.SizeOf(typeof(T));

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        .. byClass
            ? (Operand[])[new("labels", typeof(int), shape.Rows), new("weights", typeof(T), Classes)]
            : [new("weights", typeof(T), shape.Rows)],
        new("result", typeof(double), 5, IsOutput: true, IsResult: true),
    ];

    /// <summary>Wide weights lie between 2⁻¹⁰⁰ and 2¹⁰⁰; special ones are the least and the greatest, and zeros.</summary>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        var weights = operands.Span<T>("weights");
        Inputs.Weights(weights, random);
        if (kind != InputKind.Ordinary)
        {
            Inputs.Scores(weights, kind, random);
            foreach (ref var weight in weights)
            {
                weight = T.IsFinite(weight) ? T.Abs(weight) : T.Zero;
            }
        }

        if (byClass)
        {
            Inputs.Labels(operands.Span<int>("labels"), Classes, IgnoreLabel, random);
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var weights = operands.Span<T>("weights");
        var size = byClass
            ? EffectiveSampleSize.Of<T>(operands.Span<int>("labels"), weights, IgnoreLabel)
            : EffectiveSampleSize.Of<T>(weights, degreeOfParallelism);
        Store(operands, size.Count, size.Sum, size.SumOfSquares, size.Effective, size.DesignEffect);
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var weights = operands.Span<T>("weights");
        var labels = byClass ? operands.Span<int>("labels") : default;
        var (count, sum, squares) = (0L, 0.0, 0.0);
        for (var i = 0; i < shape.Rows; i++)
        {
            var weight = !byClass ? double.CreateTruncating(weights[i]) : labels[i] == IgnoreLabel ? 0 : double.CreateTruncating(weights[labels[i]]);
            count += weight > 0 ? 1 : 0;
            sum += weight;
            squares += weight * weight;
        }

        Store(operands, count, sum, squares, count == 0 ? 0 : sum * sum / squares, count == 0 ? 1 : count * squares / (sum * sum));
    }

    /// <summary>The definition, its sums with some 100 bits.</summary>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var weights = Converted.ToDouble<T>(operands.Span<T>("weights"));
        if (byClass)
        {
            weights = [.. operands.Span<int>("labels").ToArray().Where(label => label != IgnoreLabel).Select(label => weights[label])];
        }

        weights = [.. weights.Where(weight => weight > 0)];
        var count = weights.Length;
        var sum = weights.Aggregate((DoubleDouble)0, (total, weight) => total + weight).Hi;
        var squares = weights.Aggregate((DoubleDouble)0, (total, weight) => total + ((DoubleDouble)weight * weight)).Hi;
        double[] result = count == 0 ? [0, 0, 0, 0, 1] : [count, sum, squares, sum * sum / squares, count * squares / (sum * sum)];
        return new Dictionary<string, Expected>(StringComparer.Ordinal) { ["result"] = new(result) };
    }

    /// <summary>All in double. Of up to 257 rows a lane adds 17 and the fold 4, each rounded to half an ε: 10.5 for each of the three sums in a ratio, and 2 for its own steps.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Elementwise, Ulps: typeof(T) == typeof(float) ? 1e-6 : 34);

    private static void Store(OperandSet operands, params ReadOnlySpan<double> values) => values.CopyTo(operands.Span<double>("result"));
}
