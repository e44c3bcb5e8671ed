using Counterweight.Reference.Catalog;
using Counterweight.Resampling;
using Counterweight.Resampling.Under;

namespace Counterweight.Reference.Resampling.Under;

/// <summary>The neighborhood cleaning rule; in full by the vote of all of four neighbors that are given, of classes twice as large as the minority.</summary>
public sealed class NeighborhoodCleaningCase(LossVariant variant = LossVariant.Plain) : UnderCase
{
    private readonly bool full = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override string Name => full ? "neighborhood-cleaning-of-neighbors" : "neighborhood-cleaning";

    /// <inheritdoc/>
    protected override bool ReadsPoints => !full;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["NeighborhoodCleaning.Select", "NeighborhoodCleaning.FromNeighbors"];

    /// <inheritdoc/>
    public override bool IsParallel => !full;

    /// <inheritdoc/>
    protected override IReadOnlyList<Operand> Others(int rows) => full ? [new("neighbors", typeof(int), 4 * rows)] : [];

    /// <inheritdoc/>
    protected override void Generate(OperandSet operands, Random random) => GenerateRows(operands.Optional<int>("neighbors"), operands.Span<int>("labels").Length, random);

    /// <inheritdoc/>
    protected override int Select(OperandSet operands, LabeledRows data, Span<int> destination, int degreeOfParallelism) => full
        ? NeighborhoodCleaning.FromNeighbors(operands.Span<int>("neighbors"), data.Labels, destination, default, NeighborVote.All, 2)
        : NeighborhoodCleaning.Select(data, destination, default, 3, NeighborVote.Mode, 0.5, degreeOfParallelism);

    /// <inheritdoc/>
    protected override int[] Keep(OperandSet operands, UnderReference reference)
    {
        var lists = operands.Optional<int>("neighbors").ToArray();
        return reference.Cleaned(row => full ? lists[(4 * row)..((4 * row) + 4)] : reference.Nearest(row, 3), !full, full ? 2 : 0.5);
    }
}
