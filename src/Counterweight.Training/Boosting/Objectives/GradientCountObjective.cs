using Counterweight.Elementwise;
using Counterweight.Losses;
using Counterweight.Losses.Point;

namespace Counterweight.Training.Boosting.Objectives;

/// <summary>Counts by Poisson loss: steps of bounded curvature, the start from the exact mean, means within some times the greatest count.</summary>
/// <param name="targets">Counts.</param>
internal sealed class GradientCountObjective(float[] targets) : GradientObjective
{
    /// <summary>Beyond it exponentials are no floats.</summary>
    private const double Most = 88.5;

    /// <summary>The start where all counts are 0: a mean of 2⁻⁷².</summary>
    private const double Least = -50;

    private readonly GradientPointObjective<PoissonSteps> inner = new(default, targets);

    public override int RowCount => inner.RowCount;

    public override int OutputCount => 1;

    public override bool IsClassMajor => true;

    /// <summary>ln of eight times the greatest count: no mean of the best fit is greater than the count itself.</summary>
    public override double GreatestScore(ReadOnlySpan<int> rows)
    {
        var most = 0f;
        foreach (var row in rows)
        {
            most = Math.Max(most, targets[row]);
        }

        return Logarithm(8.0 * most);
    }

    public override void Evaluate(double[] scores, float[] gradients, float[] hessians, int degreeOfParallelism) =>
        inner.Evaluate(scores, gradients, hessians, degreeOfParallelism);

    public override LossSum Sum(ReadOnlySpan<double> scores, ReadOnlySpan<float> weights, int degreeOfParallelism) =>
        inner.Sum(scores, weights, degreeOfParallelism);

    public override double? Start(ReadOnlySpan<int> rows, float[] weights)
    {
        float[] counts = [.. rows.ToArray().Select(row => targets[row])];
        return Logarithm(default(SquaredLoss<float>).Location(counts, weights.Length == 0 ? [] : [.. rows.ToArray().Select(row => weights[row])]));
    }

    public override GradientObjective WithLabels(int[] labels) => new GradientCountObjective([.. labels.Select(label => (float)label)]);

    private static double Logarithm(double mean)
    {
        var logarithm = new double[1];
        VectorMath.Log<double>([mean], logarithm);
        return Math.Clamp(logarithm[0], Least, Most);
    }
}
