using Counterweight.Core.Checks;

namespace Counterweight.Weighting.Online;

/// <summary>Checks of what streams of labels are weighed by.</summary>
internal static class OnlineChecks
{
    /// <summary>Weights and pseudo-counts up to this, sums of which cannot overflow in any stream.</summary>
    public const double Most = 1e70;

    /// <summary>The least decay: an older label is then nothing beside the newest.</summary>
    public const double LeastDecay = 1e-70;

    public static void PseudoCount(double pseudoCount) => Guard.Parameter(pseudoCount is >= 0 and <= Most, pseudoCount, nameof(pseudoCount), "lie in [0, 1e70]");

    public static void Weight(double weight) => Guard.Parameter(weight is >= 0 and <= Most, weight, nameof(weight), "lie in [0, 1e70]");

    public static void Decay(double decay) => Guard.Parameter(decay is >= LeastDecay and <= 1, decay, nameof(decay), "lie in [1e-70, 1]");
}
