using Counterweight.Reference.Catalog;
using Counterweight.Reference.Resampling.Under;
using Counterweight.Resampling;
using Counterweight.Resampling.Combined;
using Counterweight.Resampling.Over;
using Counterweight.Resampling.Under;

namespace Counterweight.Reference.Resampling.Combined;

/// <summary>SMOTE and editing; in full by the mode of four neighbors, and the minority stays.</summary>
public sealed class SmoteEnnCase(LossVariant variant = LossVariant.Plain) : CombinedCase
{
    private readonly bool full = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override string Name => full ? "smote-enn-full" : "smote-enn";

    /// <inheritdoc/>
    protected override CombinedSampler Combined { get; } = variant == LossVariant.Full
        ? new SmoteEnn(new Smote(K), SamplingStrategy.NotMinority, 4, NeighborVote.Mode)
        : new SmoteEnn(new Smote(K));

    /// <inheritdoc/>
    protected override bool SparesMinority => full;

    /// <inheritdoc/>
    protected override int[] Keep(UnderReference reference) => reference.Edited(row => reference.Nearest(row, full ? 4 : 3), full);
}
