using Counterweight.Reference.Catalog;
using Counterweight.Reference.Resampling.Under;
using Counterweight.Resampling;
using Counterweight.Resampling.Combined;
using Counterweight.Resampling.Over;

namespace Counterweight.Reference.Resampling.Combined;

/// <summary>SMOTE, and then links go; in full but for their ends in the minority.</summary>
public sealed class SmoteTomekCase(LossVariant variant = LossVariant.Plain) : CombinedCase
{
    private readonly bool full = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override string Name => full ? "smote-tomek-full" : "smote-tomek";

    /// <inheritdoc/>
    protected override CombinedSampler Combined { get; } = new SmoteTomek(new Smote(K), variant == LossVariant.Full ? SamplingStrategy.NotMinority : null);

    /// <inheritdoc/>
    protected override bool SparesMinority => full;

    /// <inheritdoc/>
    protected override int[] Keep(UnderReference reference)
    {
        var nearest = new Dictionary<int, int>();
        return reference.Tomek(row => nearest.TryGetValue(row, out var found) ? found : nearest[row] = reference.Nearest(row, 1)[0]);
    }
}
