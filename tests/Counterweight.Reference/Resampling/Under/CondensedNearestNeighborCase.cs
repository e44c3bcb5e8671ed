using Counterweight.Reference.Catalog;
using Counterweight.Resampling;
using Counterweight.Resampling.Under;

namespace Counterweight.Reference.Resampling.Under;

/// <summary>Hart's set; in full after two passes, with rows that are drawn.</summary>
public sealed class CondensedNearestNeighborCase(LossVariant variant = LossVariant.Plain) : SeededCase(variant)
{
    /// <inheritdoc/>
    public override string Name => IsDrawn ? "condensed-nearest-neighbor-full" : "condensed-nearest-neighbor";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["CondensedNearestNeighbor.Select", "CondensedNearestNeighbor.FromSeeds"];

    /// <inheritdoc/>
    protected override int Select(OperandSet operands, LabeledRows data, Span<int> destination, int degreeOfParallelism) => IsDrawn
        ? CondensedNearestNeighbor.Select(data, destination, Stream, default, 2, degreeOfParallelism)
        : CondensedNearestNeighbor.FromSeeds(data, operands.Span<int>("seeds"), destination, default, int.MaxValue, degreeOfParallelism);

    /// <inheritdoc/>
    protected override int[] Keep(UnderReference reference, int[] seeds) => reference.Condensed(seeds, IsDrawn ? 2 : int.MaxValue);
}
