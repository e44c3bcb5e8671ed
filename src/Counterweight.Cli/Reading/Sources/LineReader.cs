
namespace Counterweight.Cli.Reading.Sources;

/// <summary>The lines of a text, whether they end in a line feed, a carriage return or both.</summary>
internal sealed class LineReader(Stream utf8, string source, int maxLength)
{
    private const int FirstLength = 1 << 16;

    private byte[] buffer = new byte[FirstLength];
    private int start;
    private int end;
    private int lineStart;
    private int lineEnd;
    private bool hasEnded;
    private bool afterReturn;

    /// <summary>Number of the line, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The line, until the next is read.</summary>
    public ReadOnlySpan<byte> Line => buffer.AsSpan(lineStart..lineEnd);

    /// <summary>Goes to the next line.</summary>
    /// <exception cref="InputException">It is too long.</exception>
    public bool Read()
    {
        var searched = 0;
        while (true)
        {
            if (afterReturn && start < end)
            {
                // The line feed belongs to the carriage return before it.
                start += buffer[start] == '\n' ? 1 : 0;
                afterReturn = false;
            }

            var length = buffer.AsSpan((start + searched)..end).IndexOfAny((byte)'\n', (byte)'\r');
            if (length >= 0)
            {
                Take(searched + length, 1);
                return true;
            }

            searched = end - start;
            if (hasEnded)
            {
                Take(searched, 0);
                return searched > 0;
            }

            if (searched > maxLength)
            {
                throw FilePlace.Error(source, Number + 1, FormattableString.Invariant($"a line of more than {maxLength:N0} bytes"));
            }

            Fill();
        }
    }

    private void Take(int length, int breakLength)
    {
        lineStart = start;
        lineEnd = start + length;
        afterReturn = breakLength > 0 && buffer[lineEnd] == '\r';
        start = lineEnd + breakLength;
        Number++;
    }

    private void Fill()
    {
        var kept = buffer.AsSpan(start..end);
        if (kept.Length == buffer.Length)
        {
            Array.Resize(ref buffer, (int)Math.Min(2L * buffer.Length, Array.MaxLength));
        }
        else
        {
            kept.CopyTo(buffer);
            (start, end) = (0, kept.Length);
        }

        var read = utf8.Read(buffer.AsSpan(end));
        end += read;
        hasEnded = read == 0;
    }
}
