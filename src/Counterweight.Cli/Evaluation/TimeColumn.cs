using Counterweight.Cli.Output;
using Counterweight.Cli.Reading;
using Counterweight.Cli.Reading.Columns;

namespace Counterweight.Cli.Evaluation;

/// <summary>The column of times: dates in whatever notation, or numbers such as a day or a batch.</summary>
internal sealed class TimeColumn(string name, string source)
{
    private readonly RawColumnBuilder builder = new(name, isNamed: true, new ReadingOptions());

    /// <summary>Takes a cell.</summary>
    public void Add(ReadOnlySpan<byte> cell, long line) => builder.Add(cell, line);

    /// <summary>The predictions with their times.</summary>
    /// <exception cref="InputException">A cell is neither a time nor missing.</exception>
    public Predictions AddTo(Predictions predictions)
    {
        var column = builder.Complete();
        var (times, areDates) = column.Kind switch
        {
            RawColumnKind.Coded => OfCodes(column),
            RawColumnKind.Texts => throw Unlike(column.Examples[0].Line, column.Examples[0].Text),
            _ => (Values(column.Values), column.Kind == RawColumnKind.Times),
        };
        if (column.BadCells is [var bad, ..])
        {
            throw Unlike(bad.Line, bad.Text);
        }

        string[] notes = [
            .. column.Note is null ? (string[])[] : [$"column '{FilePlace.OneLine(name)}': {column.Note}"],
            .. column.MissingCount == 0 ? (string[])[] : [$"{Shown.Count(column.MissingCount, "row")} without a time {(column.MissingCount == 1 ? "is" : "are")} in no period"],
        ];
        return predictions with { TimeColumn = name, Times = times, AreDates = areDates, Notes = [.. predictions.Notes, .. notes] };
    }

    private (double[] Times, bool AreDates) OfCodes(RawColumn column)
    {
        DistinctText[] present = [.. column.Texts.Where(text => !text.IsMissing && text.RowCount > 0)];
        var areDates = present.Count(text => text.IsTime) > present.Count(text => text.IsNumber);
        foreach (var text in present)
        {
            if (areDates ? !text.IsTime : !text.IsNumber)
            {
                throw Unlike(text.FirstLine, text.Text);
            }
        }

        double[] valueOfCode = [.. column.Texts.Select(text => text.IsMissing ? double.NaN : areDates ? text.Time : text.Number)];
        var times = new double[column.RowCount];
        for (var row = 0; row < times.Length; row++)
        {
            times[row] = valueOfCode[column.Codes[row]];
        }

        return (times, areDates);
    }

    private static double[] Values(ChunkedList<double> values)
    {
        var times = new double[values.Count];
        values.CopyTo(times);
        return times;
    }

    private InputException Unlike(long line, string text) => FilePlace.Error(source, line, name, $"'{FilePlace.OneLine(text)}' is neither a time nor a number (a time is written 2026-03-31 or 2026-03-31 23:59)");
}
