using System.Numerics;

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
        for (var i = 0; i < scores.Length; i++)
        {
            var sample = weights.IsEmpty ? T.One : weights[i];
            var target = (targets[i] * (T.One - labelSmoothing)) + (labelSmoothing / T.CreateChecked(2));
            var positive = sample * positiveWeight * target;
            var negative = sample * negativeWeight * (T.One - target);
            var (v, g, h) = (T.Zero, T.Zero, T.Zero);
            if (positive + negative > T.Zero)
            {
                v = Share(positive, Softplus(-scores[i])) + Share(negative, Softplus(scores[i]));
                g = (negative * Sigmoid(scores[i])) - (positive * Sigmoid(-scores[i]));
                h = (positive + negative) * Sigmoid(scores[i]) * Sigmoid(-scores[i]);
                weight += double.CreateChecked(positive + negative);
                loss += double.CreateChecked(v);
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
    {
        if (!output.IsEmpty)
        {
            output[i] = value;
        }
    }

    private static T Sigmoid<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.One / (T.One + T.Exp(-x));

    private static T Softplus<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Max(x, T.Zero) + T.LogP1(T.Exp(-T.Abs(x)));
}
