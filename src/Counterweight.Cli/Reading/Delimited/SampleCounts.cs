using System.Runtime.InteropServices;

namespace Counterweight.Cli.Reading.Delimited;

/// <summary>How the beginning of a file looks when it is split by a separator, quotes respected.</summary>
/// <param name="Records">Records looked at.</param>
/// <param name="Fields">The most frequent number of fields above 1; 1 where every record has one.</param>
/// <param name="First">Fields of the first record.</param>
/// <param name="Regular">Records that have it and whose quotes are well formed.</param>
/// <param name="Cells">Cells that hold something.</param>
/// <param name="Measured">Those of them that are numbers or times.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SampleCounts(int Records, int Fields, int First, int Regular, int Cells, int Measured)
{
    private const int MostRecords = 300;

    /// <summary>How well the separator fits: regular records count, and fields that are numbers or times as a whole.</summary>
    public double Fit => Fields < 2 ? 0 : (double)Regular / Records * (1 + ((double)Measured / Math.Max(1, Cells)));

    /// <summary>Whether the first record has as many fields as most, or one less: a single name above texts has not.</summary>
    public bool IsFirstRegular => First == Fields || (First == Fields - 1 && First > 1);

    /// <summary>Splits the beginning of a file.</summary>
    /// <param name="text">Its first bytes.</param>
    /// <param name="isWhole">Whether they are all of it; otherwise the last record is not whole.</param>
    /// <param name="separator">The separator to try.</param>
    public static SampleCounts Of(ReadOnlySpan<byte> text, bool isWhole, Separator separator)
    {
        var rows = new Dictionary<int, int>();
        var (records, cells, measured, first) = (0, 0, 0, 0);
        var splitter = new SampleSplitter(text, separator);
        while (records < MostRecords && splitter.ReadRecord())
        {
            if (splitter.IsAtEnd && !isWhole && records > 0)
            {
                break;
            }

            records++;
            first = records == 1 ? splitter.Fields : first;
            cells += splitter.Cells;
            measured += splitter.Measured;
            if (!splitter.IsMalformed)
            {
                rows[splitter.Fields] = rows.GetValueOrDefault(splitter.Fields) + 1;
            }
        }

        var (fields, regular) = rows.Where(pair => pair.Key > 1).OrderByDescending(pair => pair.Value).ThenByDescending(pair => pair.Key).Select(pair => (pair.Key, pair.Value)).FirstOrDefault((1, records));
        return new SampleCounts(records, fields, first, regular, cells, measured);
    }
}
