namespace Counterweight.Binning;

/// <summary>What a feature's values mean.</summary>
public enum FeatureKind
{
    /// <summary>Numbers in their order: bins are intervals.</summary>
    Numeric,

    /// <summary>Category ids, integers without an order: bins are categories.</summary>
    Categorical,
}
