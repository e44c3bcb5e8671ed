using Counterweight.Reference.Catalog;
using Counterweight.Resampling;
using Counterweight.Resampling.Under;

namespace Counterweight.Reference.Resampling.Under;

/// <summary>NearMiss 2.</summary>
public sealed class FarthestNearMissCase : UnderCase
{
    /// <inheritdoc/>
    public override string Name => "near-miss-two";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["NearMiss.Select"];

    /// <inheritdoc/>
    protected override int Select(OperandSet operands, LabeledRows data, Span<int> destination, int degreeOfParallelism) =>
        NearMiss.Select(data, destination, NearMissVersion.Two, default, 3, 3, degreeOfParallelism);

    /// <inheritdoc/>
    protected override int[] Keep(OperandSet operands, UnderReference reference) => reference.NearMiss(2, 3, 3);
}
