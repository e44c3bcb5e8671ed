using System.Numerics;
using Counterweight.Reference.Catalog;
using Counterweight.Weighting.Adaptive;

namespace Counterweight.Reference.Weighting.Adaptive;

/// <summary>A step of SAMME on log weights, which works in place: a case copies the source first. Some rows have no weight.</summary>
public sealed class SammeStepCase<T>() : WeightingCase<T>("samme-step", "SammeWeights.Step")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Classes = 4;
    private const double Rate = 0.5;

    /// <inheritdoc/>
    public override int MinRowCount => 1;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 1;

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape) => (3 * 2 * sizeof(int)) + (5 * OperandSet.SizeOf(typeof(T)));

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("source", typeof(T), shape.Rows),
        new("labels", typeof(int), shape.Rows),
        new("answers", typeof(int), shape.Rows),
        new("logWeights", typeof(T), shape.Rows, IsOutput: true, MayReplace: "source", IsResult: true),
        new("step", typeof(double), 2, IsOutput: true, IsResult: true),
    ];

    /// <summary>One row in four is answered wrongly, of seeds of multiples of five nearly all.</summary>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        var labels = operands.Span<int>("labels");
        var answers = operands.Span<int>("answers");
        var source = operands.Span<T>("source");
        Inputs.Scores(source, kind == InputKind.Wide ? InputKind.Wide : InputKind.Ordinary, random);
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = random.Next(Classes);
            answers[i] = random.Next(4) == 0 || (seed % 5 == 0 && random.Next(8) > 0) ? random.Next(Classes) : labels[i];
            source[i] = kind == InputKind.Special && random.Next(4) == 0 ? T.NegativeInfinity : source[i];
        }

        source[0] = T.One;
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var logWeights = operands.Span<T>("logWeights");
        operands.Span<T>("source").CopyTo(logWeights);
        var step = SammeWeights.Step(operands.Span<int>("labels"), operands.Span<int>("answers"), Classes, logWeights, Rate);
        operands.Span<double>("step")[0] = step.Error;
        operands.Span<double>("step")[1] = step.Alpha;
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var logWeights = operands.Span<T>("logWeights");
        operands.Span<T>("source").CopyTo(logWeights);
        Step(Converted.ToDouble<T>(logWeights), operands, out var changed, out var error, out var alpha);
        for (var i = 0; i < changed.Length; i++)
        {
            logWeights[i] = Narrow(changed[i]);
        }

        operands.Span<double>("step")[0] = error;
        operands.Span<double>("step")[1] = alpha;
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        Step(Converted.ToDouble<T>(operands.Span<T>("source")), operands, out var changed, out var error, out var alpha);
        return new Dictionary<string, Expected>(StringComparer.Ordinal)
        {
            ["logWeights"] = new(changed, [.. changed.Select(weight => 4 + (double.IsFinite(weight) ? Math.Abs(weight) : 0))]),
            ["step"] = new([error, alpha], [Math.Max(error, 1e-3), Math.Max(Math.Abs(alpha), 1)]),
        };
    }

    /// <summary>Sums of up to 257 exponentials, of exponents of up to 16, in double; a log weight is rounded once.</summary>
    public override Bound BoundOf(string output) => output is "step"
        ? new(ComparisonFamily.Probability, Epsilons: typeof(T) == typeof(float) ? 1e-5 : 1000)
        : new(ComparisonFamily.Probability, Ulps: 0.5001, Epsilons: typeof(T) == typeof(float) ? 1e-6 : 250);

    /// <summary>From weights that are not logarithms, over that of the greatest.</summary>
    private static void Step(double[] logWeights, OperandSet operands, out double[] changed, out double error, out double alpha)
    {
        var labels = operands.Span<int>("labels");
        var answers = operands.Span<int>("answers");
        var greatest = logWeights.Max();
        var (wrong, all) = (0.0, 0.0);
        for (var i = 0; i < logWeights.Length; i++)
        {
            var weight = Math.Exp(logWeights[i] - greatest);
            all += weight;
            wrong += labels[i] == answers[i] ? 0 : weight;
        }

        error = wrong / all;
        alpha = error <= 0 ? double.PositiveInfinity : error >= 1 - (1.0 / Classes) ? 0 : Rate * (Math.Log((1 - error) / error) + Math.Log(Classes - 1));
        changed = [.. logWeights];
        if (alpha == 0 || double.IsInfinity(alpha))
        {
            return;
        }

        for (var i = 0; i < changed.Length; i++)
        {
            changed[i] += labels[i] == answers[i] ? 0 : alpha;
        }

        var top = changed.Max();
        for (var i = 0; i < changed.Length; i++)
        {
            changed[i] -= top;
        }
    }
}
