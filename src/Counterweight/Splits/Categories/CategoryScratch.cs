using System.Runtime.InteropServices;
using Counterweight.Core.Memory;

namespace Counterweight.Splits.Categories;

/// <summary>The scratch of <see cref="CategoryOrder"/>: what describes each category, and what the power iteration needs.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct CategoryScratch
{
    /// <summary>The weight of each category that takes part.</summary>
    public readonly double* Weights;

    /// <summary>What each is sorted by.</summary>
    public readonly double* Keys;

    /// <summary>The class fractions or steps of each.</summary>
    public readonly double* Vectors;

    /// <summary>The direction of a step of the power iteration.</summary>
    public readonly double* Direction;

    /// <summary>The direction of the next step.</summary>
    public readonly double* Next;

    /// <summary>Cuts a buffer; of none only <see cref="Length"/> holds.</summary>
    /// <param name="buffer">The buffer, or null.</param>
    /// <param name="bins">Categories at most.</param>
    /// <param name="width">Numbers that describe a category.</param>
    public CategoryScratch(long* buffer, int bins, int width)
    {
        var cursor = new ScratchCursor(buffer);
        Weights = cursor.Take<double>(bins);
        Keys = cursor.Take<double>(bins);
        Vectors = cursor.Take<double>(bins * (long)width);
        Direction = cursor.Take<double>(width);
        Next = cursor.Take<double>(width);
        Length = cursor.Length;
    }

    /// <summary>Numbers that a buffer has.</summary>
    public long Length { get; }
}
