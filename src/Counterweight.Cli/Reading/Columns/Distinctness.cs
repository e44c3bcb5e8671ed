namespace Counterweight.Cli.Reading.Columns;

/// <summary>Whether the values of a column number its rows or name each of them.</summary>
internal static class Distinctness
{
    /// <summary>Whether all values are whole and each is the one before plus 1.</summary>
    public static bool IsCounting(ChunkedList<double> values)
    {
        var isCounting = values.Count > 1 && double.IsInteger(values[0]);
        for (var row = 1; row < values.Count && isCounting; row++)
        {
            isCounting = values[row] == values[row - 1] + 1;
        }

        return isCounting;
    }

    /// <summary>Whether the values of the codes are whole and each row's is the one before plus 1.</summary>
    public static bool IsCounting(ChunkedList<ushort> codes, double[] values)
    {
        var isCounting = codes.Count > 1 && double.IsInteger(values[codes[0]]);
        for (var row = 1; row < codes.Count && isCounting; row++)
        {
            isCounting = values[codes[row]] == values[codes[row - 1]] + 1;
        }

        return isCounting;
    }

    /// <summary>Whether no two values are the same: exactly so where all are whole, and otherwise where they rise or fall from row to row.</summary>
    /// <remarks>Numbers that are not whole are no ids, and to sort millions of them takes seconds. One missing value is a value.</remarks>
    public static bool IsDistinct(ChunkedList<double> values) => IsMonotone(values) || AreDistinctWholes(values);

    private static bool IsMonotone(ChunkedList<double> values)
    {
        var rises = true;
        var falls = true;
        for (var row = 1; row < values.Count && (rises || falls); row++)
        {
            rises &= values[row] > values[row - 1];
            falls &= values[row] < values[row - 1];
        }

        return rises || falls;
    }

    // Most columns have a number twice among their first few thousand: sorted parts of growing length find it early.
    private static bool AreDistinctWholes(ChunkedList<double> values)
    {
        const int FirstPart = 1 << 12;
        const int Factor = 8;
        var missing = 0;
        for (var row = 0; row < values.Count; row++)
        {
            missing += double.IsNaN(values[row]) ? 1 : 0;
            if (missing > 1 || !(double.IsNaN(values[row]) || double.IsInteger(values[row])))
            {
                return false;
            }
        }

        for (long length = FirstPart; ; length *= Factor)
        {
            var part = new double[Math.Min(length, values.Count)];
            for (var row = 0; row < part.Length; row++)
            {
                part[row] = values[row];
            }

            Array.Sort(part);
            for (var i = 1; i < part.Length; i++)
            {
                if (part[i] == part[i - 1])
                {
                    return false;
                }
            }

            if (part.Length == values.Count)
            {
                return true;
            }
        }
    }
}
