using Counterweight.Reference.Catalog;
using Counterweight.Resampling;
using Counterweight.Resampling.Under;

namespace Counterweight.Reference.Resampling.Under;

/// <summary>One-sided selection; in full with rows that are drawn.</summary>
public sealed class OneSidedSelectionCase(LossVariant variant = LossVariant.Plain) : SeededCase(variant)
{
    /// <inheritdoc/>
    public override string Name => IsDrawn ? "one-sided-selection-full" : "one-sided-selection";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["OneSidedSelection.Select", "OneSidedSelection.FromSeeds"];

    /// <inheritdoc/>
    protected override int Select(OperandSet operands, LabeledRows data, Span<int> destination, int degreeOfParallelism) => IsDrawn
        ? OneSidedSelection.Select(data, destination, Stream, default, degreeOfParallelism)
        : OneSidedSelection.FromSeeds(data, operands.Span<int>("seeds"), destination, default, degreeOfParallelism);

    /// <inheritdoc/>
    protected override int[] Keep(UnderReference reference, int[] seeds) => reference.OneSided(seeds);
}
