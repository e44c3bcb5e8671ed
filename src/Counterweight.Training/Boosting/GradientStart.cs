using System.Numerics.Tensors;
using Counterweight.Elementwise;
using Counterweight.Histograms;
using Counterweight.Splits;
using Counterweight.Training.Boosting.Objectives;

namespace Counterweight.Training.Boosting;

/// <summary>The scores that boosting starts from: those of the least loss that are the same for all rows.</summary>
internal static class GradientStart
{
    /// <summary>Greatest fraction that a class without weight is given, so that its score stays finite.</summary>
    private const double AbsentFraction = 1.0 / (1 << 23);

    /// <summary>Least fraction of one of Newton's steps: a step of 2⁶⁴ becomes one of 1.</summary>
    private const float LeastStep = 1 / 18446744073709551616f;

    /// <summary>Of classes: the least loss for a single score, logarithms of the classes' fractions for several.</summary>
    /// <param name="classes">The loss over one row of each class.</param>
    /// <param name="weights">Weight of each class.</param>
    public static double[] OfClasses(GradientObjective classes, double[] weights)
    {
        var sum = weights.Sum();
        double[] fractions = [.. weights.Select(weight => weight / sum)];
        var absent = Math.Min(AbsentFraction, fractions.Where(fraction => fraction > 0).Min() / 2);
        fractions = [.. fractions.Select(fraction => fraction > 0 ? fraction : absent)];
        if (classes.OutputCount == 1)
        {
            return [OfFractions(classes, fractions)];
        }

        var scores = new double[weights.Length];
        VectorMath.Log<double>(fractions, scores);
        return [.. scores.Select(score => (double)(float)score)];
    }

    /// <summary>
    /// Of any targets: what the loss itself tells; else Newton's steps from 0, halved while they do not lower the loss; where
    /// these lead nowhere, the least number at which the derivative is not negative.
    /// </summary>
    public static double OfTargets(GradientObjective objective, int[] rows, float[] weights, int degreeOfParallelism)
    {
        if (objective.Start(rows, weights) is { } known)
        {
            return known;
        }

        var oneBin = new byte[objective.RowCount];
        var scores = new double[objective.RowCount];
        var gradients = new float[objective.RowCount];
        var hessians = new float[objective.RowCount];
        Span<double> sums = stackalloc double[2];
        var score = 0f;
        var loss = objective.Sum(scores, weights, degreeOfParallelism).WeightedMean;
        for (var step = 0; step < 50; step++)
        {
            objective.Evaluate(scores, gradients, hessians, degreeOfParallelism);
            Curve(objective, hessians, unit: false, degreeOfParallelism);
            var scale = GradientHistogramScale.For<float>(weights, gradients, hessians);
            GradientTotals.Sum(oneBin, rows, weights, gradients, hessians, scale, sums);
            if (!double.IsFinite(loss) || (sums[1] == 0 && sums[0] != 0))
            {
                return Crossing(DerivativeOf(objective, rows, weights, degreeOfParallelism));
            }

            var full = (float)default(BoostingGain).LeafValue(sums[0], sums[1]);
            var next = score;

            // A first step from 0 can be far too long, where the derivative grows fast.
            for (var factor = 1f; factor > LeastStep && score + (factor * full) != score; factor /= 2)
            {
                scores.AsSpan().Fill(score + (factor * full));
                var reached = objective.Sum(scores, weights, degreeOfParallelism).WeightedMean;
                if (reached < loss)
                {
                    (next, loss) = (score + (factor * full), reached);
                    break;
                }
            }

            if (next == score)
            {
                if (step == 0 && sums[0] != 0)
                {
                    return Crossing(DerivativeOf(objective, rows, weights, degreeOfParallelism));
                }

                break;
            }

            score = next;
            scores.AsSpan().Fill(score);
        }

        return score;
    }

    /// <summary>Makes Hessians fit to divide by: negative ones 0, or all of them 1.</summary>
    public static void Curve(GradientObjective objective, float[] hessians, bool unit, int degreeOfParallelism)
    {
        if (unit)
        {
            hessians.AsSpan().Fill(1);
        }
        else if (!objective.ClampsHessians)
        {
            RowItems.Run(
                hessians.Length,
                GradientObjective.ItemLength,
                degreeOfParallelism,
                (first, count) => TensorPrimitives.Max(hessians.AsSpan(first, count), 0, hessians.AsSpan(first, count)));
        }
    }

