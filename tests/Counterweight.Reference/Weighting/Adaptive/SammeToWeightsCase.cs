using System.Numerics;
using Counterweight.Reference.Catalog;
using Counterweight.Weighting.Adaptive;

namespace Counterweight.Reference.Weighting.Adaptive;

/// <summary>Weights of mean 1 of log weights, some of which are −∞.</summary>
public sealed class SammeToWeightsCase<T>() : WeightingCase<T>("samme-to-weights", "SammeWeights.ToWeights")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override int MinRowCount => 1;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 2;

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("logWeights", typeof(T), shape.Rows),
        new("weights", typeof(T), shape.Rows, IsOutput: true, MayReplace: "logWeights"),
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        var source = operands.Span<T>("logWeights");
        Inputs.Scores(source, kind == InputKind.Wide ? InputKind.Wide : InputKind.Ordinary, random);
        foreach (ref var weight in source)
        {
            weight = kind == InputKind.Special && random.Next(4) == 0 ? T.NegativeInfinity : weight;
        }

        source[0] = T.One;
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) =>
        SammeWeights.ToWeights<T>(operands.Span<T>("logWeights"), operands.Span<T>("weights"));

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var source = operands.Span<T>("logWeights");
        var weights = operands.Span<T>("weights");
        var (greatest, sum) = (T.NegativeInfinity, 0.0);
        foreach (var weight in source)
        {
            greatest = T.Max(greatest, weight);
        }

        foreach (var weight in source)
        {
            sum += Math.Exp(Wide(weight - greatest));
        }

        for (var i = 0; i < source.Length; i++)
        {
            weights[i] = Narrow(Math.Exp(Wide(source[i] - greatest)) * source.Length / sum);
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var source = Converted.ToDouble<T>(operands.Span<T>("logWeights"));
        var greatest = source.Max();
        double[] powers = [.. source.Select(weight => Math.Exp(weight - greatest))];
        var mean = powers.Average();
        return new Dictionary<string, Expected>(StringComparer.Ordinal) { ["weights"] = new([.. powers.Select(power => power / mean)], [.. powers.Select(_ => Converted.Tiny<T>())]) };
    }

    /// <summary>Exponents of up to 16, whose differences have half an ε of 16, and a sum of up to 257, of either side.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Probability, Ulps: typeof(T) == typeof(float) ? 0.501 : 40, Epsilons: 1);
}
