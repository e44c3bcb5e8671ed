using System.IO.Compression;
using Counterweight.Cli.Csv;
using Counterweight.Cli.Reading.Delimited;
using Counterweight.Cli.Reading.Sources;

namespace Counterweight.Cli.Reading;

/// <summary>Reads a file of any format that is known, compressed or not, from a path or from standard input.</summary>
internal static class TableReader
{
    /// <summary>What stands for standard input on a command line.</summary>
    public const string StandardInput = "-";

    private const int HeadLength = 1 << 12;

    /// <summary>Reads a file.</summary>
    /// <param name="path">A path, or <see cref="StandardInput"/>.</param>
    /// <param name="options">What the user says about it.</param>
    /// <param name="progress">Told the bytes read so far of how many (−1: unknown); null: nobody watches.</param>
    /// <param name="cancellation">Ends reading early.</param>
    /// <exception cref="InputException">The file cannot be read at all.</exception>
    public static RawTable Read(string path, ReadingOptions options, IProgress<(long Read, long Length)>? progress, CancellationToken cancellation)
    {
        var source = string.Equals(path, StandardInput, StringComparison.Ordinal) ? InputFile.StandardInputName : path;
        return InputFile.Guard(source, () =>
        {
            using var stream = InputFile.Open(path, cancellation);
            return Read(stream, source, options, progress, cancellation);
        });
    }

    /// <summary>Reads a stream, which need not seek.</summary>
    public static RawTable Read(Stream stream, string source, ReadingOptions options, IProgress<(long Read, long Length)>? progress, CancellationToken cancellation) =>
        InputFile.Guard(source, () => ReadContent(new PeekedStream(new CountedStream(stream, progress, cancellation), HeadLength), source, options, cancellation));

    private static RawTable ReadContent(PeekedStream bytes, string source, ReadingOptions options, CancellationToken cancellation)
    {
        if (bytes.Head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
        {
            using var gzip = new GZipStream(bytes, CompressionMode.Decompress);
            return ReadText(new PeekedStream(gzip, HeadLength), source, options, cancellation);
        }

        if (source.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            throw CsvPlace.Error(source, "is named .gz and is no gzip file");
        }

        return ReadText(bytes, source, options, cancellation);
    }

    private static RawTable ReadText(PeekedStream bytes, string source, ReadingOptions options, CancellationToken cancellation)
    {
        if (bytes.Head.Length == 0)
        {
            throw CsvPlace.Error(source, "the file is empty");
        }

        using var text = TextEncoding.Open(bytes, source, options.Encoding);
        var table = DelimitedReader.Read(text, source, options, [], cancellation);
        return table with { Notes = [.. text.Notes, .. table.Notes] };
    }
}
