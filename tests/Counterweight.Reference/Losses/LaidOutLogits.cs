using Counterweight.Losses.Rows;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Losses;

/// <summary>Rows of logits between a layout and packed, row-major memory.</summary>
internal static class LaidOutLogits
{
    /// <summary>Elements from the first to the end of the last gap.</summary>
    public static int Length(LogitLayout layout, int rows) => (layout.IsClassMajor ? layout.ClassCount : rows) * Stride(layout, rows);

    /// <summary>Whether packed, row-major memory is what the layout says.</summary>
    public static bool IsPacked(LogitLayout layout) => !layout.IsClassMajor && layout.Stride == 0;

    /// <summary>Of the layout, packed.</summary>
    public static T[] Gather<T>(ReadOnlySpan<T> logits, LogitLayout layout, int rows)
    {
        var packed = new T[rows * layout.ClassCount];
        for (var i = 0; i < packed.Length; i++)
        {
            packed[i] = logits[At(layout, rows, i)];
        }

        return packed;
    }

    /// <summary>Packed ones, into the layout; gaps stay.</summary>
    public static void Scatter<T>(ReadOnlySpan<T> packed, LogitLayout layout, int rows, Span<T> logits)
    {
        for (var i = 0; i < packed.Length; i++)
        {
            logits[At(layout, rows, i)] = packed[i];
        }
    }

    /// <summary>Packed values and scales where they lie; gaps hold what they held.</summary>
    public static Expected Expect(ReadOnlySpan<double> packed, ReadOnlySpan<double> packedScale, LogitLayout layout, int rows, double[] held)
    {
        var scale = new double[held.Length];
        Scatter(packed, layout, rows, held);
        Scatter(packedScale, layout, rows, scale);
        return new(held, scale);
    }

    private static int At(LogitLayout layout, int rows, int i)
    {
        var (row, column) = Math.DivRem(i, layout.ClassCount);
        var stride = Stride(layout, rows);
        return layout.IsClassMajor ? (column * stride) + row : (row * stride) + column;
    }

    private static int Stride(LogitLayout layout, int rows) => layout.Stride != 0 ? layout.Stride : layout.IsClassMajor ? rows : layout.ClassCount;
}
