using System.Numerics;
using Counterweight.Core.Checks;

namespace Counterweight.Losses.Softmax;

/// <summary>How much of the training data each class has, checked.</summary>
internal static class ClassShares
{
    /// <summary>Shares that are given.</summary>
    public static double[] Of<T>(ReadOnlySpan<T> priors, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var shares = Room(priors.Length, name);
        for (var c = 0; c < shares.Length; c++)
        {
            shares[c] = priors[c] > T.Zero && T.IsFinite(priors[c])
                ? double.CreateTruncating(priors[c])
                : throw new ArgumentOutOfRangeException(name, priors[c], Guard.Text($"{name}[{c}] is {priors[c]}; the share of class {c} must be positive and finite."));
        }

        return shares;
    }

    /// <summary>n_c/n.</summary>
    public static double[] Of(ReadOnlySpan<long> counts, string name)
    {
        var shares = Room(counts.Length, name);
        CheckCounts(counts, name);
        var total = 0.0;
        foreach (var count in counts)
        {
            total += count;
        }

        for (var c = 0; c < shares.Length; c++)
        {
            shares[c] = counts[c] / total;
        }

        return shares;
    }

    /// <summary>Every class has a row.</summary>
    public static void CheckCounts(ReadOnlySpan<long> counts, string name)
    {
        for (var c = 0; c < counts.Length; c++)
        {
            if (counts[c] < 1)
            {
                throw new ArgumentOutOfRangeException(name, counts[c], Guard.Text($"{name}[{c}] is {counts[c]}; class {c} must have at least 1 row."));
            }
        }
    }

    private static double[] Room(int classes, string name) =>
        classes > 0 ? new double[classes] : throw new ArgumentException("There are no classes.", name);
}
