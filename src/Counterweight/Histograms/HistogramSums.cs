using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;

namespace Counterweight.Histograms;

/// <summary>Sums and differences of histograms, whose cells are made of integers of 64 bits.</summary>
internal static class HistogramSums
{
    /// <summary>The sum of two histograms; the destination may be the memory of either.</summary>
    public static void Add<TCell>(ReadOnlySpan<TCell> left, ReadOnlySpan<TCell> right, string rightName, Span<TCell> destination, string destinationName)
        where TCell : unmanaged
    {
        Check(left.Length, right.Length, rightName, destination.Length, destinationName);
        TensorPrimitives.Add(Numbers(left), Numbers(right), MemoryMarshal.Cast<TCell, long>(destination));
    }

    /// <summary>A histogram less another; the destination may be the memory of either.</summary>
    public static void Subtract<TCell>(ReadOnlySpan<TCell> whole, ReadOnlySpan<TCell> part, string partName, Span<TCell> destination, string destinationName)
        where TCell : unmanaged
    {
        Check(whole.Length, part.Length, partName, destination.Length, destinationName);
        TensorPrimitives.Subtract(Numbers(whole), Numbers(part), MemoryMarshal.Cast<TCell, long>(destination));
    }

    /// <summary>Copies sums to a histogram, and takes them from its parent, where there is one.</summary>
    public static void Copy(ReadOnlySpan<long> sums, Span<long> histogram, Span<long> parent)
    {
        sums.CopyTo(histogram);
        TakeFrom(parent, sums);
    }

    /// <summary>Takes sums from a node's, where there is one.</summary>
    public static void TakeFrom(Span<long> parent, ReadOnlySpan<long> sums)
    {
        if (!parent.IsEmpty)
        {
            TensorPrimitives.Subtract(parent, sums, parent);
        }
    }

    private static ReadOnlySpan<long> Numbers<TCell>(ReadOnlySpan<TCell> cells)
        where TCell : unmanaged => MemoryMarshal.Cast<TCell, long>(cells);

    private static void Check(int first, int second, string secondName, int destination, string destinationName)
    {
        if (second != first)
        {
            throw new ArgumentException(Guard.Text($"{secondName} has {second} cells, not {first}."), secondName);
        }

        if (destination != first)
        {
            throw new ArgumentException(Guard.Text($"{destinationName} has {destination} cells, not {first}."), destinationName);
        }
    }
}
