namespace Counterweight.Cli.Reading.Delimited;

/// <summary>The first records of a file: how many fields its records have, and whether the first is a header.</summary>
internal sealed class Beginning
{
    private const int MostRecords = 200;
    private const int MostBytes = 1 << 20;

    private readonly List<HeldRecord> records = [];
    private HeldRecord? first;

    /// <summary>The records, without the header where there is one.</summary>
    public IEnumerable<HeldRecord> Rows => HasHeader ? records.Skip(1) : records;

    /// <summary>The names in the first record; null: it holds none.</summary>
    public string[]? Names { get; private set; }

    /// <summary>The header, where it has a text by which it is known again; null elsewhere.</summary>
    public HeldRecord? Header => HasHeader && first is { FieldCount: > 1 } header && header.FieldCount == FieldCount && !Enumerable.Range(0, FieldCount).All(header.IsMeasured) ? header : null;

    /// <summary>Line of the first record, which may be the header.</summary>
    public long HeaderLine { get; private set; }

    /// <summary>Number of fields that records must have.</summary>
    public int FieldCount { get; private set; }

    /// <summary>Why they must have it, and what may be wrong where most have not.</summary>
    public string Expected { get; private set; } = "";

    /// <summary>Comments before the first record that is none.</summary>
    public IReadOnlyList<long> Comments { get; private set; } = [];

    /// <summary>Whether the header has a name less than the records have fields, as R writes it: the first column is of row names.</summary>
    public bool HasRowNames { get; private set; }

    private bool HasHeader => Names != null;

    /// <summary>Reads it.</summary>
    public static Beginning Read(Records source, ReadingOptions options, Cells.MissingMarkers missing)
    {
        var result = new Beginning();
        long bytes = 0;
        while (result.records.Count < MostRecords && (bytes < MostBytes || result.records.Count < 2) && source.Read())
        {
            var record = HeldRecord.Of(new CurrentRecord(source));
            if (record.FieldCount > 1 || record[0].Length > 0)
            {
                result.records.Add(record);
                bytes += record.ByteCount;
            }
        }

        if (result.records.Count > 0)
        {
            result.Find(options, missing);
        }

        return result;
    }

    /// <summary>Lets go of the records.</summary>
    public void Forget() => records.Clear();

    private void Find(ReadingOptions options, Cells.MissingMarkers missing)
    {
        var usual = records.GroupBy(record => record.FieldCount).OrderByDescending(group => group.Count()).First().Key;
        var comments = records.TakeWhile(record => record.MayBeComment && record.FieldCount != usual).Count();
        Comments = [.. records.Take(comments).Select(record => record.Line)];
        records.RemoveRange(0, comments);
        first = records[0];
        HeaderLine = records[0].Line;
        FindFieldCount(records[0], usual, options, missing);
        Expected = Names == null
            ? FormattableString.Invariant($"most records have {FieldCount}")
            : FormattableString.Invariant($"the header has {FieldCount}") + (FieldCount == usual || AreLastEmpty(usual) ? "" : FormattableString.Invariant($" and most records {usual}: is line {HeaderLine} the header?"));
    }

    private void FindFieldCount(HeldRecord first, int usual, ReadingOptions options, Cells.MissingMarkers missing)
    {
        FieldCount = options.HasHeader == false || IsShort(first, usual) ? usual : first.FieldCount;
        if (options.HasHeader == false)
        {
            return;
        }

        if (IsShort(first, usual))
        {
            FindShortHeader(first, usual, options.HasHeader);
        }
        else if (options.HasHeader == true || HeaderFinder.Find([.. records.Where(record => record.FieldCount == first.FieldCount)], options, missing))
        {
            Names = WithoutHash(first.Texts());
        }
    }

    private static bool IsShort(HeldRecord first, int usual) => first.FieldCount > 1 && first.FieldCount == usual - 1;

    // A separator after the last field of every record but the header, or row names as R writes them.
    private void FindShortHeader(HeldRecord first, int usual, bool? isHeader)
    {
        var areLastEmpty = AreLastEmpty(usual);
        if (areLastEmpty)
        {
            FieldCount = usual - 1;
        }

        if (isHeader == true || !Enumerable.Range(0, first.FieldCount).Any(first.IsMeasured))
        {
            HasRowNames = !areLastEmpty;
            Names = HasRowNames ? ["", .. first.Texts()] : first.Texts();
        }
    }

    private bool AreLastEmpty(int usual) => records.Where(record => record.FieldCount == usual).All(record => record[usual - 1].Length == 0);

    // NumPy writes the names as a comment.
    private static string[] WithoutHash(string[] names)
    {
        names[0] = names[0].StartsWith("# ", StringComparison.Ordinal) ? names[0][2..].Trim() : names[0];
        return names;
    }
}
