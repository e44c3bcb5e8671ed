using System.Numerics;
using System.Numerics.Tensors;

namespace Counterweight.Reference.Losses.SoftTargets;

/// <summary>
/// Loss and gradient of rows with soft targets, composed of TensorPrimitives calls: several rows at a time where they are
/// short, so that one call of Exp or Log serves them all; plain loops where a call would cost more than its work.
/// </summary>
internal static class SoftTargetComposition<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Chunk = 2048;
    private const int Few = 8;

    public static (double Loss, double Weight, long Rows) Run(
        SoftTargetDefinition<T> loss, ReadOnlySpan<T> scores, ReadOnlySpan<T> targets, ReadOnlySpan<T> classWeights, Span<T> gradient)
    {
        var classes = classWeights.Length;
        var rowsAtOnce = Math.Max(1, Chunk / classes);
        Span<T> weightedRoom = stackalloc T[rowsAtOnce * classes];
        Span<T> logRoom = stackalloc T[loss.IsDivergence ? rowsAtOnce * classes : 0];
        Span<T> sumRoom = stackalloc T[rowsAtOnce];
        Span<T> weightRoom = stackalloc T[rowsAtOnce];
        var (total, totalWeight, counted) = (0.0, 0.0, 0L);
        for (var first = 0; first < scores.Length; first += rowsAtOnce * classes)
        {
            var length = Math.Min(rowsAtOnce * classes, scores.Length - first);
            var z = scores.Slice(first, length);
            var t = targets.Slice(first, length);
            var g = gradient.Slice(first, length);
            var weighted = weightedRoom[..length];
            var logs = loss.IsDivergence ? logRoom[..length] : default;
            var sums = sumRoom[..(length / classes)];
            var weights = weightRoom[..(length / classes)];
            if (loss.IsDivergence)
            {
                // 0 times the logarithm of any positive number is the 0 it must be.
                TensorPrimitives.Max(t, T.CreateTruncating(1e-37), logs);
                TensorPrimitives.Log(logs, logs);
            }

            for (var row = 0; row < length; row += classes)
            {
                Shift(loss.Scale, z.Slice(row, classes), g.Slice(row, classes));
                Weigh(t.Slice(row, classes), classWeights, weighted.Slice(row, classes));
            }

            var spread = loss.IsDivergence ? TensorPrimitives.Dot<T>(weighted, logs) - TensorPrimitives.Dot<T>(weighted, g) : -TensorPrimitives.Dot<T>(weighted, g);
            TensorPrimitives.Exp(g, g);
            for (var row = 0; row < length; row += classes)
            {
                var weight = Sum(weighted.Slice(row, classes));
                var sum = Sum(g.Slice(row, classes));
                Subtract(g.Slice(row, classes), weight / sum, weighted.Slice(row, classes), loss.Factor * loss.Scale);
                (sums[row / classes], weights[row / classes]) = (sum, weight);
                counted += weight > T.Zero ? 1 : 0;
            }

            TensorPrimitives.Log(sums, sums);
            total += double.CreateTruncating(loss.Factor * (spread + TensorPrimitives.Dot<T>(sums, weights)));
            totalWeight += double.CreateTruncating(TensorPrimitives.Sum<T>(weights));
        }

        return (total, totalWeight, counted);
    }

    private static void Shift(T scale, ReadOnlySpan<T> z, Span<T> shifted)
    {
        if (z.Length >= Few)
        {
            TensorPrimitives.Subtract(z, TensorPrimitives.Max(z), shifted);
            if (scale != T.One)
            {
                TensorPrimitives.Multiply(shifted, scale, shifted);
            }

            return;
        }

        var max = z[0];
        foreach (var x in z)
        {
            max = x > max ? x : max;
        }

        for (var j = 0; j < z.Length; j++)
        {
            shifted[j] = (z[j] - max) * scale;
        }
    }

    private static void Weigh(ReadOnlySpan<T> t, ReadOnlySpan<T> classWeights, Span<T> weighted)
    {
        if (t.Length >= Few)
        {
            TensorPrimitives.Multiply(t, classWeights, weighted);
            return;
        }

        for (var j = 0; j < t.Length; j++)
        {
            weighted[j] = t[j] * classWeights[j];
        }
    }

    private static void Subtract(Span<T> exps, T factor, Span<T> weighted, T gradientScale)
    {
        if (exps.Length >= Few)
        {
            TensorPrimitives.Multiply(exps, factor, exps);
            TensorPrimitives.Subtract(exps, weighted, exps);
            if (gradientScale != T.One)
            {
                TensorPrimitives.Multiply(exps, gradientScale, exps);
            }

            return;
        }

        for (var j = 0; j < exps.Length; j++)
        {
            exps[j] = ((exps[j] * factor) - weighted[j]) * gradientScale;
        }
    }

    private static T Sum(ReadOnlySpan<T> terms)
    {
        if (terms.Length >= Few)
        {
            return TensorPrimitives.Sum(terms);
        }

        var sum = T.Zero;
        foreach (var term in terms)
        {
            sum += term;
        }

        return sum;
    }
}
