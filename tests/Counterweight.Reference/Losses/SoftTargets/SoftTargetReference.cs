using System.Numerics;
using Counterweight.Reference.Precision;

namespace Counterweight.Reference.Losses.SoftTargets;

/// <summary>Losses of softmax rows against target probabilities from their definition, one row at a time.</summary>
public static class SoftTargetReference
{
    /// <summary>Weighted value, gradient and Hessian diagonal; returns Σ w·loss, Σ w and the rows that count.</summary>
    public static (double Loss, double Weight, long Rows) Evaluate<T>(
        SoftTargetDefinition<T> loss,
        ReadOnlySpan<T> scores,
        int classes,
        ReadOnlySpan<T> targets,
        ReadOnlySpan<T> classWeights,
        ReadOnlySpan<T> sampleWeights,
        Span<T> value,
        Span<T> gradient,
        Span<T> hessian)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (total, totalWeight, rows) = (0.0, 0.0, 0L);
        var scratch = new T[classes];
        for (var i = 0; i < scores.Length / classes; i++)
        {
            var z = scores.Slice(i * classes, classes);
            var t = targets.Slice(i * classes, classes);
            var g = gradient.Slice(i * classes, classes);
            var h = hessian.IsEmpty ? hessian : hessian.Slice(i * classes, classes);
            var sample = sampleWeights.IsEmpty ? T.One : sampleWeights[i];
            var (targetWeight, part) = (T.Zero, T.Zero);
            for (var j = 0; j < classes; j++)
            {
                scratch[j] = Smoothed(loss, t[j], classes) * classWeights[j];
                part += scratch[j];
                if (j % 64 == 63)
                {
                    (targetWeight, part) = (targetWeight + part, T.Zero);
                }
            }

            targetWeight += part;

            var rowLoss = T.Zero;
            if (targetWeight * sample > T.Zero)
            {
                rowLoss = sample * loss.Factor * Row(loss, z, t, scratch, targetWeight, g);
                Derivatives(loss, scratch, targetWeight, sample, g, h);
                totalWeight += double.CreateTruncating(targetWeight * sample);
                rows++;
            }
            else
            {
                g.Clear();
                h.Clear();
            }

            total += double.CreateTruncating(rowLoss);
            if (!value.IsEmpty)
            {
                value[i] = rowLoss;
            }
        }

        return (total, totalWeight, rows);
    }

    /// <summary>t′.</summary>
    public static T Smoothed<T>(SoftTargetDefinition<T> loss, T target, int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ((T.One - loss.Smoothing) * target) + (loss.Smoothing / T.CreateChecked(classes));

    /// <summary>Σ_j w_j·t′_j·(LSE − x_j), less the entropy; the exponentials e^(x_j − max) go to <paramref name="exps"/>.</summary>
    private static T Row<T>(SoftTargetDefinition<T> loss, ReadOnlySpan<T> z, ReadOnlySpan<T> t, ReadOnlySpan<T> weighted, T targetWeight, Span<T> exps)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var max = T.NegativeInfinity;
        for (var j = 0; j < z.Length; j++)
        {
            var moved = Moved(loss, z, j);
            max = moved > max ? moved : max;
        }

        // A difference is less than half a unit of any large loss, were it taken after the logarithm of the sum.
        var (sum, distance) = (T.Zero, T.Zero);
        for (var j = 0; j < z.Length; j++)
        {
            var shifted = (Moved(loss, z, j) - max) * loss.Scale;
            exps[j] = T.Exp(shifted);
            sum += exps[j];
            if (weighted[j] > T.Zero)
            {
                var entropy = loss.IsDivergence ? T.Log(Smoothed(loss, t[j], z.Length)) : T.Zero;
                distance += weighted[j] * (entropy - shifted);
            }
        }

        return distance + (targetWeight * (T.IsNaN(sum) ? sum : ScalarMath.Log1p(WithoutGreatest<T>(exps))));
    }

    /// <summary>From exponentials: f·s·(W·p_j − w_j·t_j) as (W − w_j·t_j)·p_j − w_j·t_j·(1 − p_j), in which a certain target does not cancel; f·s²·W·p_j(1 − p_j).</summary>
    private static void Derivatives<T>(SoftTargetDefinition<T> loss, ReadOnlySpan<T> weighted, T targetWeight, T sample, Span<T> g, Span<T> h)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rest = WithoutGreatest<T>(g);
        var sum = T.One + rest;
        var gradientScale = sample * loss.Factor * loss.Scale;
        for (var j = 0; j < g.Length; j++)
        {
            var others = g[j] == T.One ? rest : sum - g[j];
            var (p, q) = (g[j] / sum, others / sum);
            if (!h.IsEmpty)
            {
                h[j] = gradientScale * loss.Scale * targetWeight * p * q;
            }

            g[j] = gradientScale * (((targetWeight - weighted[j]) * p) - (weighted[j] * q));
        }
    }

    /// <summary>Sum of all exponentials but one of the greatest, which is 1.</summary>
    private static T WithoutGreatest<T>(ReadOnlySpan<T> exps)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (rest, isFound) = (T.Zero, false);
        foreach (var e in exps)
        {
            rest += e == T.One && !isFound ? T.Zero : e;
            isFound |= e == T.One;
        }

        return rest;
    }

    private static T Moved<T>(SoftTargetDefinition<T> loss, ReadOnlySpan<T> z, int j)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => loss.Bias.Length == 0 ? z[j] : z[j] + loss.Bias[j];
}
