using System.Buffers;
using Counterweight.Core.Checks;
using Counterweight.Resampling.Over.Interpolation;

namespace Counterweight.Resampling.Over;

/// <summary>
/// ADASYN: as SMOTE, but a row is parent the more often, the more of its k nearest neighbors are of other classes: r = Δ/k of
/// all new rows, divided by Σr.
/// </summary>
/// <remarks>
/// <para>
/// He, Bai, Garcia, Li, «ADASYN: Adaptive Synthetic Sampling Approach for Imbalanced Learning», IJCNN 2008. Neighbors that are
/// interpolated with are the k nearest of the class, as in imbalanced-learn. New rows come in the order of their parents.
/// </para>
/// <para>
/// Shares are rounded down, and the rows that are then left go to the largest remainders, the first rows among equals: the
/// total is exact, while imbalanced-learn rounds each share and makes some rows more or fewer. Where no row has a neighbor of
/// another class, shares are equal; imbalanced-learn stops there.
/// </para>
/// </remarks>
public sealed class Adasyn : OverSampler
{
    /// <summary>A method with its options.</summary>
    /// <param name="neighborCount">k, at least 1: of all rows and of those of the class.</param>
    /// <param name="few">What happens to a class of k rows or fewer.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public Adasyn(int neighborCount = 5, FewRows few = FewRows.Refuse)
    {
        Guard.AtLeast(neighborCount, 1);
        (NeighborCount, Few) = (neighborCount, OverChecks.Defined(few));
    }

    /// <summary>k.</summary>
    public int NeighborCount { get; }

    /// <summary>What happens to a class of k rows or fewer.</summary>
    public FewRows Few { get; }

    internal override int NeighborChoices(long count) => (int)Math.Min(NeighborCount, Math.Max(1, count - 1));

    private protected override void CheckClass(in LabeledRows rows, int label, long count)
    {
        OverChecks.Neighbors(label, count, NeighborCount, Few);
        OverChecks.Size(count * Math.Min(NeighborCount, rows.RowCount - 1));
    }

    private protected override unsafe void Make(in ClassTask task)
    {
        var rented = ArrayPool<long>.Shared.Rent(task.Rows.Length);
        try
        {
            var ends = rented.AsSpan(0, task.Rows.Length);
            using (var others = OtherClassCounts.Of(in task, Math.Min(NeighborCount, task.Original.RowCount - 1)))
            {
                LargestRemainder.Share(others.Counts, task.NewCount, ends);
            }

            using var group = PointGroup.Of(in task, task.Rows, NeighborChoices(task.Rows.Length));
            fixed (long* end = ends)
            {
                group.Interpolate(in task, new() { ParentCount = group.Count, Ends = end, Neighbors = null, NeighborCount = 0 }, (0, task.NewCount));
            }
        }
        finally
        {
            ArrayPool<long>.Shared.Return(rented);
        }
    }
}
