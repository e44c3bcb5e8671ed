using System.Runtime.InteropServices;
using Counterweight.Core.Memory;

namespace Counterweight.Splits;

/// <summary>The scratch of a search of nodes: what is known and found of each.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct SplitScratch
{
    /// <summary>The nodes.</summary>
    public readonly SplitNode* Nodes;

    /// <summary>The best candidate of each work item.</summary>
    public readonly SplitCandidate* Found;

    /// <summary>The nodes' sums: a cell each.</summary>
    public readonly long* Totals;

    /// <summary>The sums of one left side: a cell.</summary>
    public readonly long* Left;

    /// <summary>The cells of a feature that shares its column.</summary>
    public readonly long* Gathered;

    /// <summary>Cuts a buffer; of none only <see cref="Length"/> holds.</summary>
    public SplitScratch(long* buffer, in SplitScanOperands data)
    {
        var cursor = new ScratchCursor(buffer);
        Nodes = cursor.Take<SplitNode>(data.NodeCount);
        Found = cursor.Take<SplitCandidate>(data.NodeCount * (long)data.ItemsPerNode);
        Totals = cursor.Take<long>(data.NodeCount * (long)data.CellLength);
        Left = cursor.Take<long>(data.CellLength);
        Gathered = cursor.Take<long>(data.Places.MostPlaces * (long)data.CellLength);
        Length = cursor.Length;
    }

    /// <summary>Numbers that a buffer has.</summary>
    public long Length { get; }
}
