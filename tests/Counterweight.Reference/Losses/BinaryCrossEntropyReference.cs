using System.Numerics;
using Counterweight.Reference.Precision;

namespace Counterweight.Reference.Losses;

/// <summary>Binary cross-entropy from its definition, one element at a time.</summary>
public static class BinaryCrossEntropyReference
{
    /// <summary>Weighted value, gradient and Hessian of each element; returns Σ w·loss, Σ w and the rows of positive weight.</summary>
    public static (double Loss, double Weight, long Rows) Evaluate<T>(
        T positiveWeight,
        T negativeWeight,
        T labelSmoothing,
        ReadOnlySpan<T> scores,
        ReadOnlySpan<T> targets,
        ReadOnlySpan<T> weights,
        Span<T> value,
        Span<T> gradient,
        Span<T> hessian)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (loss, weight, rows) = (0.0, 0.0, 0L);
        var (keep, half) = (T.One - labelSmoothing, labelSmoothing / T.CreateChecked(2));
        for (var i = 0; i < scores.Length; i++)
        {
            var sample = weights.IsEmpty ? T.One : weights[i];
            var positive = sample * positiveWeight * ((targets[i] * keep) + half);
            var negative = sample * negativeWeight * (((T.One - targets[i]) * keep) + half);
            var total = positive + negative;
            var (v, g, h) = (T.Zero, T.Zero, T.Zero);
            if (total > T.Zero)
            {
                var z = scores[i];
                var e = T.Exp(-T.Abs(z));
                var log = ScalarMath.Log1p(e);
                var inverse = T.One / (T.One + e);
                var (up, down) = z < T.Zero ? (e * inverse, inverse) : (inverse, e * inverse);
                v = Share(positive, (z < T.Zero ? -z : T.Zero) + log) + Share(negative, (z > T.Zero ? z : T.Zero) + log);
                g = (negative * up) - (positive * down);
                h = total * up * down;
                weight += double.CreateTruncating(total);
                loss += double.CreateTruncating(v);
                rows++;
            }

            Put(value, i, v);
            Put(gradient, i, g);
            Put(hessian, i, h);
        }

        return (loss, weight, rows);
    }

    private static T Share<T>(T weight, T loss)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => weight == T.Zero ? T.Zero : weight * loss;

    private static void Put<T>(Span<T> output, int i, T value)
        where T : unmanaged
    {
        if (!output.IsEmpty)
        {
            output[i] = value;
        }
    }
}
