using System.Globalization;
using Counterweight.Cli.Columns;
using Counterweight.Cli.Models;
using Counterweight.Cli.Reading.Cells;
using Counterweight.Cli.Reading.Columns;

namespace Counterweight.Cli.Predicting;

/// <summary>The features of a column of times, written as in the rows to train on.</summary>
internal sealed class TimeCells(string source, InputColumn column, MissingMarkers missing) : FeatureCells(source, column)
{
    // Times of a typed file alone: there text has the order that cannot be taken for another.
    private readonly DateOrder order = column.Order == DateOrder.None ? DateOrder.YearMonthDay : column.Order;

    public override void AddText(ReadOnlySpan<byte> text, long line)
    {
        text = CellText.Trim(text);
        var value = MeasuredText.Value(text, NumberNotation.Plain, order, missing, out var isMissing);
        if (double.IsNaN(value) && !isMissing)
        {
            throw Refuse(line, Shortened.Text(text), Fault(text));
        }

        Add(value, line);
    }

    public override void AddNumber(double value, long line)
    {
        if (!double.IsNaN(value))
        {
            throw Refuse(line, value.ToString(CultureInfo.InvariantCulture), "is a number, and the model has times here");
        }

        Add(value, line);
    }

    public override void AddTime(double seconds, long line) => Add(seconds, line);

    protected override void Write(ReadOnlySpan<double> rows, Span<double> destination) => TimeParts.Write(rows, destination);

    private string Fault(ReadOnlySpan<byte> text) => TimeText.Read(text).Orders == DateOrder.None ? "is not a time"
        : $"is not a date as those that the model was trained on: they have the {order switch { DateOrder.YearMonthDay => "year", DateOrder.MonthDayYear => "month", _ => "day" }} first";
}
