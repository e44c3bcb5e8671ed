using System.Numerics;
using Counterweight.Reference.Catalog;
using Counterweight.Reference.Precision;
using Counterweight.Weighting.Adaptive;

namespace Counterweight.Reference.Weighting.Adaptive;

/// <summary>Means of the losses of seven groups; in full weighted.</summary>
public sealed class GroupMeanLossesCase<T>(LossVariant variant = LossVariant.Plain)
    : WeightingCase<T>(variant == LossVariant.Full ? "group-mean-losses-full" : "group-mean-losses", "GroupWeights.MeanLosses")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Groups = 7;

    private readonly bool full = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape) => sizeof(int) + ((full ? 2 : 1) * OperandSet.SizeOf(typeof(T)));

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("losses", typeof(T), shape.Rows),
        new("groups", typeof(int), shape.Rows),
        new("means", typeof(T), Groups, IsOutput: true),
        .. full ? (Operand[])[new("sampleWeights", typeof(T), shape.Rows)] : [],
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        Inputs.Scores(operands.Span<T>("losses"), kind == InputKind.Wide ? kind : InputKind.Ordinary, random);
        Inputs.Labels(operands.Span<int>("groups"), Groups, 0, random);
        Inputs.Weights(operands.Optional<T>("sampleWeights"), random);
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) =>
        GroupWeights.MeanLosses<T>(operands.Span<T>("losses"), operands.Span<int>("groups"), operands.Span<T>("means"), operands.Optional<T>("sampleWeights"));

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var losses = operands.Span<T>("losses");
        var groups = operands.Span<int>("groups");
        var means = operands.Span<T>("means");
        var weights = operands.Optional<T>("sampleWeights");
        Span<double> sums = stackalloc double[2 * Groups];
        sums.Clear();
        for (var i = 0; i < losses.Length; i++)
        {
            var weight = weights.IsEmpty ? 1 : Wide(weights[i]);
            sums[groups[i]] += weight;
            sums[Groups + groups[i]] += weight * Wide(losses[i]);
        }

        for (var group = 0; group < Groups; group++)
        {
            means[group] = sums[group] > 0 ? Narrow(sums[Groups + group] / sums[group]) : T.Zero;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var (means, scales) = (new double[Groups], new double[Groups]);
        var losses = Converted.ToDouble<T>(operands.Span<T>("losses"));
        var groups = operands.Span<int>("groups");
        double[] weights = full ? Converted.ToDouble<T>(operands.Span<T>("sampleWeights")) : [.. losses.Select(_ => 1.0)];
        for (var group = 0; group < Groups; group++)
        {
            var (sum, all, scale) = ((DoubleDouble)0, (DoubleDouble)0, 0.0);
            for (var i = 0; i < losses.Length; i++)
            {
                if (groups[i] == group)
                {
                    sum += (DoubleDouble)weights[i] * losses[i];
                    all += (DoubleDouble)weights[i];
                    scale += weights[i] * Math.Abs(losses[i]);
                }
            }

            means[group] = all.Hi > 0 ? sum.Hi / all.Hi : 0;
            scales[group] = all.Hi > 0 ? scale / all.Hi : 0;
        }

        return new Dictionary<string, Expected>(StringComparer.Ordinal) { ["means"] = new(means, scales) };
    }

    /// <summary>Sums are exact, but for the rounding of products of doubles.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Probability, Ulps: typeof(T) == typeof(float) ? 0.501 : 3, Epsilons: typeof(T) == typeof(float) ? 1e-6 : 0.501);
}
