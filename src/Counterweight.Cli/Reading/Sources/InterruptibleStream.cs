namespace Counterweight.Cli.Reading.Sources;

/// <summary>A pipe, or a terminal. Whoever writes to it may take his time: waiting for him ends when it is cancelled.</summary>
internal sealed class InterruptibleStream(Stream inner, CancellationToken cancellation) : ForwardStream
{
    private readonly byte[] block = new byte[1 << 16];
    private int start;
    private int end;

    public override int Read(Span<byte> buffer)
    {
        if (start == end)
        {
            // The thread that waits is left alone when reading is cancelled: no call ends its wait.
            start = 0;
            end = Task.Run(() => inner.Read(block, 0, block.Length), CancellationToken.None).WaitAsync(cancellation).GetAwaiter().GetResult();
        }

        var count = Math.Min(buffer.Length, end - start);
        block.AsSpan(start, count).CopyTo(buffer);
        start += count;
        return count;
    }

    // Not the stream below: a thread may still be reading it.
}
