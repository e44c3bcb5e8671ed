namespace Counterweight.Histograms;

/// <summary>Which rows a loop visits.</summary>
internal interface IRowOrder
{
    /// <summary>The row at a position.</summary>
    nint this[nint position] { get; }
}
