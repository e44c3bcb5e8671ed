using Counterweight.Reference.Catalog;
using Counterweight.Resampling;
using Counterweight.Resampling.Under;

namespace Counterweight.Reference.Resampling.Under;

/// <summary>Editing by the vote of all; in full by the mode of four neighbors that are given.</summary>
public sealed class EditedNearestNeighborsCase(LossVariant variant = LossVariant.Plain) : UnderCase
{
    private readonly bool full = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override string Name => full ? "edited-nearest-neighbors-of-neighbors" : "edited-nearest-neighbors";

    /// <inheritdoc/>
    protected override bool ReadsPoints => !full;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["EditedNearestNeighbors.Select", "EditedNearestNeighbors.FromNeighbors"];

    /// <inheritdoc/>
    public override bool IsParallel => !full;

    /// <inheritdoc/>
    protected override IReadOnlyList<Operand> Others(int rows) => full ? [new("neighbors", typeof(int), 4 * rows)] : [];

    /// <inheritdoc/>
    protected override void Generate(OperandSet operands, Random random) => GenerateRows(operands.Optional<int>("neighbors"), operands.Span<int>("labels").Length, random);

    /// <inheritdoc/>
    protected override int Select(OperandSet operands, LabeledRows data, Span<int> destination, int degreeOfParallelism) => full
        ? EditedNearestNeighbors.FromNeighbors(operands.Span<int>("neighbors"), data.Labels, destination, default, NeighborVote.Mode)
        : EditedNearestNeighbors.Select(data, destination, default, 3, NeighborVote.All, degreeOfParallelism);

    /// <inheritdoc/>
    protected override int[] Keep(OperandSet operands, UnderReference reference)
    {
        var lists = operands.Optional<int>("neighbors").ToArray();
        return reference.Edited(row => full ? lists[(4 * row)..((4 * row) + 4)] : reference.Nearest(row, 3), full);
    }
}
