using Counterweight.Core.Checks;
using Counterweight.Resampling.Over.Interpolation;

namespace Counterweight.Resampling.Over;

/// <summary>
/// SMOTE: a new row lies between a row and one of the k nearest of its class, x + u(x_nn − x). Row and neighbor are drawn alike
/// and u from [0, 1).
/// </summary>
/// <remarks>
/// <para>
/// Chawla, Bowyer, Hall, Kegelmeyer, «SMOTE: Synthetic Minority Over-sampling Technique», JAIR 16, 2002, where each row is parent
/// as often; here parents are drawn, as imbalanced-learn does. A row is never its own neighbor, but a duplicate of it is one:
/// between them lie further duplicates.
/// </para>
/// <para>
/// x + u(x_nn − x) is computed as one rounded difference and one fused multiply-add. Each feature lies between those of the two
/// rows, ends included. Where one of them is missing, it is missing. Features that are not scaled need weights in <see cref="LabeledRows.Metric"/>.
/// </para>
/// </remarks>
public sealed class Smote : OverSampler
{
    /// <summary>A method with its options.</summary>
    /// <param name="neighborCount">k, at least 1.</param>
    /// <param name="few">What happens to a class of k rows or fewer.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public Smote(int neighborCount = 5, FewRows few = FewRows.Refuse)
    {
        Guard.AtLeast(neighborCount, 1);
        (NeighborCount, Few) = (neighborCount, OverChecks.Defined(few));
    }

    /// <summary>k.</summary>
    public int NeighborCount { get; }

    /// <summary>What happens to a class of k rows or fewer.</summary>
    public FewRows Few { get; }

    internal override int NeighborChoices(long count) => (int)Math.Min(NeighborCount, Math.Max(1, count - 1));

    private protected override void CheckClass(in LabeledRows rows, int label, long count) => OverChecks.Neighbors(label, count, NeighborCount, Few);

    private protected override unsafe void Make(in ClassTask task)
    {
        using var group = PointGroup.Of(in task, task.Rows, NeighborChoices(task.Rows.Length));
        group.Interpolate(in task, new() { ParentCount = group.Count, Neighbors = null, NeighborCount = 0 }, (0, task.NewCount));
    }
}
