using Counterweight.Reference.Catalog;
using Counterweight.Resampling;
using Counterweight.Resampling.Under;

namespace Counterweight.Reference.Resampling.Under;

/// <summary>Tomek links; in full from nearest rows that are given.</summary>
public sealed class TomekLinksCase(LossVariant variant = LossVariant.Plain) : UnderCase
{
    private readonly bool full = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override string Name => full ? "tomek-links-of-neighbors" : "tomek-links";

    /// <inheritdoc/>
    protected override bool ReadsPoints => !full;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["TomekLinks.Select", "TomekLinks.FromNeighbors"];

    /// <inheritdoc/>
    public override bool IsParallel => !full;

    /// <inheritdoc/>
    protected override IReadOnlyList<Operand> Others(int rows) => full ? [new("nearest", typeof(int), rows)] : [];

    /// <inheritdoc/>
    protected override void Generate(OperandSet operands, Random random) => GenerateRows(operands.Optional<int>("nearest"), operands.Span<int>("labels").Length, random);

    /// <inheritdoc/>
    protected override int Select(OperandSet operands, LabeledRows data, Span<int> destination, int degreeOfParallelism) => full
        ? TomekLinks.FromNeighbors(operands.Span<int>("nearest"), data.Labels, destination)
        : TomekLinks.Select(data, destination, default, degreeOfParallelism);

    /// <inheritdoc/>
    protected override int[] Keep(OperandSet operands, UnderReference reference)
    {
        var nearest = full ? operands.Span<int>("nearest").ToArray() : [.. Enumerable.Range(0, operands.Span<int>("labels").Length).Select(row => reference.Nearest(row, 1).FirstOrDefault(row))];
        return reference.Tomek(row => nearest[row]);
    }
}
