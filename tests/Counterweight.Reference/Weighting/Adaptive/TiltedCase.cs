using System.Numerics;
using Counterweight.Reference.Catalog;
using Counterweight.Weighting.Adaptive;

namespace Counterweight.Reference.Weighting.Adaptive;

/// <summary>Exponential tilting by losses; in full with sample weights, and down where losses are high.</summary>
public sealed class TiltedCase<T>(LossVariant variant = LossVariant.Plain)
    : WeightingCase<T>(variant == LossVariant.Full ? "tilted-weights-full" : "tilted-weights", "ExampleWeights.Tilted")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly bool full = variant == LossVariant.Full;

    private double Tilt => full ? -0.5 : 0.75;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 2;

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("losses", typeof(T), shape.Rows),
        new("weights", typeof(T), shape.Rows, IsOutput: true, MayReplace: "losses"),
        .. full ? (Operand[])[new("sampleWeights", typeof(T), shape.Rows)] : [],
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        Inputs.Scores(operands.Span<T>("losses"), kind == InputKind.Wide ? kind : InputKind.Ordinary, random);
        if (full && shape.Rows > 0)
        {
            Inputs.Weights(operands.Span<T>("sampleWeights"), random);
            operands.Span<T>("sampleWeights")[0] = T.One;
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) =>
        ExampleWeights.Tilted<T>(operands.Span<T>("losses"), Tilt, operands.Span<T>("weights"), operands.Optional<T>("sampleWeights"));

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var losses = operands.Span<T>("losses");
        var weights = operands.Span<T>("weights");
        var samples = operands.Optional<T>("sampleWeights");
        var (sum, all) = (0.0, 0.0);
        for (var i = 0; i < losses.Length; i++)
        {
            var own = samples.IsEmpty ? 1 : Wide(samples[i]);
            sum += own * Math.Exp(Tilt * Wide(losses[i]));
            all += own;
        }

        for (var i = 0; i < losses.Length; i++)
        {
            weights[i] = samples.IsEmpty || samples[i] > T.Zero ? Narrow(Math.Exp(Tilt * Wide(losses[i])) * (all / sum)) : T.Zero;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var losses = Converted.ToDouble<T>(operands.Span<T>("losses"));
        double[] samples = full ? Converted.ToDouble<T>(operands.Span<T>("sampleWeights")) : [.. losses.Select(_ => 1.0)];
        var greatest = losses.Where((_, i) => samples[i] > 0).Select(loss => Tilt * loss).DefaultIfEmpty().Max();
        double[] powers = [.. losses.Select((loss, i) => samples[i] > 0 ? Math.Exp((Tilt * loss) - greatest) : 0)];
        var mean = powers.Zip(samples, (power, sample) => power * sample).Sum() / samples.Sum();
        return new Dictionary<string, Expected>(StringComparer.Ordinal) { ["weights"] = new([.. powers.Select(power => power / mean)], [.. powers.Select(_ => Converted.Tiny<T>())]) };
    }

    /// <summary>Exponents of up to 12, whose differences have half an ε of 8, and sums of up to 257, of either side.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Probability, Ulps: typeof(T) == typeof(float) ? 0.501 : 40, Epsilons: 1);
}
