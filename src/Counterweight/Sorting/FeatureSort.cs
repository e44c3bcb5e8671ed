using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Features;

namespace Counterweight.Sorting;

/// <summary>The order of a feature's values, on which quantile bins and exact split search rest.</summary>
public static class FeatureSort
{
    /// <summary>Elements of workspace that <see cref="Argsort"/> needs: two a row of floats, four a row of doubles.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="count">Rows, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative, or its workspace exceeds 2³¹ − 1 elements.</exception>
    public static int WorkspaceLength<T>(int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ElementType<T>();
        var each = typeof(T) == typeof(float) ? 2 : 4;
        Guard.AtLeast(count, 0);
        Guard.AtMost(count, int.MaxValue / each);
        return checked(each * count);
    }

    /// <summary>
    /// Row numbers in ascending order of the rows' values; rows of equal value remain in their order. −0 equals 0, and
    /// NaN, of whatever sign, comes last.
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="values">Row r's value at r · <paramref name="stride"/>: a whole array, or a column of a row-major one from its first element on.</param>
    /// <param name="rows">The order: one row number a row.</param>
    /// <param name="workspace">At least <see cref="WorkspaceLength{T}"/> elements, whatever they hold.</param>
    /// <param name="sortedValues">Empty, or the values in their order: 0 for −0, one NaN for all.</param>
    /// <param name="stride">Elements from a row to the next, at least 1.</param>
    /// <returns>How many values are numbers: rows beyond have NaN.</returns>
    /// <remarks>
    /// Stable radix sort from the lowest digit of order-preserving integer keys, eight bits at a time (Knuth, The Art of
    /// Computer Programming 3, 1998, §5.2.5); digits that all rows share are skipped. Time is linear in rows.
    /// </remarks>
    /// <exception cref="ArgumentException">A length does not fit, or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The stride is below 1, or the rows are too many for a workspace.</exception>
    public static unsafe int Argsort<T>(ReadOnlySpan<T> values, Span<int> rows, Span<long> workspace, Span<T> sortedValues = default, int stride = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var needed = WorkspaceLength<T>(rows.Length);
        FeatureChecks.Column(values.Length, rows.Length, stride, nameof(values));
        FeatureChecks.AtLeast(workspace.Length, needed, nameof(workspace));
        Guard.SameLengthOrEmpty(sortedValues.Length, rows.Length, nameof(sortedValues), nameof(rows));
        Guard.Disjoint<int, T>(rows, values, nameof(rows), nameof(values));
        Guard.Disjoint<int, T>(rows, sortedValues, nameof(rows), nameof(sortedValues));
        Guard.Disjoint<long, T>(workspace, values, nameof(workspace), nameof(values));
        Guard.Disjoint<long, int>(workspace, rows, nameof(workspace), nameof(rows));
        Guard.Disjoint<long, T>(workspace, sortedValues, nameof(workspace), nameof(sortedValues));
        Guard.Disjoint<T, T>(sortedValues, values, nameof(sortedValues), nameof(values));
        fixed (T* v = values, s = sortedValues)
        fixed (int* r = rows)
        fixed (long* w = workspace)
        {
            return typeof(T) == typeof(float)
                ? RadixSortLoop<FloatRadixEntry, float>.Run((float*)v, stride, rows.Length, r, (float*)s, (FloatRadixEntry*)w)
                : RadixSortLoop<DoubleRadixEntry, double>.Run((double*)v, stride, rows.Length, r, (double*)s, (DoubleRadixEntry*)w);
        }
    }
}
