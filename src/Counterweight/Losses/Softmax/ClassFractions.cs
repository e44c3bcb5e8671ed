using System.Numerics;
using Counterweight.Core.Checks;

namespace Counterweight.Losses.Softmax;

/// <summary>The fraction of the training data in each class, checked.</summary>
internal static class ClassFractions
{
    /// <summary>Fractions that are given.</summary>
    public static double[] Of<T>(ReadOnlySpan<T> priors, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var fractions = Allocate(priors.Length, name);
        for (var c = 0; c < fractions.Length; c++)
        {
            fractions[c] = priors[c] > T.Zero && T.IsFinite(priors[c])
                ? double.CreateTruncating(priors[c])
                : throw new ArgumentOutOfRangeException(name, priors[c], Guard.Text($"{name}[{c}] is {priors[c]}; the fraction of class {c} must be positive and finite."));
        }

        return fractions;
    }

    /// <summary>n_c/n.</summary>
    public static double[] Of(ReadOnlySpan<long> counts, string name)
    {
        var fractions = Allocate(counts.Length, name);
        CheckCounts(counts, name);
        var total = 0.0;
        foreach (var count in counts)
        {
            total += count;
        }

        for (var c = 0; c < fractions.Length; c++)
        {
            fractions[c] = counts[c] / total;
        }

        return fractions;
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

    private static double[] Allocate(int classes, string name) =>
        classes > 0 ? new double[classes] : throw new ArgumentException("There are no classes.", name);
}
