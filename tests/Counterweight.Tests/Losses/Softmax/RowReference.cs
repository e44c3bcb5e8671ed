using System.Numerics;

namespace Counterweight.Tests.Losses.Softmax;

/// <summary>What there is to say of a row of logits beside its loss, from the definitions.</summary>
internal static class RowReference
{
    /// <summary>ln Σ exp x_j, and what its error is judged against: the maximum's own rounding and the sum's.</summary>
    public static (double Value, double Scale) LogSumExp<T>(ReadOnlySpan<T> row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var max = double.NegativeInfinity;
        foreach (var logit in row)
        {
            max = Math.Max(max, double.CreateChecked(logit));
        }

        var (sum, terms) = (0.0, 0.0);
        foreach (var logit in row)
        {
            var shift = double.CreateChecked(logit) - max;
            var e = Math.Exp(shift);
            sum += e;
            terms += e == 0 ? 0 : e * (2 - shift + (Math.Sqrt(row.Length) / 8));
        }

        return (max + Math.Log(sum), Math.Abs(max) + (terms / sum));
    }

    /// <summary>The first of the greatest; −1 where the softmax is NaN.</summary>
    public static int ArgMax<T>(ReadOnlySpan<T> row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var at = -1;
        for (var j = 0; j < row.Length; j++)
        {
            if (T.IsNaN(row[j]) || T.IsPositiveInfinity(row[j]))
            {
                return -1;
            }

            if (!T.IsNegativeInfinity(row[j]) && (at < 0 || row[j] > row[at]))
            {
                at = j;
            }
        }

        return at;
    }
}
