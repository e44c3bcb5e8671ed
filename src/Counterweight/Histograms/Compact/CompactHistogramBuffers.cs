using System.Runtime.InteropServices;

namespace Counterweight.Histograms.Compact;

/// <summary>The memory that a <see cref="CompactHistogram"/> is written to, and its workspace.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly ref struct CompactHistogramBuffers
{
    /// <summary>The cells, at least <see cref="CompactHistogram.Length"/> of them; those beyond the shape that is returned are left as they are.</summary>
    public Span<ClassCell> Cells { get; init; }

    /// <summary>
    /// The bin of place j of the feature listed i-th at 256·i + j; places of a random threshold t have t and t + 1, the
    /// latter standing for all bins above t. Empty places and that of missing values are left as they are.
    /// </summary>
    public Span<byte> CellBins { get; init; }

    /// <summary>Places of each feature listed, that of missing values not counted.</summary>
    public Span<int> CellCounts { get; init; }

    /// <summary>At least <see cref="CompactHistogram.WorkspaceLength"/> numbers, all zero; zero again afterwards.</summary>
    public Span<long> Workspace { get; init; }
}
