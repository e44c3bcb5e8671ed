namespace Counterweight.Training.Trees.Classification;

/// <summary>Cells of histograms in memory at a time, of one thread. Trees are the same whatever they are.</summary>
/// <param name="SearchedCells">Cells of the features that a node is searched over at a time, about.</param>
/// <param name="KeptCells">Cells of all histograms that are kept for their children's.</param>
internal sealed record HistogramLimits(long SearchedCells, long KeptCells)
{
    /// <summary>64 and 256 MiB.</summary>
    public static HistogramLimits Default { get; } = new(1 << 22, 1 << 24);
}
