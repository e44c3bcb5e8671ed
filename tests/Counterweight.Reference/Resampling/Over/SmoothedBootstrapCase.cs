using Counterweight.Reference.Catalog;
using Counterweight.Resampling.Over;

namespace Counterweight.Reference.Resampling.Over;

/// <summary>The smoothed bootstrap, with chosen parents and noise.</summary>
public sealed class SmoothedBootstrapCase : OverSamplingCase
{
    private const double Shrink = 0.5;

    /// <summary>A case with choices of one's own.</summary>
    public SmoothedBootstrapCase()
        : base(hasChoices: true)
    {
    }

    /// <inheritdoc/>
    public override string Name => "smoothed-bootstrap";

    /// <inheritdoc/>
    protected override OverSampler Method { get; } = new SmoothedBootstrap(Shrink);

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        base.RunScalar(operands, shape);
        var widths = Widths(operands, shape);
        var to = operands.Span<float>("newFeatures");
        var noise = operands.Span<float>("chosenNoise");
        for (var i = 0; i < to.Length; i++)
        {
            to[i] += (float)widths[i % shape.Width] * noise[i];
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var expected = new Dictionary<string, Expected>(base.Reference(operands, shape), StringComparer.Ordinal);
        var (copies, noise, widths) = (expected["newFeatures"].Values, operands.Span<float>("chosenNoise").ToArray(), Widths(operands, shape));
        expected["newFeatures"] = new(
            [.. copies.Select((x, i) => x + (widths[i % shape.Width] * noise[i]))],
            [.. copies.Select((x, i) => Math.Abs(x) + Math.Abs(widths[i % shape.Width] * noise[i]))]);
        return expected;
    }

    /// <summary>The deviation, the width and the sum are rounded to float.</summary>
    public override Bound BoundOf(string output) => output is "newFeatures" ? new(ComparisonFamily.Probability, Epsilons: 2) : base.BoundOf(output);

    /// <inheritdoc/>
    protected override Operand[] Choices(Shape shape) => [new("chosenParents", typeof(int), shape.Rows), new("chosenNoise", typeof(float), shape.Elements)];

    /// <inheritdoc/>
    protected override void Choose(OperandSet operands, Shape shape, int own, Random random)
    {
        foreach (ref var parent in operands.Span<int>("chosenParents"))
        {
            parent = random.Next(own);
        }

        foreach (ref var noise in operands.Span<float>("chosenNoise"))
        {
            noise = random.Next(-512, 513) / 256f;
        }
    }

    /// <inheritdoc/>
    protected override (int Parent, int Neighbor, float Step)[] Pairs(OperandSet operands, Shape shape)
    {
        var own = RowsOf(operands);
        return [.. operands.Span<int>("chosenParents").ToArray().Select(parent => (own[parent], own[parent], 0f))];
    }

    private static double[] Widths(OperandSet operands, Shape shape)
    {
        var (own, features) = (RowsOf(operands), operands.Span<float>("features").ToArray());
        return
        [
            .. Enumerable.Range(0, shape.Width).Select(f =>
            {
                double[] values = [.. own.Select(row => (double)features[(row * shape.Width) + f])];
                var mean = values.Average();
                var deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
                return Shrink * Math.Pow(4 / ((shape.Width + 2.0) * values.Length), 1 / (shape.Width + 4.0)) * deviation;
            }),
        ];
    }
}
