using Counterweight.Cli.Reading.Sources;

namespace Counterweight.Cli.Reading.Delimited;

/// <summary>Turns runs of spaces and tabs between fields into one space each, and takes away those at both ends of a line.</summary>
/// <remarks>Within quotes, which must be the first character of a field, spaces and line breaks are text.</remarks>
internal sealed class SpacesStream(Stream stream) : ForwardStream
{
    private State state = State.LineStart;

    private enum State
    {
        LineStart,
        Field,
        Spaces,
        Quoted,

        // After a quote that ends a field, or is the first of two that stand for one.
        Closed,
    }

    // One byte in is at most two bytes out: a space that was held back, and what follows it.
    public override int Read(Span<byte> buffer)
    {
        if (buffer.Length < 2)
        {
            throw new ArgumentException("room for two bytes is needed", nameof(buffer));
        }

        var half = buffer[(buffer.Length / 2)..];
        while (true)
        {
            var read = stream.Read(half);
            if (read == 0)
            {
                return 0;
            }

            var written = Squeeze(half[..read], buffer);
            if (written > 0)
            {
                return written;
            }
        }
    }

    // Spaces go out after they came in, but for one held back at the last read: the output stays behind what is still to be looked at.
    private int Squeeze(ReadOnlySpan<byte> input, Span<byte> output)
    {
        var written = 0;
        foreach (var value in input)
        {
            if (state == State.Quoted)
            {
                output[written++] = value;
                state = value == '"' ? State.Closed : State.Quoted;
            }
            else if (value is (byte)' ' or (byte)'\t')
            {
                state = state == State.LineStart ? State.LineStart : State.Spaces;
            }
            else if (value is (byte)'\n' or (byte)'\r')
            {
                output[written++] = value;
                state = State.LineStart;
            }
            else
            {
                if (state == State.Spaces)
                {
                    output[written++] = (byte)' ';
                }

                output[written++] = value;
                state = value == '"' && state != State.Field ? State.Quoted : State.Field;
            }
        }

        return written;
    }
}
