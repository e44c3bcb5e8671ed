using Counterweight.Reference.Catalog;
using Counterweight.Resampling;
using Counterweight.Resampling.Under;

namespace Counterweight.Reference.Resampling.Under;

/// <summary>All-kNN of three neighbors; in full by the mode of up to five.</summary>
public sealed class AllKNearestNeighborsCase(LossVariant variant = LossVariant.Plain) : UnderCase
{
    private readonly bool full = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override string Name => full ? "all-k-nearest-neighbors-full" : "all-k-nearest-neighbors";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["AllKNearestNeighbors.Select"];

    /// <inheritdoc/>
    protected override int Select(OperandSet operands, LabeledRows data, Span<int> destination, int degreeOfParallelism) => full
        ? AllKNearestNeighbors.Select(data, destination, default, 5, NeighborVote.Mode, false, degreeOfParallelism)
        : AllKNearestNeighbors.Select(data, destination, default, 3, NeighborVote.All, false, degreeOfParallelism);

    /// <inheritdoc/>
    protected override int[] Keep(OperandSet operands, UnderReference reference) => reference.Rounds(Enumerable.Range(1, full ? 5 : 3), full, untilNoneGoes: false);
}
