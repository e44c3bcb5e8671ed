namespace Counterweight.Cli.Reading.Sources;

/// <summary>A stream whose reading ends as soon as it is cancelled.</summary>
internal sealed class CancellableStream(Stream inner, CancellationToken cancellation) : ForwardStream
{
    // A read of more would not be cancelled in time.
    private const int MostBytes = 1 << 20;

    public override int Read(Span<byte> buffer)
    {
        cancellation.ThrowIfCancellationRequested();
        return inner.Read(buffer[..Math.Min(buffer.Length, MostBytes)]);
    }
}
