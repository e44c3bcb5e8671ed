namespace Counterweight.Binning;

/// <summary>How rows and features lie in memory.</summary>
public enum FeatureLayout
{
    /// <summary>Row r, feature f at r · features + f.</summary>
    RowMajor,

    /// <summary>Row r, feature f at f · rows + r.</summary>
    FeatureMajor,
}
