using System.Numerics;
using Counterweight.Losses.Rows;

namespace Counterweight.Losses.Softmax;

/// <summary>Σ_k w_k, which smoothing alone needs: K where there is none, or no weights.</summary>
internal static class ClassWeightSum
{
    public static unsafe T Of<T>(T smoothing, in SoftmaxOperands<T> operands)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(smoothing == T.Zero || operands.ClassWeights == null ? operands.Classes : Sum(operands.ClassWeightSpan));

    /// <summary>Σ_k w_k, with what adding many of them rounds away.</summary>
    private static double Sum<T>(ReadOnlySpan<T> weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int part = 64;
        var (sum, lost) = (0.0, 0.0);
        for (var start = 0; start < weights.Length; start += part)
        {
            var addend = 0.0;
            foreach (var weight in weights[start..Math.Min(start + part, weights.Length)])
            {
                addend += double.CreateTruncating(weight);
            }

            var next = sum + addend;
            var added = next - sum;
            lost += (sum - (next - added)) + (addend - added);
            sum = next;
        }

        return double.IsFinite(sum) ? sum + lost : sum;
    }
}
