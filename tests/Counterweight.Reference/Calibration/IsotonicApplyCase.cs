using System.Numerics;
using Counterweight.Calibration;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Calibration;

/// <summary>The function between given knots.</summary>
public sealed class IsotonicApplyCase<T>() : CalibrationMapCase<T>("isotonic-apply", "IsotonicCalibration.Apply")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly double[] Scores = [-7, -6.5, -1, -0.25, 0, 0.125, 3, 4, 7.75];
    private static readonly double[] Values = [0, 0.01, 0.01, 0.2, 0.21, 0.5, 0.5, 0.96, 1];
    private static readonly IsotonicCalibration Knots = IsotonicCalibration.FromKnots(Scores, Values);

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) => Knots.Apply<T>(operands.Span<T>("scores"), operands.Span<T>("destination"));

    /// <summary>A quotient, a difference and a sum, whose parts are all positive; so has the reference.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Elementwise, Ulps: typeof(T) == typeof(float) ? 0.501 : 8);

    /// <inheritdoc/>
    protected override double Of(double score)
    {
        if (double.IsNaN(score) || score <= Scores[0] || score >= Scores[^1])
        {
            return double.IsNaN(score) ? score : score <= Scores[0] ? Values[0] : Values[^1];
        }

        var next = Array.FindIndex(Scores, knot => knot > score);
        var part = (score - Scores[next - 1]) / (Scores[next] - Scores[next - 1]);
        return ((1 - part) * Values[next - 1]) + (part * Values[next]);
    }
}
