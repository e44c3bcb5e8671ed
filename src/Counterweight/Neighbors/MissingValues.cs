namespace Counterweight.Neighbors;

/// <summary>What a search makes of NaN, a missing value.</summary>
public enum MissingValues
{
    /// <summary>NaN is refused.</summary>
    Refuse,

    /// <summary>
    /// The squared distance of two rows is the sum over the features that both have, times the sum of all feature weights
    /// over the sum of those features' weights. Two rows without such a feature are infinitely far apart.
    /// </summary>
    Scale,
}
