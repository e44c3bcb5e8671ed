using System.Numerics;
using Counterweight.Calibration;
using Counterweight.Reference.Catalog;
using Counterweight.Reference.Weighting;

namespace Counterweight.Reference.Calibration;

/// <summary>An isotonic fit, told by its values at the scores it was fitted to. The reference is the formula of least maxima and greatest minima of means.</summary>
public sealed class IsotonicFitCase<T>(LossVariant variant = LossVariant.Plain) : WeightingCase<T>(variant == LossVariant.Full ? "isotonic-fit-full" : "isotonic-fit", "IsotonicCalibration.Fit", "IsotonicCalibration.FromKnots")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly bool full = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override int MinRowCount => 1;

    /// <inheritdoc/>
    public override bool AllocatesTables => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("scores", typeof(T), shape.Rows),
        new("targets", typeof(T), shape.Rows),
        .. full ? (Operand[])[new("weights", typeof(T), shape.Rows)] : [],
        new("fitted", typeof(double), shape.Rows, IsOutput: true, IsResult: true),
    ];

    /// <summary>Scores have ties; targets are 0 or 1, wide ones any number of −8 to 8 that grows with the score.</summary>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        var scores = operands.Span<T>("scores");
        var targets = operands.Span<T>("targets");
        Inputs.Scores(scores, InputKind.Ordinary, random);
        for (var row = 0; row < scores.Length; row++)
        {
            scores[row] = random.Next(3) == 0 ? T.CreateChecked(random.Next(-8, 8)) : scores[row];
            var noisy = Wide(scores[row]) + (random.NextDouble() * 16) - 8;
            targets[row] = kind == InputKind.Wide ? Narrow(noisy / 2) : noisy > 2 ? T.One : T.Zero;
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
        var fit = IsotonicCalibration.Fit<T>(operands.Span<T>("scores"), operands.Span<T>("targets"), operands.Optional<T>("weights"));
        IsotonicCalibration.FromKnots(fit.Scores, fit.Values).Apply(Converted.ToDouble<T>(operands.Span<T>("scores")), operands.Span<double>("fitted"));
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape) => Fitted(operands).CopyTo(operands.Span<double>("fitted"));

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var fitted = Fitted(operands);
        return new Dictionary<string, Expected>(StringComparer.Ordinal) { ["fitted"] = new(fitted, [.. fitted.Select(_ => 8.0)]) };
    }

    /// <summary>A mean of up to 257 rows, on either side, and a line between two knots for rows of weight 0.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Probability, Epsilons: typeof(T) == typeof(float) ? 1e-4 : 600);

    private double[] Fitted(OperandSet operands)
    {
        double[] scores = Converted.ToDouble<T>(operands.Span<T>("scores"));
        double[] targets = Converted.ToDouble<T>(operands.Span<T>("targets"));
        double[] weights = full ? Converted.ToDouble<T>(operands.Span<T>("weights")) : [.. scores.Select(_ => 1.0)];
        var pools = Enumerable.Range(0, scores.Length).Where(row => weights[row] > 0).GroupBy(row => scores[row]).OrderBy(group => group.Key)
            .Select(group => (Place: group.Key, Sum: group.Sum(row => weights[row] * targets[row]), Weight: group.Sum(row => weights[row]))).ToArray();
        var fitted = new double[pools.Length];
        for (var i = 0; i < pools.Length; i++)
        {
            // max over starts at most i of min over ends at least i of the mean between.
            var greatest = double.NegativeInfinity;
            for (var from = 0; from <= i; from++)
            {
                var (sum, weight, least) = (0.0, 0.0, double.PositiveInfinity);
                for (var to = from; to < pools.Length; to++)
                {
                    (sum, weight) = (sum + pools[to].Sum, weight + pools[to].Weight);
                    least = to >= i ? Math.Min(least, sum / weight) : least;
                }

                greatest = Math.Max(greatest, least);
            }

            fitted[i] = greatest;
        }

        return [.. scores.Select(score => Between(pools.Select(pool => pool.Place).ToArray(), fitted, score))];
    }

    private static double Between(double[] places, double[] fitted, double score)
    {
        var next = Array.FindIndex(places, place => place >= score);
        if (next <= 0 || places[next] == score)
        {
            return next < 0 ? fitted[^1] : fitted[next];
        }

        var part = (score - places[next - 1]) / (places[next] - places[next - 1]);
        return ((1 - part) * fitted[next - 1]) + (part * fitted[next]);
    }
}
