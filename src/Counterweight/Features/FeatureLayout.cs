namespace Counterweight.Features;

/// <summary>How values or bin numbers of rows and features lie in a span.</summary>
public enum FeatureLayout
{
    /// <summary>Row r, feature f at r · features + f: fastest for the rows of small nodes.</summary>
    RowMajor,

    /// <summary>Row r, feature f at f · rows + r: fastest for all rows.</summary>
    FeatureMajor,
}
