using Counterweight.Cli.Reading.Columns;

namespace Counterweight.Cli.Reading.Columnar;

/// <summary>Puts cells into a column.</summary>
internal sealed class BuilderSink(RawColumnBuilder column) : ICellSink
{
    public void AddMissing(long row) => column.AddMissing(row);

    public void AddNumber(double value, long row) => column.AddNumber(value, row);

    public void AddTime(double seconds, long row) => column.AddTime(seconds, row);

    public void AddText(ReadOnlySpan<byte> text, long row) => column.Add(text, row);
}
