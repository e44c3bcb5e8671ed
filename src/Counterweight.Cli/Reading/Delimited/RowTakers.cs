using Counterweight.Cli.Reading.Columns;

namespace Counterweight.Cli.Reading.Delimited;

/// <summary>Keeps rows in columns.</summary>
internal readonly struct KeptRows(RawColumnBuilder[] columns, RowLines lines) : IRowTaker
{
    public void Take<TRecord>(in TRecord record)
        where TRecord : struct, IRecord
    {
        var line = record.Line;
        lines.Add(line);
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i].Add(record[i], line);
        }
    }
}

/// <summary>Passes rows on.</summary>
internal readonly struct PassedRows(ITableSink table, ICellSink?[] columns) : IRowTaker
{
    public void Take<TRecord>(in TRecord record)
        where TRecord : struct, IRecord
    {
        var line = record.Line;
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i]?.AddText(record[i], line);
        }

        table.AddRows(1);
    }
}
