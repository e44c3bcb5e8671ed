using System.Globalization;
using Counterweight.Cli.Reading.Cells;

namespace Counterweight.Cli.Reading.Delimited;

/// <summary>Finds whether the first record holds the names of the columns.</summary>
internal static class HeaderFinder
{
    /// <summary>Whether the first of some records of as many fields is a header.</summary>
    /// <param name="records">The first records of the file.</param>
    /// <param name="options">What is known: the label as the user names it, names of other columns.</param>
    /// <param name="missing">What is a missing value.</param>
    /// <remarks>
    /// The first of these that applies: the first record has the label's name, or one that is known: header. It is 0, 1, 2, …: header, as pandas writes
    /// it of columns without names. It has text above a column of numbers or times: header. It has a number in any column: none. It
    /// has a value that occurs again in the same column: none. Otherwise header.
    /// </remarks>
    public static bool Find(IReadOnlyList<HeldRecord> records, ReadingOptions options, MissingMarkers missing)
    {
        var first = records[0];
        var columns = first.FieldCount;
        var known = options.KnownNames.Append(options.Label ?? "").Where(name => name.Length > 0 && !int.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)).Select(name => name.Trim()).ToHashSet(StringComparer.Ordinal);
        if (first.Texts().Any(known.Contains))
        {
            return true;
        }

        var hasNumber = false;
        for (var column = 0; column < columns; column++)
        {
            var isMeasured = first.IsMeasured(column);
            hasNumber |= isMeasured;
            if (!isMeasured && !missing.Contains(first[column]) && IsMeasuredBelow(records, column, missing))
            {
                return true;
            }
        }

        return IsCounting(first) || !(hasNumber || Enumerable.Range(0, columns).Any(column => OccursBelow(records, column, missing)));
    }

    private static bool IsMeasuredBelow(IReadOnlyList<HeldRecord> records, int column, MissingMarkers missing)
    {
        var any = false;
        for (var row = 1; row < records.Count; row++)
        {
            if (records[row].IsMeasured(column))
            {
                any = true;
            }
            else if (!missing.Contains(records[row][column]))
            {
                return false;
            }
        }

        return any;
    }

    private static bool OccursBelow(IReadOnlyList<HeldRecord> records, int column, MissingMarkers missing)
    {
        for (var row = 1; row < records.Count; row++)
        {
            if (records[row][column].SequenceEqual(records[0][column]) && !missing.Contains(records[0][column]))
            {
                return true;
            }
        }

        return false;
    }

    // The first may have no name: that of the row numbers.
    private static bool IsCounting(in HeldRecord record)
    {
        const int Fewest = 4;
        var start = record[0].Length == 0 ? 1 : 0;
        return record.FieldCount - start >= Fewest
            && record.Texts().Skip(start).Select((text, column) => string.Equals(text, column.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)).All(isSame => isSame);
    }
}
