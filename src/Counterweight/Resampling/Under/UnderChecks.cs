using Counterweight.Core.Checks;
using Counterweight.Neighbors;

namespace Counterweight.Resampling.Under;

/// <summary>What all methods check of their outputs.</summary>
internal static class UnderChecks
{
    /// <summary>A destination of one element a row, apart from what is read, and features that have distances: later searches see rows in another order, and would name another place. Of one row nothing is read.</summary>
    public static void Destination(Span<int> destination, in LabeledRows data)
    {
        Destination(destination, data.Labels);
        Guard.Disjoint<int, float>(destination, data.Features, nameof(destination), "features");
        Guard.Disjoint<int, float>(destination, data.Metric.FeatureWeights.Span, nameof(destination), "data.Metric.FeatureWeights");
        if (data.RowCount > 1)
        {
            NeighborChecks.Options(data.Metric, data.FeatureCount);
            NeighborChecks.Values(data.Features, data.FeatureCount, data.Metric, "features");
        }
    }

    /// <inheritdoc cref="Destination(Span{int}, in LabeledRows)"/>
    public static void Destination(Span<int> destination, ClassLabels labels)
    {
        Guard.SameLength(destination.Length, labels.Length, nameof(destination), nameof(labels));
        labels.CheckDisjoint<int>(destination, nameof(destination), nameof(labels));
    }

    /// <summary>Lists of neighbors, as many for each row, each a row's number; returns how many.</summary>
    public static int Neighbors(ReadOnlySpan<int> neighbors, ReadOnlySpan<int> labels, Span<int> destination, string name, int most = int.MaxValue)
    {
        ClassPlan.CheckLabels(labels);
        Destination(destination, labels);
        Guard.Disjoint<int, int>(destination, neighbors, nameof(destination), name);
        var count = labels.IsEmpty ? 0 : Math.Min(most, neighbors.Length / labels.Length);
        Guard.SameLength(neighbors.Length, (long)count * labels.Length, name, "a multiple of labels");
        var bad = LabelLoop.FirstRejected(neighbors, labels.Length, null);
        return bad < 0
            ? count
            : throw new ArgumentOutOfRangeException(name, neighbors[bad], Guard.Text($"{name}[{bad}] is {neighbors[bad]}; it must be a row in [0, {labels.Length})."));
    }

    /// <summary>One of the votes there are.</summary>
    public static void Vote(NeighborVote vote)
    {
        if (vote is not (NeighborVote.All or NeighborVote.Mode))
        {
            throw new ArgumentOutOfRangeException(nameof(vote), vote, Guard.Text($"vote is {vote}; it must be All or Mode."));
        }
    }
}
