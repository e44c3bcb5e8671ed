namespace Counterweight.Splits;

/// <summary>How bin numbers of n rows and F features lie in a span.</summary>
public enum BinLayout
{
    /// <summary>Row r, feature f at r · F + f: fastest for the rows of small nodes.</summary>
    RowMajor,

    /// <summary>Row r, feature f at f · n + r: fastest for all rows.</summary>
    FeatureMajor,
}
