using System.Globalization;
using System.Text;

namespace Counterweight.Cli.Reading.Columns;

/// <summary>Takes the cells of one column in the order of rows, in one pass, and keeps them in little memory.</summary>
/// <remarks>Texts get codes until there are too many of them; then the column is one of numbers, of times or of texts.</remarks>
internal sealed class RawColumnBuilder(string name, bool isNamed, ReadingOptions options)
{
    private readonly Dictionary<string, int> codes = new(StringComparer.Ordinal);
    private readonly List<DistinctText> texts = [];
    private readonly ChunkedList<ushort> codeOfRow = new();

    /// <summary>Takes a cell, as UTF-8, with or without space around it.</summary>
    public void Add(ReadOnlySpan<byte> cell, long line) => Add(Encoding.UTF8.GetString(cell).Trim(), line);

    /// <summary>Takes a number of a format that has numbers; NaN is missing.</summary>
    public void AddNumber(double value, long line) => Add(double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture), line);

    /// <summary>Takes a time of a format that has times, in seconds since 1970; NaN is missing.</summary>
    public void AddTime(double seconds, long line) => Add(double.IsNaN(seconds) ? "" : DateTime.UnixEpoch.AddSeconds(seconds).ToString("s", CultureInfo.InvariantCulture), line);

    /// <summary>Takes a missing value.</summary>
    public void AddMissing(long line) => Add("", line);

    /// <summary>The column.</summary>
    public RawColumn Complete() => new()
    {
        Name = name,
        IsNamed = isNamed,
        Kind = RawColumnKind.Coded,
        RowCount = codeOfRow.Count,
        MissingCount = texts.Where(text => text.IsMissing).Sum(text => text.RowCount),
        Texts = texts,
        Codes = codeOfRow,
        IsDistinct = texts.Count == codeOfRow.Count,
    };

    private void Add(string text, long line)
    {
        if (!codes.TryGetValue(text, out var code))
        {
            code = texts.Count;
            codes.Add(text, code);
            var isMissing = text.Length == 0 || text is "?" || options.Missing.Contains(text, StringComparer.Ordinal);
            var number = !isMissing && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : double.NaN;
            texts.Add(new DistinctText(text, 0, line, isMissing, number, double.NaN));
        }

        texts[code] = texts[code] with { RowCount = texts[code].RowCount + 1 };
        codeOfRow.Add((ushort)code);
    }
}
