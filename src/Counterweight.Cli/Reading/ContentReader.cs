using System.IO.Compression;
using Counterweight.Cli.Reading.Arff;
using Counterweight.Cli.Reading.Columnar;
using Counterweight.Cli.Reading.Delimited;
using Counterweight.Cli.Reading.LibSvm;
using Counterweight.Cli.Reading.Sources;

namespace Counterweight.Cli.Reading;

/// <summary>Reads bytes by what they are: unpacks what is packed, and has the reader of each format read it.</summary>
internal sealed class ContentReader(string source, ReadingOptions options, ITableSink? sink, CancellationToken cancellation)
{
    // Text whose format is to be found.
    private const int TextHeadLength = 1 << 16;

    private readonly List<string> notes = [];
    private int gzipDepth;
    private int zipDepth;

    /// <summary>Reads a table.</summary>
    public RawTable Read(Stream bytes)
    {
        using var peeked = new PeekedStream(bytes, Content.HeadLength);
        var kind = Content.Find(peeked.Head, source, options.Encoding is not null);
        if (gzipDepth + zipDepth == 0 && kind != ContentKind.Gzip && source.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            throw FilePlace.Error(source, "is named .gz and is no gzip file");
        }

        if (zipDepth == 0 && kind != ContentKind.Zip && options.Entry is not null && kind != ContentKind.Gzip)
        {
            throw FilePlace.Error(source, $"--entry '{FilePlace.OneLine(options.Entry)}' names a file of a zip file, and this is none");
        }

        return kind switch
        {
            ContentKind.Gzip => ReadGzip(peeked),
            ContentKind.Zip => ReadZip(peeked),
            ContentKind.Parquet => WithNotes(ReadSeekable(peeked, stream => ColumnarReader.ReadParquet(stream, source, options, sink, cancellation))),
            ContentKind.ArrowFile => WithNotes(ReadSeekable(peeked, stream => ColumnarReader.ReadArrowFile(stream, source, options, sink, cancellation))),
            ContentKind.ArrowStream => WithNotes(ColumnarReader.ReadArrowStream(peeked, source, options, sink, cancellation)),
            _ => ReadText(peeked),
        };
    }

    private RawTable ReadGzip(PeekedStream bytes)
    {
        if (++gzipDepth > 2)
        {
            throw FilePlace.Error(source, "is compressed with gzip again and again; unpack it first");
        }

        using var gzip = new GzipMembers(bytes, source);
        return Read(gzip);
    }

    private RawTable ReadZip(PeekedStream bytes)
    {
        if (++zipDepth > 1)
        {
            throw FilePlace.Error(source, "holds a zip file inside the zip file; unpack the outer one first");
        }

        return ReadSeekable(bytes, stream =>
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            var entry = ZipEntries.Choose(zip, source, options.Entry, out var note);
            using var content = ZipEntries.Open(entry, source);
            if (note is not null)
            {
                notes.Add(note);
            }

            return Read(content);
        });
    }

    private RawTable ReadSeekable(PeekedStream bytes, Func<Stream, RawTable> read)
    {
        if (bytes.Seekable is { } seekable)
        {
            seekable.Position = 0;
            return read(seekable);
        }

        using var copy = TemporaryCopy.Of(bytes, source);
        return read(copy);
    }

    private RawTable ReadText(PeekedStream bytes)
    {
        using var text = TextEncoding.Open(bytes, source, options.Encoding);
        using var peeked = new PeekedStream(text, TextHeadLength);
        if (ForeignFormat.FindMarkup(peeked.Head) is { } foreign)
        {
            throw foreign.Refuse(source);
        }

        var isLines = options.Separator is null && options.HasHeader != true;
        var table = ArffReader.IsArff(peeked.Head, peeked.IsWhole, source) ? ArffReader.Read(peeked, source, options, sink, cancellation)
            : isLines && LibSvmReader.IsLibSvm(peeked.Head, peeked.IsWhole) ? LibSvmReader.Read(peeked, source, options, sink, cancellation)
            : DelimitedReader.Read(peeked, source, options, sink, [], cancellation);
        notes.AddRange(text.Notes);
        return WithNotes(table);
    }

    private RawTable WithNotes(RawTable table) => table with { Notes = [.. notes, .. table.Notes] };
}
