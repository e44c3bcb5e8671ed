namespace Counterweight.Cli.Reading.Sources;

/// <summary>Tells how many of a file's bytes have been read, and ends reading when it is cancelled.</summary>
internal sealed class CountedStream(Stream inner, IProgress<(long Read, long Length)>? progress, CancellationToken cancellation) : ForwardStream
{
    private const long BytesPerReport = 1 << 20;

    private readonly long length = inner.CanSeek ? inner.Length : -1;
    private long count;
    private long nextReport;

    public override bool CanSeek => inner.CanSeek;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => inner.Position = value;
    }

    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

    public override int Read(Span<byte> buffer)
    {
        cancellation.ThrowIfCancellationRequested();
        var read = inner.Read(buffer);
        count += read;
        if (progress is not null && (count >= nextReport || read == 0))
        {
            // A file that is read here and there is read more than once here and there.
            progress.Report((length >= 0 ? Math.Min(count, length) : count, length));
            nextReport = count + BytesPerReport;
        }

        return read;
    }
}
