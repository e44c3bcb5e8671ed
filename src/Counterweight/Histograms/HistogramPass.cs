namespace Counterweight.Histograms;

/// <summary>What a run over the rows of a histogram does.</summary>
internal enum HistogramPass
{
    /// <summary>Checks and adds, into memory of its own.</summary>
    Whole,

    /// <summary>Checks only.</summary>
    Check,

    /// <summary>Adds to the destination rows that are checked.</summary>
    Add,
}
