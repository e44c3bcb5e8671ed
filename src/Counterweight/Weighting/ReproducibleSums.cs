using System.Numerics;
using Counterweight.Core.Sums;

namespace Counterweight.Weighting;

/// <summary>Sums of weights by class, the same bits in any order; of each class at least 84 bits below its own greatest weight are exact.</summary>
internal static class ReproducibleSums
{
    /// <summary>Adds up weights, already checked, of labels, already checked.</summary>
    public static void ByClass<TLabel, T>(ReadOnlySpan<TLabel> labels, ReadOnlySpan<T> weights, int? ignoreLabel, Span<ReproducibleSum> sums)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        sums.Clear();
        for (var i = 0; i < labels.Length; i++)
        {
            var label = int.CreateTruncating(labels[i]);
            if (label != ignoreLabel)
            {
                sums[label].Add(double.CreateTruncating(weights[i]));
            }
        }
    }
}
