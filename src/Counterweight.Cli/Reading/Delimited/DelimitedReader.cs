using CsvHelper;
using Counterweight.Cli.Reading.Columns;

namespace Counterweight.Cli.Reading.Delimited;

/// <summary>Reads records of fields with a separator between them: CSV (RFC 4180) and its kin.</summary>
internal static class DelimitedReader
{
    /// <summary>Reads a table in one pass.</summary>
    /// <param name="utf8">The text as UTF-8, without byte order mark; need not seek.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <param name="options">What the user says about it.</param>
    /// <param name="notes">What was said of the file before, such as its encoding.</param>
    /// <param name="cancellation">Ends reading early.</param>
    /// <exception cref="InputException">The text is no table.</exception>
    public static RawTable Read(Stream utf8, string source, ReadingOptions options, IReadOnlyList<string> notes, CancellationToken cancellation)
    {
        using var reader = CsvReader.Create(utf8, new CsvReaderOptions { Separator = options.Separator ?? ',', HasHeader = false, TrackLineNumbers = true }, leaveOpen: true);
        List<RawColumnBuilder> columns = [];
        var rows = 0;
        while (reader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            if (columns.Count == 0)
            {
                for (var i = 0; i < reader.FieldCount; i++)
                {
                    columns.Add(new RawColumnBuilder(reader.GetString(i).Trim(), isNamed: true, options));
                }

                continue;
            }

            for (var i = 0; i < columns.Count; i++)
            {
                columns[i].Add(reader.GetSpan(i), reader.LineNumber);
            }

            rows++;
        }

        return new RawTable(source, "CSV", [.. columns.Select(column => column.Complete())], rows, notes, []);
    }
}
