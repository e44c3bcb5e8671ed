namespace Counterweight.Cli.Reading.Columns;

/// <summary>Puts cells into a column.</summary>
internal sealed class BuilderSink(RawColumnBuilder column) : ICellSink
{
    public void AddMissing(long line) => column.AddMissing(line);

    public void AddNumber(double value, long line) => column.AddNumber(value, line);

    public void AddTime(double seconds, long line) => column.AddTime(seconds, line);

    public void AddText(ReadOnlySpan<byte> text, long line) => column.Add(text, line);
}
