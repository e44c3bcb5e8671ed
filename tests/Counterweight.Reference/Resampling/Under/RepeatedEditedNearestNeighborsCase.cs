using Counterweight.Reference.Catalog;
using Counterweight.Resampling;
using Counterweight.Resampling.Under;

namespace Counterweight.Reference.Resampling.Under;

/// <summary>Repeated editing by the mode; in full by the vote of all of two neighbors, in two rounds.</summary>
public sealed class RepeatedEditedNearestNeighborsCase(LossVariant variant = LossVariant.Plain) : UnderCase
{
    private readonly bool full = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override string Name => full ? "repeated-edited-nearest-neighbors-full" : "repeated-edited-nearest-neighbors";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["RepeatedEditedNearestNeighbors.Select"];

    /// <inheritdoc/>
    protected override int Select(OperandSet operands, LabeledRows data, Span<int> destination, int degreeOfParallelism) => full
        ? RepeatedEditedNearestNeighbors.Select(data, destination, default, 2, NeighborVote.All, 2, degreeOfParallelism)
        : RepeatedEditedNearestNeighbors.Select(data, destination, default, 3, NeighborVote.Mode, 100, degreeOfParallelism);

    /// <inheritdoc/>
    protected override int[] Keep(OperandSet operands, UnderReference reference) =>
        reference.Rounds(Enumerable.Repeat(full ? 2 : 3, full ? 2 : 100), !full, untilNoneGoes: true);
}
