using System.Text;
using Counterweight.Cli.Reading;
using Counterweight.Cli.Reading.Delimited;
using Counterweight.Cli.Reading.Sources;

namespace Counterweight.Cli.Evaluation;

/// <summary>Reads a file of predictions: CSV (RFC 4180) with a header, as <c>predict</c> writes it, compressed with gzip or not.</summary>
internal static class PredictionReader
{
    private const int HeadBytes = 1 << 16;
    private const int MostRecordBytes = 64 << 20;
    private const int RowsBetweenChecks = 1 << 10;

    /// <summary>Reads a file.</summary>
    /// <param name="request">What is asked of it.</param>
    /// <param name="progress">Told the bytes read so far of how many; null: nobody watches.</param>
    /// <param name="cancellation">Ends reading early.</param>
    /// <exception cref="InputException">It cannot be used. The message names line, column and value.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static Predictions Read(PredictionRequest request, IProgress<(long Read, long Length)>? progress, CancellationToken cancellation)
    {
        var source = InputFile.Name(request.Path);
        return Failure.GuardMemory(source, "the predictions are too large", () => InputFile.Guard(source, () =>
        {
            using var stream = InputFile.Open(request.Path, cancellation);
            using var counted = new CountedStream(stream, progress, cancellation);
            return Read(counted, source, request, cancellation);
        }));
    }

    /// <summary>Reads a stream, which need not seek.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="source">Its name, for messages.</param>
    /// <param name="request">What is asked of it.</param>
    /// <param name="cancellation">Ends reading early.</param>
    /// <param name="lines">The line of each row in the file that was predicted, for messages; null: those of the stream.</param>
    /// <exception cref="InputException">It cannot be used.</exception>
    public static Predictions Read(Stream stream, string source, PredictionRequest request, CancellationToken cancellation, IReadOnlyList<long>? lines = null)
    {
        using var bytes = new PeekedStream(stream, Content.HeadLength);
        switch (Content.Find(bytes.Head, source, hasEncoding: false))
        {
            case ContentKind.Gzip:
                using (var gzip = new GzipMembers(bytes, source))
                using (var unpacked = new PeekedStream(gzip, Content.HeadLength))
                {
                    return ReadText(unpacked, source, request, lines, cancellation);
                }

            case ContentKind.Text:
                return ReadText(bytes, source, request, lines, cancellation);
            default:
                throw FilePlace.Error(source, "is no CSV file, as predictions are");
        }
    }

    private static Predictions ReadText(PeekedStream bytes, string source, PredictionRequest request, IReadOnlyList<long>? lines, CancellationToken cancellation)
    {
        using var text = TextEncoding.Open(bytes, source, said: null);
        using var peeked = new PeekedStream(text, HeadBytes);
        using var records = new Records(peeked, source, new Dialect(Separator.Usual[0], IsFound: false, Preface: 0, PrefaceLines: 0, Comments: 0), trims: false, MostRecordBytes);
        if (!records.Read())
        {
            throw FilePlace.Error(source, "the file is empty");
        }

        var names = new string[records.FieldCount];
        for (var field = 0; field < names.Length; field++)
        {
            names[field] = Encoding.UTF8.GetString(records[field]);
        }

        var columns = PredictionColumns.Find(names, request, source, records.Line);
        var rows = new PredictionRows(columns, request, source, lines);
        for (var read = 0L; records.Read(); read++)
        {
            rows.Add(records);
            if (read % RowsBetweenChecks == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }
        }

        return rows.Complete();
    }
}
