using System.Numerics;

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
        var exps = new T[classes];
        var uniform = labelSmoothing / T.CreateChecked(classes);
        for (var i = 0; i < labels.Length; i++)
        {
            var z = scores.Slice(i * classes, classes);
            var g = gradient.IsEmpty ? gradient : gradient.Slice(i * classes, classes);
            var h = hessian.IsEmpty ? hessian : hessian.Slice(i * classes, classes);
            var label = labels[i];
            var rowWeight = T.Zero;
            if (label != ignoreLabel)
            {
                var sample = sampleWeights.IsEmpty ? T.One : sampleWeights[i];
                for (var j = 0; j < classes; j++)
                {
                    rowWeight += sample * Weight(classWeights, j) * Target(j == label, labelSmoothing, uniform);
                }
            }

            if (!(rowWeight > T.Zero))
            {
                g.Clear();
                h.Clear();
                Put(value, i, T.Zero);
                continue;
            }

            var sampleWeight = sampleWeights.IsEmpty ? T.One : sampleWeights[i];
            var max = T.NegativeInfinity;
            foreach (var score in z)
            {
                max = T.Max(max, score);
            }

            // The sum of the other classes is kept apart: 1 − p of the label must not cancel.
            var others = T.Zero;
            for (var j = 0; j < classes; j++)
            {
                exps[j] = T.Exp(z[j] - max);
                others += j == label ? T.Zero : exps[j];
            }

            var sum = others + exps[label];
            var logSum = z[label] == max ? T.LogP1(others) : T.Log(sum);
            var rowLoss = T.Zero;
            for (var j = 0; j < classes; j++)
            {
                var part = sampleWeight * Weight(classWeights, j) * Target(j == label, labelSmoothing, uniform);
                if (part != T.Zero || T.IsNaN(sum))
                {
                    rowLoss += part * (logSum - (z[j] - max));
                }

                if (!g.IsEmpty)
                {
                    g[j] = j == label
                        ? (rowWeight - part) - (rowWeight * (others / sum))
                        : (rowWeight * (exps[j] / sum)) - part;
                }

                if (!h.IsEmpty)
                {
                    h[j] = rowWeight * (exps[j] / sum) * ((j == label ? others : sum - exps[j]) / sum);
                }
            }

            Put(value, i, rowLoss);
            loss += double.CreateChecked(rowLoss);
            weight += double.CreateChecked(rowWeight);
            rows++;
        }

        return (loss, weight, rows);
    }

    private static T Weight<T>(ReadOnlySpan<T> classWeights, int j)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => classWeights.IsEmpty ? T.One : classWeights[j];

    private static T Target<T>(bool isLabel, T smoothing, T uniform)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => (isLabel ? T.One - smoothing : T.Zero) + uniform;

    private static void Put<T>(Span<T> output, int i, T value)
    {
        if (!output.IsEmpty)
        {
            output[i] = value;
        }
    }
}
