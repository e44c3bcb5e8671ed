using System.Numerics.Tensors;
using Counterweight.Splits;

namespace Counterweight.Training.Boosting;

/// <summary>The scores that boosting starts from: those of the least loss that are the same for all rows.</summary>
internal static class GradientStart
{
    /// <summary>Beyond it a single precision probability is 0 or 1 to a few units of rounding.</summary>
    private const float Most = 16;

    /// <summary>Least share of one of Newton's steps: a step of 2⁶⁴ becomes one of 1.</summary>
    private const float LeastStep = 1 / 18446744073709551616f;

    /// <summary>Of classes: Newton's steps for a single score, logarithms of the classes' shares for several.</summary>
    /// <param name="classes">The loss over one row of each class.</param>
    /// <param name="weights">Weight of each class.</param>
    public static double[] OfClasses(GradientObjective classes, double[] weights)
    {
        var sum = weights.Sum();
        if (classes.OutputCount == 1)
        {
            return [Newton(classes, [.. weights.Select(weight => weight / sum)])];
        }

        var scores = new double[weights.Length];
        VectorMath.Log<double>([.. weights.Select(weight => Math.Max(weight / sum, Math.ScaleB(1, -23)))], scores);
        return [.. scores.Select(score => (double)(float)score)];
    }

    /// <summary>Of any targets: Newton's steps from 0, halved while they do not lower the loss; where there is no curvature, as of the absolute loss, bisection between the least and the greatest target.</summary>
    public static double OfTargets(GradientObjective objective, ReadOnlySpan<float> targets, int[] rows, float[] weights, int degreeOfParallelism)
    {
        var oneBin = new byte[objective.RowCount];
        var scores = new float[objective.RowCount];
        var gradients = new float[objective.RowCount];
        var hessians = new float[objective.RowCount];
        Span<double> sums = stackalloc double[2];
        var score = 0f;
        var loss = objective.Sum(scores, weights, degreeOfParallelism).WeightedMean;
        for (var step = 0; step < 50; step++)
        {
            objective.Evaluate(scores, gradients, hessians, degreeOfParallelism);
            Curve(hessians, unit: false);
            var scale = GradientHistogramScale.For<float>(weights, gradients, hessians);
            GradientTotals.Sum(oneBin, rows, weights, gradients, hessians, scale, sums);
            if (sums[1] == 0 && sums[0] != 0)
            {
                return Bisect(objective, targets, rows, weights, degreeOfParallelism);
            }

            var full = (float)default(BoostingGain).LeafValue(sums[0], sums[1]);
            var next = score;
            // Poisson's first step is the mean count, which its exponential takes many halvings of.
            for (var factor = 1f; factor > LeastStep && score + (factor * full) != score; factor /= 2)
            {
                scores.AsSpan().Fill(score + (factor * full));
                var reached = objective.Sum(scores, weights, degreeOfParallelism).WeightedMean;
                if (reached < loss)
                {
                    (next, loss) = (scores[0], reached);
                    break;
                }
            }

            if (next == score)
            {
                break;
            }

            score = next;
            scores.AsSpan().Fill(score);
        }

        return score;
    }

    /// <summary>Makes Hessians fit to divide by: negative ones 0, or all of them 1.</summary>
    public static void Curve(Span<float> hessians, bool unit)
    {
        if (unit)
        {
            hessians.Fill(1);
        }
        else
        {
            TensorPrimitives.Max(hessians, 0, hessians);
        }
    }

    /// <summary>Whether some row has a slope without curvature, as far from Huber's targets.</summary>
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

    private static double Bisect(GradientObjective objective, ReadOnlySpan<float> targets, int[] rows, float[] weights, int degreeOfParallelism)
    {
        var oneBin = new byte[targets.Length];
        var scores = new float[targets.Length];
        var gradients = new float[targets.Length];
        var hessians = new float[targets.Length];
        Span<double> sums = stackalloc double[2];
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var row in rows)
        {
            (low, high) = (Math.Min(low, targets[row]), Math.Max(high, targets[row]));
        }

        for (var step = 0; step < 48 && (float)low < (float)high; step++)
        {
            var middle = (float)((low / 2) + (high / 2));
            scores.AsSpan().Fill(middle);
            objective.Evaluate(scores, gradients, hessians, degreeOfParallelism);
            GradientTotals.Sum(oneBin, rows, weights, gradients, hessians, GradientHistogramScale.For<float>(weights, gradients, hessians), sums);
            (low, high) = sums[0] < 0 ? ((double)middle, high) : (low, middle);
        }

        return (float)high;
    }

    private static double Newton(GradientObjective classes, double[] shares)
    {
        var gradients = new float[shares.Length];
        var hessians = new float[shares.Length];
        var scores = new float[shares.Length];
        var score = 0.0;
        for (var step = 0; step < 50; step++)
        {
            scores.AsSpan().Fill((float)score);
            classes.Evaluate(scores, gradients, hessians, 1);
            double gradient = 0, hessian = 0;
            for (var label = 0; label < shares.Length; label++)
            {
                gradient += shares[label] * gradients[label];
                hessian += shares[label] * Math.Max(hessians[label], 0);
            }

            var move = hessian > 0 ? gradient / hessian : 0;
            score = Math.Clamp(score - Math.Clamp(move, -4, 4), -Most, Most);
            if (Math.Abs(move) < 1e-7)
            {
                break;
            }
        }

        return (float)score;
    }
}
