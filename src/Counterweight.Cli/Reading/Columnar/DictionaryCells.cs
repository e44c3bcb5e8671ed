using System.Runtime.InteropServices;

namespace Counterweight.Cli.Reading.Columnar;

/// <summary>The values of a dictionary, kept to be taken once a row.</summary>
internal sealed class DictionaryCells : ICellSink
{
    private readonly List<Cell> cells = [];

    private enum Kind
    {
        Missing,
        Number,
        Time,
        Text,
    }

    public void AddMissing(long row) => cells.Add(new Cell(Kind.Missing, double.NaN, []));

    public void AddNumber(double value, long row) => cells.Add(new Cell(Kind.Number, value, []));

    public void AddTime(double seconds, long row) => cells.Add(new Cell(Kind.Time, seconds, []));

    public void AddText(ReadOnlySpan<byte> text, long row) => cells.Add(new Cell(Kind.Text, double.NaN, text.ToArray()));

    /// <summary>Puts one value into a column.</summary>
    public void CopyTo(ICellSink sink, int place, long row)
    {
        var cell = cells[place];
        switch (cell.Kind)
        {
            case Kind.Missing:
                sink.AddMissing(row);
                break;
            case Kind.Number:
                sink.AddNumber(cell.Number, row);
                break;
            case Kind.Time:
                sink.AddTime(cell.Number, row);
                break;
            default:
                sink.AddText(cell.Text, row);
                break;
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Cell(Kind Kind, double Number, byte[] Text);
}