    /// <summary>Whether some row has a first derivative other than 0, but a second derivative of 0.</summary>
    public static bool HasFlat(ReadOnlySpan<int> rows, ReadOnlySpan<float> gradients, ReadOnlySpan<float> hessians)
    {
        foreach (var row in rows)
        {
            if (hessians[row] == 0 && gradients[row] != 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Puts 1 in the place of Hessians of 0 where the gradient is not 0.</summary>
    public static void CurveFlat(ReadOnlySpan<float> gradients, Span<float> hessians)
    {
        for (var i = 0; i < hessians.Length; i++)
        {
            hessians[i] = hessians[i] == 0 && gradients[i] != 0 ? 1 : hessians[i];
        }
    }

    /// <summary>The least loss of two classes, in the loss's own unit: Newton's steps from 0, or where these do not arrive, where the derivative crosses 0.</summary>
    private static double OfFractions(GradientObjective classes, double[] fractions)
    {
        const int Steps = 50;
        var gradients = new float[fractions.Length];
        var hessians = new float[fractions.Length];
        var scores = new double[fractions.Length];
        var score = 0.0;

        // What cross-entropy calls 1: a loss of scores times β has the curvature β²/4 at 0.
        var unit = 0.5 / Math.Sqrt(Derivatives(0).Hessian);
        for (var step = 0; step < Steps; step++)
        {
            var (gradient, hessian) = Derivatives(score);
            var move = gradient / hessian;
            if (!double.IsFinite(move))
            {
                break;
            }

            score -= Math.Clamp(move, -4 * unit, 4 * unit);
            if (Math.Abs(move) < 1e-7 * unit)
            {
                return (float)score;
            }
        }

        return Crossing(at => Derivatives(at).Gradient);

        (double Gradient, double Hessian) Derivatives(double at)
        {
            scores.AsSpan().Fill(at);
            classes.Evaluate(scores, gradients, hessians, 1);
            double gradient = 0, hessian = 0;
            for (var label = 0; label < fractions.Length; label++)
            {
                gradient += fractions[label] * gradients[label];
                hessian += fractions[label] * Math.Max(hessians[label], 0);
            }

            return (gradient, hessian);
        }
    }

    /// <summary>The sign of the weighted derivative at a score of all rows; beyond single precision that of the first row so far.</summary>
    private static Func<double, double> DerivativeOf(GradientObjective objective, int[] rows, float[] weights, int degreeOfParallelism)
    {
        var oneBin = new byte[objective.RowCount];
        var scores = new double[objective.RowCount];
        var gradients = new float[objective.RowCount];
        var hessians = new float[objective.RowCount];
        return at =>
        {
            scores.AsSpan().Fill(at);
            objective.Evaluate(scores, gradients, hessians, degreeOfParallelism);
            hessians.AsSpan().Clear();
            foreach (var row in rows)
            {
                if (!float.IsFinite(gradients[row]))
                {
                    return float.IsNaN(gradients[row]) ? at : gradients[row];
                }
            }

            var sums = new double[2];
            GradientTotals.Sum(oneBin, rows, weights, gradients, hessians, GradientHistogramScale.For<float>(weights, gradients, hessians), sums);
            return sums[0];
        };
    }

    /// <summary>The single nearest 0 at which a derivative that grows has not the sign it has at 0, found between all neighbours.</summary>
    private static double Crossing(Func<double, double> derivative)
    {
        var atZero = derivative(0);
        if (atZero == 0)
        {
            return 0;
        }

        // Numbers of one sign are ordered as their bits: the last with the derivative's sign at 0, and its neighbour.
        var sign = atZero < 0 ? 1 : -1;
        var (low, high) = (0, BitConverter.SingleToInt32Bits(float.MaxValue) + 1);
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            var value = derivative(sign * BitConverter.Int32BitsToSingle(middle));
            (low, high) = value * atZero > 0 ? (middle, high) : (low, middle);
        }

        return high > BitConverter.SingleToInt32Bits(float.MaxValue) ? 0 : sign * (double)BitConverter.Int32BitsToSingle(high);
    }
}
