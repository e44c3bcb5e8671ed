using System.Numerics;
using Counterweight.Core.Checks;

namespace Counterweight.Weighting;

/// <summary>
/// Class weights that come late: ones at first, so that features are learnt from all rows alike, and from a given epoch on
/// effective-number weights (Cao et al., «Learning Imbalanced Datasets with Label-Distribution-Aware Margin Loss»,
/// NeurIPS 2019, section 3.3).
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class DeferredReweighting<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] before;
    private readonly T[] after;

    /// <summary>A schedule for K classes.</summary>
    /// <param name="classCounts">Rows of each of K classes, at least 1.</param>
    /// <param name="startEpoch">The first epoch with weights, not negative; the paper's: 160 of 200, counted from 0.</param>
    /// <param name="beta">β in [0, 1) of <see cref="ClassWeights.EffectiveNumberFromCounts{T}"/>; the paper's: 0.9999.</param>
    /// <exception cref="ArgumentException">There is no class, or a class has no row.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A parameter or a count is out of its range.</exception>
    public DeferredReweighting(ReadOnlySpan<long> classCounts, int startEpoch, double beta = 0.9999)
    {
        Guard.AtLeast(startEpoch, 0);
        StartEpoch = startEpoch;
        before = new T[classCounts.Length];
        before.AsSpan().Fill(T.One);
        after = new T[classCounts.Length];
        ClassWeights.EffectiveNumberFromCounts<T>(classCounts, beta, after, scale: ClassWeightScale.MeanOneOverClasses);
    }

    /// <summary>The first epoch with weights.</summary>
    public int StartEpoch { get; }

    /// <summary>The K weights of an epoch: ones before <see cref="StartEpoch"/>, from it on effective-number weights of mean 1.</summary>
    /// <param name="epoch">Counted as <see cref="StartEpoch"/> is, not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="epoch"/> is negative.</exception>
    public ReadOnlySpan<T> At(int epoch)
    {
        Guard.AtLeast(epoch, 0);
        return epoch < StartEpoch ? before : after;
    }
}
