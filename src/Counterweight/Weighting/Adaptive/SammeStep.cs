using System.Runtime.InteropServices;

namespace Counterweight.Weighting.Adaptive;

/// <summary>What a step of SAMME did.</summary>
public enum SammeOutcome
{
    /// <summary>Weights of rows answered wrongly were raised.</summary>
    Updated,

    /// <summary>No row was answered wrongly whose weight, beside the greatest, is above 0 in double: the weights stay, and boosting is done.</summary>
    Perfect,

    /// <summary>The answers are no better than chance, error ≥ 1 − 1/K: the weights stay, and the model that gave them has no say.</summary>
    NoBetterThanChance,
}

/// <summary>A step of SAMME.</summary>
/// <param name="Error">Weighted fraction of rows answered wrongly, in [0, 1].</param>
/// <param name="Alpha">The say of the model that gave the answers: what log weights of rows answered wrongly were raised by; +∞ where it is perfect, 0 where it is no better than chance.</param>
/// <param name="Outcome">What became of the weights.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SammeStep(double Error, double Alpha, SammeOutcome Outcome);
