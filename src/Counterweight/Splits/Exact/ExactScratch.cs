using System.Runtime.InteropServices;
using Counterweight.Core.Memory;

namespace Counterweight.Splits.Exact;

/// <summary>The scratch of an <see cref="ExactScan{TCriterion, T, TBlock}"/>.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct ExactScratch
{
    /// <summary>Thresholds that are evaluated together.</summary>
    public const int Lanes = 8;

    /// <summary>Both sides of eight thresholds.</summary>
    public const int Stride = 2 * Lanes;

    /// <summary>Each lane's best gain, then its place.</summary>
    public readonly double* Best;

    /// <summary>Which lanes are candidates.</summary>
    public readonly double* Open;

    /// <summary>Rows on both sides of eight thresholds.</summary>
    public readonly double* Counts;

    /// <summary>Weights of both sides of eight thresholds, then their scores.</summary>
    public readonly double* Sides;

    /// <summary>Terms of each class on both sides.</summary>
    public readonly double* Terms;

    /// <summary>Labels and weights of a tile's rows; after the last of them those of no row.</summary>
    public readonly long* Tile;

    /// <summary>The classes that occur in each block of the tile: of class c bit c mod 64.</summary>
    public readonly ulong* Present;

    /// <summary>Left sums so far: of all classes together, then of each.</summary>
    public readonly long* Running;

    /// <summary>Cuts a buffer; of none only <see cref="Length"/> holds.</summary>
    public ExactScratch(long* buffer, int classes)
    {
        var cursor = new ScratchCursor(buffer);
        Best = cursor.Take<double>(Stride);
        Open = cursor.Take<double>(Lanes);
        Counts = cursor.Take<double>(Stride);
        Sides = cursor.Take<double>(Stride);
        Terms = cursor.Take<double>(Stride * (long)classes);
        Tile = cursor.Take<long>(SplitTuning.TileRows);
        Present = cursor.Take<ulong>(SplitTuning.TileRows / Lanes);
        Running = cursor.Take<long>(1L + classes);
        Length = cursor.Length;
    }

    /// <summary>Numbers that a buffer has.</summary>
    public long Length { get; }
}
