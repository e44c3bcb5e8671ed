using System.Buffers;
using Counterweight.Core.Checks;
using Counterweight.Neighbors;
using Counterweight.Resampling.Over.Interpolation;

namespace Counterweight.Resampling.Over;

/// <summary>
/// SMOTE of numbers and nominal features: the numbers of a new row lie between two rows, and its nominal features have the values
/// most frequent among the k neighbors of its parent.
/// </summary>
/// <remarks>
/// <para>
/// Chawla and others, «SMOTE», JAIR 16, 2002, section 6.1. Two rows that differ in a nominal feature are further apart by the square of
/// the median of the standard deviations (with n − 1) of the numbers in the class. imbalanced-learn 0.10 adds half of that for all classes,
/// with deviations of the rarest class that divide by n, and draws among equally frequent values; here the nearest neighbor's comes first.
/// </para>
/// <para>Nominal values are codes 0, 1, … below 4096, or NaN where the metric takes missing values. Allocates tables of their differences.</para>
/// </remarks>
public sealed class SmoteNC : OverSampler
{
    private readonly int[] nominalFeatures;

    /// <summary>A method with its options.</summary>
    /// <param name="nominalFeatures">Numbers of the nominal features, each once: at least one, and not all features.</param>
    /// <param name="neighborCount">k, at least 1.</param>
    /// <param name="few">What happens to a class of k rows or fewer.</param>
    /// <exception cref="ArgumentException">No feature is listed, or one twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public SmoteNC(ReadOnlySpan<int> nominalFeatures, int neighborCount = 5, FewRows few = FewRows.Refuse)
    {
        if (nominalFeatures.IsEmpty)
        {
            throw new ArgumentException("No feature is listed; Smote is for numbers alone.", nameof(nominalFeatures));
        }

        Guard.AtLeast(neighborCount, 1);
        this.nominalFeatures = NominalCodes.Listed(nominalFeatures);
        (NeighborCount, Few) = (neighborCount, OverChecks.Defined(few));
    }

    /// <summary>Numbers of the nominal features, ascending.</summary>
    public ReadOnlyMemory<int> NominalFeatures => nominalFeatures;

    /// <summary>k.</summary>
    public int NeighborCount { get; }

    /// <summary>What happens to a class of k rows or fewer.</summary>
    public FewRows Few { get; }

    internal override int NeighborChoices(long count) => (int)Math.Min(NeighborCount, Math.Max(1, count - 1));

    private protected override void Check(in LabeledRows rows)
    {
        OverChecks.Features(in rows);
        if (rows.RowCount == 0)
        {
            return;
        }

        NominalCodes.Inside(nominalFeatures, rows.FeatureCount);
        if (nominalFeatures.Length == rows.FeatureCount)
        {
            throw new ArgumentException("All features are nominal; SmoteN is for these.", nameof(rows));
        }

        foreach (var feature in nominalFeatures)
        {
            NominalCodes.Check(in rows, feature);
        }
    }

    private protected override void CheckClass(in LabeledRows rows, int label, long count) => OverChecks.Neighbors(label, count, NeighborCount, Few);

    private protected override unsafe void Make(in ClassTask task)
    {
        var median = MedianDeviation(in task);
        var original = task.Original;
        var nominals = new NominalFeature[nominalFeatures.Length];
        for (var i = 0; i < nominals.Length; i++)
        {
            nominals[i] = NominalFeature.Mismatch(nominalFeatures[i], NominalCodes.Check(in original, nominalFeatures[i]), Math.Min(median * median, float.MaxValue));
        }

        using var group = PointGroup.Of(in task, task.Rows, NeighborChoices(task.Rows.Length), default, nominals);
        var rented = ArrayPool<float>.Shared.Rent(OverChecks.Size((long)group.Count * nominalFeatures.Length));
        try
        {
            var votes = NeighborVotes.Of(in group, nominalFeatures, withOwn: false, rented);
            group.Interpolate(in task, new() { ParentCount = group.Count, Neighbors = null, NeighborCount = 0 }, (0, task.NewCount), votes);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    /// <summary>The median of the standard deviations of the numbers; of an even number of them the mean of the two in the middle.</summary>
    private float MedianDeviation(in ClassTask task)
    {
        var rented = ArrayPool<float>.Shared.Rent(task.FeatureCount);
        try
        {
            var deviations = rented.AsSpan(0, task.FeatureCount);
            FeatureSpread.StandardDeviations(task.Original.Features, task.FeatureCount, task.Rows, deviations);
            var count = 0;
            for (var f = 0; f < deviations.Length; f++)
            {
                if (Array.BinarySearch(nominalFeatures, f) < 0)
                {
                    deviations[count++] = deviations[f];
                }
            }

            var numbers = deviations[..count];
            numbers.Sort();
            var upper = numbers[count / 2];
            return count % 2 == 1 ? upper : (upper + numbers[(count / 2) - 1]) / 2;
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }
}
