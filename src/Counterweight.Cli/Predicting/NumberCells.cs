using System.Globalization;
using Counterweight.Cli.Models;
using Counterweight.Cli.Reading.Cells;
using Counterweight.Cli.Reading.Columns;

namespace Counterweight.Cli.Predicting;

/// <summary>A feature of numbers, written as in the rows to train on.</summary>
internal class NumberCells(string source, InputColumn column, MissingMarkers missing) : FeatureCells(source, column)
{
    private readonly NumberNotation notation = column.Notation;

    public override void AddText(ReadOnlySpan<byte> text, long line)
    {
        if (!missing.HasNumbers && notation.TryParseBare(text, out var number))
        {
            Add(number, line);
            return;
        }

        text = CellText.Trim(text);
        var value = MeasuredText.Value(text, notation, DateOrder.None, missing, out var isMissing);
        if (double.IsNaN(value) && !isMissing)
        {
            throw Refuse(line, Shortened.Text(text), InfiniteText.Is(text) ? "is not a finite number" : Fault(NumberShape.Read(text)));
        }

        Add(value, line);
    }

    public override void AddNumber(double value, long line) =>
        Add(double.IsInfinity(value) ? throw Refuse(line, value.ToString(CultureInfo.InvariantCulture), "is not a finite number") : missing.Contains(value) ? double.NaN : value, line);

    public override void AddTime(double seconds, long line) => throw Refuse(line, TimeText.Show(seconds), "is a time, and the model has numbers here");

    private string Fault(NumberShape shape) => !shape.IsNumber ? "is not a number"
        : notation.IsPercent && !shape.IsPercent ? "has no percent sign, as the numbers have that the model was trained on"
        : $"is not a number as those that the model was trained on: they have a decimal {((notation.Marks & NumberMarks.AnyPoint) != NumberMarks.None ? "point" : "comma")}{Others(shape)}";

    private string Others(NumberShape shape) => shape.IsPercent && !notation.IsPercent ? " and no percent sign"
        : shape.Currency != 0 && shape.Currency != notation.Currency ? Currency.Name(notation.Currency) is { } own ? $" and are of {own}" : " and no currency"
        : shape.IsFortran && !notation.IsFortran ? " and no exponent D"
        : notation.Marks is NumberMarks.Point or NumberMarks.Comma ? " and no groups of digits" : " and groups of digits of one kind";
}
