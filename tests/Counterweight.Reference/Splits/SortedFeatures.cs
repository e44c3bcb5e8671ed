using System.Numerics;

namespace Counterweight.Reference.Splits;

/// <summary>Columns of values for cases of presorted features.</summary>
internal static class SortedFeatures
{
    /// <summary>NaN after all, and equal to NaN; −0 equal to 0.</summary>
    public static int Compare<T>(T one, T other)
        where T : IBinaryFloatingPointIeee754<T> =>
        one < other ? -1 : one > other ? 1 : T.IsNaN(one).CompareTo(T.IsNaN(other));

    /// <summary>Rows in the order of their values, equal ones in their own.</summary>
    public static int[] Order<T>(ReadOnlySpan<T> values, int rowCount, int offset, int stride)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var column = new T[rowCount];
        for (var row = 0; row < rowCount; row++)
        {
            column[row] = values[offset + (row * stride)];
        }

        return [.. Enumerable.Range(0, rowCount).Order(Comparer<int>.Create((one, other) => Compare(column[one], column[other]) is var order && order != 0 ? order : one.CompareTo(other)))];
    }
}
