namespace Counterweight.Cli.Reading.Delimited;

/// <summary>A stream whose beginning can be looked at before it is read. Reading it ends as soon as it is cancelled.</summary>
internal sealed class TextStream(Stream stream, CancellationToken cancellation) : ReadOnlyStream
{
    // A read of more would not be cancelled in time.
    private const int MostBytes = 1 << 20;

    private byte[] beginning = [];
    private int position;
    private int length;

    /// <summary>Whether the beginning is all of it.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>The first bytes: so many, or all there are.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        beginning = new byte[count];
        while (length < count && !IsWhole)
        {
            cancellation.ThrowIfCancellationRequested();
            var read = stream.Read(beginning, length, count - length);
            length += read;
            IsWhole = read == 0;
        }

        return beginning.AsSpan(0, length);
    }

    /// <summary>Passes over some of the bytes that were looked at.</summary>
    public void Skip(int count) => position += count;

    public override int Read(Span<byte> buffer)
    {
        cancellation.ThrowIfCancellationRequested();
        if (position == length)
        {
            beginning = [];
            return IsWhole ? 0 : stream.Read(buffer[..Math.Min(buffer.Length, MostBytes)]);
        }

        var count = Math.Min(buffer.Length, length - position);
        beginning.AsSpan(position, count).CopyTo(buffer);
        position += count;
        return count;
    }
}
