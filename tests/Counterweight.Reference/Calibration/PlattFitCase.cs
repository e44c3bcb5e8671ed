using System.Numerics;
using Counterweight.Calibration;
using Counterweight.Reference.Catalog;
using Counterweight.Reference.Weighting;

namespace Counterweight.Reference.Calibration;

/// <summary>Slope and intercept of Platt scaling; in full with weights. The reference follows the gradient's root by plain Newton steps in double, with finite halvings.</summary>
public sealed class PlattFitCase<T>(LossVariant variant = LossVariant.Plain) : WeightingCase<T>(variant == LossVariant.Full ? "platt-fit-full" : "platt-fit", "PlattScaling.Fit")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly bool full = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override int MinRowCount => 8;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 20;

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("scores", typeof(T), shape.Rows),
        new("labels", typeof(int), shape.Rows),
        .. full ? (Operand[])[new("weights", typeof(T), shape.Rows)] : [],
        new("line", typeof(double), 2, IsOutput: true, IsResult: true),
    ];

    /// <summary>Scores of −8 to 8; class 1 has the greater ones, with some noise. The first row has weight.</summary>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        var scores = operands.Span<T>("scores");
        var labels = operands.Span<int>("labels");
        Inputs.Scores(scores, InputKind.Ordinary, random);
        for (var row = 0; row < scores.Length; row++)
        {
            labels[row] = Wide(scores[row]) + (random.NextDouble() * 8) - 4 > 2 ? 1 : 0;
            scores[row] = kind == InputKind.Wide ? scores[row] * T.CreateChecked(1 << 20) : scores[row];
        }

        Inputs.Weights(operands.Optional<T>("weights"), random);
        if (full)
        {
            operands.Span<T>("weights")[0] = T.One;
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var line = PlattScaling.Fit<T>(operands.Span<T>("scores"), operands.Span<int>("labels"), operands.Optional<T>("weights"));
        (operands.Span<double>("line")[0], operands.Span<double>("line")[1]) = (line.Slope, line.Intercept);
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape) => Line(operands).CopyTo(operands.Span<double>("line"));

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var line = Line(operands);
        return new Dictionary<string, Expected>(StringComparer.Ordinal) { ["line"] = new(line, [.. line.Select(value => Math.Abs(value) + (Math.Abs(line[0]) / 1e6))]) };
    }

    /// <summary>Both minima are flat to a rounding of the gradient. Measured over all shapes: 10 ε; a hundred times that for the exponentials of other machines.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Probability, Epsilons: typeof(T) == typeof(float) ? 1e3 / (1 << 29) : 1e3);

    private double[] Line(OperandSet operands)
    {
        double[] scores = Converted.ToDouble<T>(operands.Span<T>("scores"));
        int[] labels = operands.Span<int>("labels").ToArray();
        double[] weights = full ? Converted.ToDouble<T>(operands.Span<T>("weights")) : [.. scores.Select(_ => 1.0)];
        var positive = labels.Zip(weights, (label, weight) => label * weight).Sum();
        var negative = weights.Sum() - positive;
        double[] targets = [.. labels.Select(label => label == 1 ? (positive + 1) / (positive + 2) : 1 / (negative + 2))];
        var scale = scores.Max(Math.Abs);
        var (a, b) = (0.0, Math.Log((positive + 1) / (negative + 1)));
        for (var step = 0; step < 200; step++)
        {
            var (ga, gb, haa, hab, hbb) = (0.0, 0.0, 0.0, 0.0, 0.0);
            for (var row = 0; row < scores.Length; row++)
            {
                var x = scores[row] / scale;
                var p = 1 / (1 + Math.Exp(-((a * x) + b)));
                var (g, h) = (weights[row] * (p - targets[row]), weights[row] * p * (1 - p));
                (ga, gb, haa, hab, hbb) = (ga + (g * x), gb + g, haa + (h * x * x), hab + (h * x), hbb + h);
            }

            // Steps of at most 2 in the scaled slope cannot overshoot far on these inputs.
            var determinant = (haa * hbb) - (hab * hab);
            var (da, db) = (((hbb * ga) - (hab * gb)) / determinant, ((haa * gb) - (hab * ga)) / determinant);
            var shrink = Math.Min(1, 2 / Math.Max(Math.Abs(da), Math.Abs(db)));
            (a, b) = (a - (shrink * da), b - (shrink * db));
        }

        return [a / scale, b];
    }
}
