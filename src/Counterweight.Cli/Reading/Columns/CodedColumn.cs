using Counterweight.Cli.Reading.Cells;

namespace Counterweight.Cli.Reading.Columns;

/// <summary>Makes the column of few distinct texts: what each of them is in the column's one notation.</summary>
internal static class CodedColumn
{
    public static RawColumn Create(string name, bool isNamed, TextCounts texts, ChunkedList<ushort> codes, FileNotation file, NumberNotation notation, string? numberNote)
    {
        var numbers = new double[texts.Count];
        double[]? times = null;
        long measuredRows = 0;
        for (var code = 0; code < texts.Count; code++)
        {
            numbers[code] = !texts.IsMissing(code) && notation.TryParse(texts.Bytes(code), out var value) ? value : double.NaN;
            if (file.Missing.Contains(numbers[code]))
            {
                texts.MakeMissing(code);
                numbers[code] = double.NaN;
            }

            measuredRows += double.IsNaN(numbers[code]) ? 0 : texts.Rows(code);
        }

        string? timeNote = null;
        var order = DateOrder.None;
        if (measuredRows < texts.PresentRows)
        {
            (order, _, timeNote) = TimeNotationFinder.Find(texts, file);
            times = order == DateOrder.None ? null : new double[texts.Count];
            for (var code = 0; code < times?.Length; code++)
            {
                times[code] = texts.IsMissing(code) ? double.NaN : TimeText.Seconds(texts.Bytes(code), order);
                measuredRows += double.IsNaN(times[code]) ? 0 : texts.Rows(code);
            }
        }

        texts.Freeze();
        var isText = 2 * measuredRows < texts.PresentRows;
        for (var code = 0; code < texts.Count && isText; code++)
        {
            if (texts.IsMissing(code) && double.IsNaN(numbers[code]) && !file.Missing.ContainsExactly(texts.Bytes(code)))
            {
                texts.MakePresent(code);
            }
        }

        return new RawColumn
        {
            Name = name,
            IsNamed = isNamed,
            Kind = RawColumnKind.Coded,
            RowCount = codes.Count,
            MissingCount = texts.MissingRows,
            Note = isText ? MissingWords(texts) : numberNote ?? timeNote,
            Notation = notation,
            Order = order,
            Texts = new DistinctTexts(texts, numbers, times),
            Codes = codes,
            IsCounting = Distinctness.IsCounting(codes, numbers),
            IsDistinct = texts.AreDistinct,
        };
    }

    // Missing as in pandas; but in a column of texts the word may have been meant.
    private static string? MissingWords(TextCounts texts)
    {
        for (var code = 0; code < texts.Count; code++)
        {
            if (texts.IsMissing(code) && texts.Rows(code) > 0 && MissingMarkers.IsWord(texts.Text(code)))
            {
                return FormattableString.Invariant($"'{FilePlace.OneLine(texts.Text(code))}' is read as a missing value, in {texts.Rows(code)} {(texts.Rows(code) == 1 ? "row" : "rows")}: a category needs another name");
            }
        }

        return null;
    }
}
