using System.Diagnostics;
using System.Numerics;
using Counterweight.Core.Memory;

namespace Counterweight.Core.Checks;

/// <summary>
/// What a loop takes for granted, since its entry has checked it. Debug builds ask again at the head of each loop; calls,
/// arguments included, are no part of other builds.
/// </summary>
internal static unsafe class DebugChecks
{
    /// <summary>Memory that begins at a cache line.</summary>
    [Conditional("DEBUG")]
    public static void Aligned<T>(T* at)
        where T : unmanaged => Debug.Assert(((nuint)at & (Scratch.Alignment - 1)) == 0, "Scratch memory is not aligned to a cache line.");

    /// <summary>A number of elements, and where they are if there are any.</summary>
    [Conditional("DEBUG")]
    public static void Present<T>(T* elements, nint count)
        where T : unmanaged => Debug.Assert(count >= 0 && (elements != null || count == 0), "Elements are missing, or their number is negative.");

    /// <summary>A number of whole blocks or groups.</summary>
    [Conditional("DEBUG")]
    public static void Whole(nint count, int step) => Debug.Assert(count >= 0 && count % step == 0, "A number of elements is no multiple of a step.");

    /// <summary>Equal numbers, such as the lengths of an input and its output.</summary>
    [Conditional("DEBUG")]
    public static void Same(nint one, nint other) => Debug.Assert(one == other, "Two numbers of elements differ.");

    /// <summary>Labels of a class, or the ignored one.</summary>
    [Conditional("DEBUG")]
    public static void Labels(ClassLabels labels, int classes, int? ignoreLabel)
    {
        Labels(labels.Ints, classes, ignoreLabel);
        Labels(labels.Longs, classes, ignoreLabel);
    }

    /// <summary>Labels of a class, or the ignored one.</summary>
    [Conditional("DEBUG")]
    public static void Labels<TLabel>(ReadOnlySpan<TLabel> labels, int classes, int? ignoreLabel)
        where TLabel : unmanaged, IBinaryInteger<TLabel> =>
        Debug.Assert(LabelLoop.FirstRejected(labels, classes, ignoreLabel) < 0, "A label is no class.");

    /// <summary>Numbers of rows, below how many there are.</summary>
    [Conditional("DEBUG")]
    public static void Rows(ReadOnlySpan<int> rows, int rowCount) =>
        Debug.Assert(LabelLoop.FirstRejected(rows, rowCount, null) < 0, "A row is outside the data.");

    /// <summary>Weights that are finite and at least 0.</summary>
    [Conditional("DEBUG")]
    public static void Weights<T>(ReadOnlySpan<T> weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Debug.Assert(!double.IsNaN(WeightLoop.MaxOrNaN(weights)), "A weight is negative, infinite or NaN.");

    /// <summary>Numbers in ascending order, NaN aside.</summary>
    [Conditional("DEBUG")]
    public static void Ascending<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 1; i < values.Length; i++)
        {
            Debug.Assert(!(values[i] < values[i - 1]), "Values are not sorted.");
        }
    }
}
