using Counterweight.Cli.Reading.Sources;

namespace Counterweight.Cli.Reading;

/// <summary>Reads a file of any format that is known, compressed or not, from a path or from standard input.</summary>
internal static class TableReader
{
    /// <summary>What stands for standard input on a command line.</summary>
    public const string StandardInput = "-";

    private const int MostNotes = 3;

    /// <summary>Reads a file.</summary>
    /// <param name="path">A path, or <see cref="StandardInput"/>.</param>
    /// <param name="options">What the user says about it.</param>
    /// <param name="progress">Told the bytes read so far of how many (−1: unknown); null: nobody watches.</param>
    /// <param name="cancellation">Ends reading early.</param>
    /// <exception cref="InputException">The file cannot be read at all.</exception>
    public static RawTable Read(string path, ReadingOptions options, IProgress<(long Read, long Length)>? progress, CancellationToken cancellation)
    {
        var source = InputFile.Name(path);
        return InputFile.Guard(source, () =>
        {
            using var stream = InputFile.Open(path, cancellation);
            return Read(stream, source, options, progress, cancellation);
        });
    }

    /// <summary>Reads a stream, which need not seek.</summary>
    public static RawTable Read(Stream stream, string source, ReadingOptions options, IProgress<(long Read, long Length)>? progress, CancellationToken cancellation) =>
        InputFile.Guard(source, () =>
        {
            using var counted = new CountedStream(stream, progress, cancellation);
            return new ContentReader(source, options, sink: null, cancellation).Read(counted);
        });

    /// <summary>Passes the cells of a file on while it is read. All formats but LibSVM need little memory.</summary>
    /// <param name="path">A path, or <see cref="StandardInput"/>.</param>
    /// <param name="options">What the user says about it.</param>
    /// <param name="sink">Takes the cells.</param>
    /// <param name="progress">Told the bytes read so far of how many (−1: unknown); null: nobody watches.</param>
    /// <param name="cancellation">Ends reading early.</param>
    /// <returns>What is known of the file beside its cells.</returns>
    /// <exception cref="InputException">The file cannot be read, or is not as it should be; some of its cells may have been passed on.</exception>
    public static RawTable Pass(string path, ReadingOptions options, ITableSink sink, IProgress<(long Read, long Length)>? progress, CancellationToken cancellation)
    {
        var source = InputFile.Name(path);
        return InputFile.Guard(source, () =>
        {
            using var stream = InputFile.Open(path, cancellation);
            using var counted = new CountedStream(stream, progress, cancellation);
            var table = new ContentReader(source, options, sink, cancellation).Read(counted);
            return table.Problems.Count == 0
                ? table with { Notes = [.. table.Notes, .. table.Duplicates.Take(MostNotes).Select(duplicate => duplicate.Note)] }
                : throw new InputException(table.Problems[0]);
        });
    }
}
