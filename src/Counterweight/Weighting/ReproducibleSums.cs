using System.Numerics;
using Counterweight.Core.Sums;

namespace Counterweight.Weighting;

/// <summary>Sums of weights by class, the same bits in any order; of each class at least 84 bits below its own greatest weight are exact.</summary>
internal static class ReproducibleSums
{
    /// <summary>Adds up weights, already checked, of labels, already checked.</summary>
    public static void ByClass<T>(ReadOnlySpan<int> labels, ReadOnlySpan<T> weights, int? ignoreLabel, Span<ReproducibleSum> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        sums.Clear();
        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] != ignoreLabel)
            {
                sums[labels[i]].Add(double.CreateTruncating(weights[i]));
            }
        }
    }
}
