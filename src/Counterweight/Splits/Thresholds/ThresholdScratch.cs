using System.Runtime.InteropServices;
using Counterweight.Core.Memory;

namespace Counterweight.Splits.Thresholds;

/// <summary>The scratch of a <see cref="ThresholdScan{TCriterion, TBlock}"/>.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct ThresholdScratch
{
    /// <summary>Thresholds that are evaluated together.</summary>
    public const int Lanes = 8;

    /// <summary>Each lane's best gain, then its threshold.</summary>
    public readonly double* Best;

    /// <summary>Both sides of eight thresholds, component by component.</summary>
    public readonly double* Sides;

    /// <summary>Sums of the cells so far.</summary>
    public readonly long* Running;

    /// <summary>Eight cells.</summary>
    public readonly long* Tail;

    /// <summary>The cells of a feature that shares its column.</summary>
    public readonly long* Gathered;

    /// <summary>The cells of a <see cref="FeatureBatch"/>.</summary>
    public readonly long* BatchCells;

    /// <summary>The sums of its last left side.</summary>
    public readonly long* BatchLeft;

    /// <summary>The features of its thresholds.</summary>
    public readonly int* BatchFeatures;

    /// <summary>The bins of its thresholds.</summary>
    public readonly int* BatchBins;

    /// <summary>Cuts a buffer; of none only <see cref="Length"/> holds.</summary>
    /// <param name="buffer">The buffer, or null.</param>
    /// <param name="components">Pairs of sums in a cell.</param>
    /// <param name="gathered">Bins of a feature that shares its column, at most.</param>
    /// <param name="batch">Thresholds of a batch.</param>
    public ThresholdScratch(long* buffer, int components, int gathered, int batch)
    {
        var cursor = new ScratchCursor(buffer);
        Best = cursor.Take<double>(2 * Lanes);
        Sides = cursor.Take<double>(SplitSides.Length * (long)components);
        Running = cursor.Take<long>(2L * components);
        Tail = cursor.Take<long>(2L * Lanes * components);
        Gathered = cursor.Take<long>(2L * gathered * components);
        BatchCells = cursor.Take<long>(2L * batch * components);
        BatchLeft = cursor.Take<long>(2L * components);
        BatchFeatures = cursor.Take<int>(batch);
        BatchBins = cursor.Take<int>(batch);
        Length = cursor.Length;
    }

    /// <summary>Numbers that a buffer has.</summary>
    public long Length { get; }
}
