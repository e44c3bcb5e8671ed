namespace Counterweight.Cli.Reading.Sources;

/// <summary>A stream whose first bytes can be looked at before they are read.</summary>
internal sealed class PeekedStream : ForwardStream
{
    private readonly Stream inner;
    private readonly byte[] head;
    private readonly int length;
    private int used;

    public PeekedStream(Stream inner, int headLength)
    {
        this.inner = inner;
        head = new byte[headLength];
        length = inner.ReadAtLeast(head, headLength, throwOnEndOfStream: false);
    }

    /// <summary>The first bytes, all of them where there are no more.</summary>
    public ReadOnlySpan<byte> Head => head.AsSpan(0, length);

    /// <summary>Whether there are no bytes after the head.</summary>
    public bool IsWhole => length < head.Length;

    /// <summary>The stream below, if it can be read again from its beginning; otherwise null.</summary>
    public Stream? Seekable => inner.CanSeek ? inner : null;

    /// <summary>Passes over the first bytes of the head.</summary>
    public void Skip(int count) => used += count;

    public override int Read(Span<byte> buffer)
    {
        if (used == length)
        {
            return inner.Read(buffer);
        }

        var count = Math.Min(buffer.Length, length - used);
        head.AsSpan(used, count).CopyTo(buffer);
        used += count;
        return count;
    }
}
