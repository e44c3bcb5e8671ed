using Counterweight.Cli.Reading.Columns;

namespace Counterweight.Cli.Reading.Cells;

/// <summary>Finds the one order of a column's dates: the one in which most of its rows are dates.</summary>
internal static class TimeNotationFinder
{
    /// <summary>The order, the rows that are dates in it, and what of it the user should know; none where no text is a date.</summary>
    /// <remarks>Where no part is above 12 the day is first in files with decimal commas and the month in others, and the note says so.</remarks>
    public static (DateOrder Order, long Rows, string? Note) Find(TextCounts texts, FileNotation file)
    {
        long year = 0;
        long month = 0;
        long day = 0;
        var example = -1;
        for (var code = 0; code < texts.Count; code++)
        {
            var time = texts.IsMissing(code) ? default : TimeText.Read(texts.Bytes(code));
            year += (time.Orders & DateOrder.YearMonthDay) != DateOrder.None ? texts.Rows(code) : 0;
            month += (time.Orders & DateOrder.MonthDayYear) != DateOrder.None ? texts.Rows(code) : 0;
            day += (time.Orders & DateOrder.DayMonthYear) != DateOrder.None ? texts.Rows(code) : 0;
            example = example < 0 && (time.Orders & DateOrder.MonthDayYear) != DateOrder.None && time.First != time.Second ? code : example;
        }

        if (year >= Math.Max(month, day))
        {
            return (year > 0 ? DateOrder.YearMonthDay : DateOrder.None, year, null);
        }

        var isDayFirst = day > month || (day == month && file.PrefersComma);
        var order = isDayFirst ? DateOrder.DayMonthYear : DateOrder.MonthDayYear;
        var isUnclear = day == month && example >= 0 && 2 * day > texts.PresentRows;
        return (order, Math.Max(month, day), isUnclear ? $"'{texts.Text(example)}' is read with the {(isDayFirst ? "day" : "month")} first: no date of the column tells" : null);
    }
}
