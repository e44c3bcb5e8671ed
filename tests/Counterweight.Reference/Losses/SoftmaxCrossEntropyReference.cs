using System.Numerics;
using Counterweight.Reference.Precision;

namespace Counterweight.Reference.Losses;

/// <summary>Softmax cross-entropy from its definition, one row at a time.</summary>
public static class SoftmaxCrossEntropyReference
{
    /// <summary>Weighted value, gradient and Hessian diagonal; returns Σ w·loss, Σ w and the rows that count.</summary>
    public static (double Loss, double Weight, long Rows) Evaluate<T>(
        T labelSmoothing,
        int ignoreLabel,
        ReadOnlySpan<T> scores,
        int classes,
        ReadOnlySpan<int> labels,
        ReadOnlySpan<T> classWeights,
        ReadOnlySpan<T> sampleWeights,
        Span<T> value,
        Span<T> gradient,
        Span<T> hessian)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (loss, weight, rows) = (0.0, 0.0, 0L);
        var scratch = gradient.IsEmpty ? new T[classes] : default(Span<T>);
        for (var i = 0; i < labels.Length; i++)
        {
            var z = scores.Slice(i * classes, classes);
            var g = gradient.IsEmpty ? scratch : gradient.Slice(i * classes, classes);
            var h = hessian.IsEmpty ? hessian : hessian.Slice(i * classes, classes);
            var label = labels[i];
            var sample = sampleWeights.IsEmpty ? T.One : sampleWeights[i];
            var uniform = sample * (labelSmoothing / T.CreateChecked(classes));
            var (hard, soft) = (T.Zero, T.Zero);
            if (label != ignoreLabel)
            {
                hard = sample * (T.One - labelSmoothing) * Weight(classWeights, label);
                for (var j = 0; j < classes && uniform > T.Zero; j++)
                {
                    soft += uniform * Weight(classWeights, j);
                }
            }

            var rowWeight = hard + soft;

            if (!(rowWeight > T.Zero))
            {
                g.Clear();
                h.Clear();
                Put(value, i, T.Zero);
                continue;
            }

            var max = T.NegativeInfinity;
            foreach (var score in z)
            {
                max = score > max ? score : max;
            }

            // The sum of the other classes is kept apart: 1 − p of the label must not cancel.
            var others = T.Zero;
            var (shift, uniformLoss) = (z[label] - max, T.Zero);
            for (var j = 0; j < classes; j++)
            {
                var e = T.Exp(z[j] - max);
                g[j] = e;
                others += j == label ? T.Zero : e;
            }

            var sum = others + g[label];
            var logSum = shift == T.Zero ? ScalarMath.Log1p(others) : T.Log(sum);
            for (var j = 0; j < classes && uniform > T.Zero; j++)
            {
                var part = uniform * Weight(classWeights, j);
                uniformLoss += part == T.Zero ? T.Zero : part * (logSum - (z[j] - max));
            }

            for (var j = 0; j < h.Length; j++)
            {
                h[j] = rowWeight * (g[j] / sum) * ((j == label ? others : sum - g[j]) / sum);
            }

            var scale = rowWeight / sum;
            for (var j = 0; j < classes; j++)
            {
                g[j] *= scale;
            }

            g[label] = soft - (rowWeight * (others / sum));
            for (var j = 0; j < classes && uniform > T.Zero; j++)
            {
                g[j] -= uniform * Weight(classWeights, j);
            }

            var rowLoss = (hard == T.Zero ? T.Zero : hard * (logSum - shift)) + uniformLoss;
            Put(value, i, rowLoss);
            loss += double.CreateTruncating(rowLoss);
            weight += double.CreateTruncating(rowWeight);
            rows++;
        }

        return (loss, weight, rows);
    }

    private static T Weight<T>(ReadOnlySpan<T> classWeights, int j)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => classWeights.IsEmpty ? T.One : classWeights[j];

    private static void Put<T>(Span<T> output, int i, T value)
        where T : unmanaged
    {
        if (!output.IsEmpty)
        {
            output[i] = value;
        }
    }
}
