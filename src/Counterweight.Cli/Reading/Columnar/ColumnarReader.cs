using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using Counterweight.Cli.Output;
using Counterweight.Cli.Reading.Cells;
using Counterweight.Cli.Reading.Columns;
using ParquetSharp;
using ParquetSharp.Arrow;

namespace Counterweight.Cli.Reading.Columnar;

/// <summary>Reads Parquet, and Arrow as a file (Feather 2) and as a stream, batch by batch.</summary>
internal static class ColumnarReader
{
    private const int RowsPerBatch = 1 << 14;

    // What pandas calls a column for an index without a name.
    private const string PandasIndex = "__index_level_";

    /// <summary>Reads a Parquet file.</summary>
    /// <exception cref="InputException">It is damaged.</exception>
    public static RawTable ReadParquet(Stream seekable, string source, ReadingOptions options, ITableSink? sink, CancellationToken cancellation) =>
        Guard(source, "Parquet", () =>
        {
            using var properties = ArrowReaderProperties.GetDefault();
            properties.UseThreads = false;
            properties.PreBuffer = false;
            properties.BatchSize = RowsPerBatch;
            using var file = new FileReader(seekable, ReaderProperties.GetDefaultReaderProperties(), properties, leaveOpen: true);
            using var batches = file.GetRecordBatchReader();
            return Read(batches, batches.Schema, source, "Parquet", options, sink, cancellation);
        }, cancellation);

    /// <summary>Reads an Arrow file.</summary>
    /// <exception cref="InputException">It is damaged.</exception>
    public static RawTable ReadArrowFile(Stream seekable, string source, ReadingOptions options, ITableSink? sink, CancellationToken cancellation) =>
        Guard(source, "Arrow", () =>
        {
            using var reader = new ArrowFileReader(seekable, null, new CompressionCodecFactory(), leaveOpen: true);
            return Read(reader, Schema(reader, cancellation), source, "Arrow", options, sink, cancellation);
        }, cancellation);

    /// <summary>Reads an Arrow stream.</summary>
    /// <exception cref="InputException">It is damaged.</exception>
    public static RawTable ReadArrowStream(Stream stream, string source, ReadingOptions options, ITableSink? sink, CancellationToken cancellation) =>
        Guard(source, "Arrow", () =>
        {
            using var reader = new ArrowStreamReader(stream, null, new CompressionCodecFactory(), leaveOpen: true);
            return Read(reader, Schema(reader, cancellation), source, "Arrow stream", options, sink, cancellation);
        }, cancellation);

    private static Schema Schema(ArrowStreamReader reader, CancellationToken cancellation)
    {
        var schema = reader.GetSchema(cancellation);
        return schema.IsCompletedSuccessfully ? schema.Result : schema.AsTask().GetAwaiter().GetResult();
    }

    private static RawTable Read(IArrowArrayStream batches, Schema schema, string source, string format, ReadingOptions options, ITableSink? sink, CancellationToken cancellation)
    {
        var file = new FileNotation(options.Missing);
        var names = ColumnNames.Of([.. schema.FieldsList.Select(field => field.Name)]);
        (string Name, bool IsNamed)[] own = [.. names.Columns.Select((name, place) => (name.Name, name.IsNamed && !schema.FieldsList[place].Name.StartsWith(PandasIndex, StringComparison.Ordinal)))];
        var sinks = sink?.Open(own);
        ArrowColumn[] columns = [.. schema.FieldsList.Select((field, place) => new ArrowColumn(field, own[place], options, file))];
        long rows = 0;
        while (Next(batches, cancellation) is { } batch)
        {
            using (batch)
            {
                for (var place = 0; place < columns.Length; place++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    if (sinks is null)
                    {
                        columns[place].Add(batch.Column(place), rows + 1);
                    }
                    else if (sinks[place] is { } cells)
                    {
                        columns[place].Pass(batch.Column(place), cells, rows + 1, source);
                    }
                }

                rows += batch.Length;
                sink?.AddRows(batch.Length);
                if (rows > System.Array.MaxLength)
                {
                    throw FilePlace.Error(source, FormattableString.Invariant($"more than {System.Array.MaxLength:N0} rows"));
                }
            }
        }

        return new RawTable(source, format, sink is null ? [.. columns.Select(column => column.Complete())] : [], (int)rows, [], []) { Duplicates = names.Duplicates };
    }

    private static RecordBatch? Next(IArrowArrayStream batches, CancellationToken cancellation)
    {
        var batch = batches.ReadNextRecordBatchAsync(cancellation);
        return batch.IsCompletedSuccessfully ? batch.Result : batch.AsTask().GetAwaiter().GetResult();
    }

    /// <summary>What a library of C++ says, without the name that its compiler gave the type of the error: <c>N7parquet…E (message: '…')</c>.</summary>
    internal static string WithoutType(string message)
    {
        const string Before = " (message: '";
        const string After = "')";
        var start = message.IndexOf(Before, StringComparison.Ordinal);
        return start > 0 && !message[..start].Contains(' ', StringComparison.Ordinal) && message.EndsWith(After, StringComparison.Ordinal)
            ? message[(start + Before.Length)..^After.Length]
            : message;
    }

    // What the libraries throw at damaged files is of many types.
    private static RawTable Guard(string source, string format, Func<RawTable> read, CancellationToken cancellation)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is InputException or OperationCanceledException or OutputException)
        {
            throw;
        }
        catch (OutOfMemoryException e)
        {
            throw new InputException($"{source}: the {format} data is damaged, or too large for the memory there is", e);
        }
        catch (Exception e)
        {
            // A read that was cancelled comes back through the library as another error.
            cancellation.ThrowIfCancellationRequested();
            throw new InputException($"{source}: the {format} data is damaged or of a kind that is not read ({FilePlace.OneLine(WithoutType(e.Message).TrimEnd('.'))})", e);
        }
    }
}
