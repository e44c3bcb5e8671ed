using System.Runtime.InteropServices;
using Counterweight.Core.Memory;

namespace Counterweight.Histograms.Compact;

/// <summary>The workspace of a compact histogram: whole histograms of the features listed, and which of their bins occur.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct CompactWorkspace
{
    /// <summary>Bins that a feature has marks, masks and cells for.</summary>
    public const int Bins = CompactHistogram.MaxBinCount;

    /// <summary>Numbers kept of a row.</summary>
    public const int KeptLength = 4;

    /// <summary>Words of a feature's mask.</summary>
    public const int MaskWords = Bins / 64;

    /// <summary>{count, weight, class offset, row offset} of each row of a block.</summary>
    public readonly long* Kept;

    /// <summary>A byte for each feature and bin, all ones where a row has it.</summary>
    public readonly byte* Marks;

    /// <summary>The cells of each feature, all bins of them.</summary>
    public readonly long* Cells;

    /// <summary>The marks, a bit each.</summary>
    public readonly ulong* Masks;

    /// <summary>Cuts a workspace; of none only <see cref="Length"/> holds.</summary>
    public CompactWorkspace(long* workspace, int featureCount, int classCount)
    {
        var cursor = new ScratchCursor(workspace);
        Kept = cursor.Take<long>(HistogramTuning.CompactBlockRows * KeptLength);
        Marks = cursor.Take<byte>(featureCount * (long)Bins);
        Cells = cursor.Take<long>(featureCount * (2L * Bins * classCount));
        Masks = cursor.Take<ulong>(featureCount * (long)MaskWords);
        Length = cursor.Length;
    }

    /// <summary>Numbers that a workspace has.</summary>
    public long Length { get; }
}
