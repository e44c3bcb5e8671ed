using Counterweight.Reference.Catalog;
using Counterweight.Resampling;
using Counterweight.Resampling.Under;

namespace Counterweight.Reference.Resampling.Under;

/// <summary>NearMiss 1; in full NearMiss 3.</summary>
public sealed class NearMissCase(LossVariant variant = LossVariant.Plain) : UnderCase
{
    private readonly bool full = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override string Name => full ? "near-miss-three" : "near-miss";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["NearMiss.Select"];

    /// <inheritdoc/>
    protected override int Select(OperandSet operands, LabeledRows data, Span<int> destination, int degreeOfParallelism) => full
        ? NearMiss.Select(data, destination, NearMissVersion.Three, default, 2, 4, degreeOfParallelism)
        : NearMiss.Select(data, destination, NearMissVersion.One, default, 3, 3, degreeOfParallelism);

    /// <inheritdoc/>
    protected override int[] Keep(OperandSet operands, UnderReference reference) => full ? reference.NearMiss(3, 2, 4) : reference.NearMiss(1, 3, 3);
}
