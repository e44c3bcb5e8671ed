namespace Counterweight.Reference.Catalog;

/// <summary>What to fill a kernel's inputs with.</summary>
public enum InputKind
{
    /// <summary>Values as training meets them.</summary>
    Ordinary,

    /// <summary>Both signs, magnitudes from 1e-30 to 1e30.</summary>
    Wide,

    /// <summary>Ordinary values mixed with NaN, ±∞, ±0, subnormal and the greatest finite values, where the kernel accepts them.</summary>
    Special,
}
