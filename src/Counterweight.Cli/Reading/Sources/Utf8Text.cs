using System.Text;
using System.Text.Unicode;

namespace Counterweight.Cli.Reading.Sources;

/// <summary>Text that is UTF-8, or was thought to be: it goes through unchanged up to the first byte that is none.</summary>
/// <remarks>
/// From there on the text is Windows-1252 if all before was ASCII. Otherwise it mixes encodings: only bytes that
/// are no UTF-8 are Windows-1252. No two texts of different bytes become one but for those that say the same in
/// both encodings.
/// </remarks>
internal sealed class Utf8Text(Stream bytes, string source, Utf8Certainty certainty) : TextStream
{
    // A reader that asks for less gets it from a buffer.
    private const int BlockLength = 1 << 16;

    private readonly byte[] carried = new byte[4];
    private int carriedCount;
    private byte[] block = [];
    private byte[] decoded = [];
    private int decodedStart;
    private int decodedEnd;
    private bool hasEnded;
    private bool isAscii = true;
    private Reading reading = Reading.Utf8;
    private long linesBefore;

    private enum Reading
    {
        Utf8,
        Windows1252,
        Both,
    }

    public override int Read(Span<byte> buffer)
    {
        while (decodedStart == decodedEnd && !hasEnded && buffer.Length > 0)
        {
            if (reading == Reading.Utf8 && buffer.Length >= BlockLength)
            {
                var whole = ReadBlock(buffer, out var unchanged);
                if (unchanged && whole > 0)
                {
                    return whole;
                }
            }
            else
            {
                block = block.Length == 0 ? new byte[BlockLength] : block;
                var whole = ReadBlock(block, out var unchanged);
                if (unchanged)
                {
                    Keep(block.AsSpan(0, whole));
                }
            }
        }

        var count = Math.Min(buffer.Length, decodedEnd - decodedStart);
        decoded.AsSpan(decodedStart, count).CopyTo(buffer);
        decodedStart += count;
        return count;
    }

    private static int IncompleteTail(ReadOnlySpan<byte> chunk)
    {
        for (var length = 1; length <= Math.Min(3, chunk.Length); length++)
        {
            var value = chunk[^length];
            if ((value & 0xC0) != 0x80)
            {
                var needed = value switch { >= 0xF0 => 4, >= 0xE0 => 3, >= 0xC0 => 2, _ => 1 };
                return needed > length ? length : 0;
            }
        }

        return 0;
    }

    private static int IndexOfInvalid(ReadOnlySpan<byte> chunk)
    {
        var index = 0;
        while (index < chunk.Length && Rune.DecodeFromUtf8(chunk[index..], out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            index += length;
        }

        return index;
    }

    private int ReadBlock(Span<byte> buffer, out bool unchanged)
    {
        carried.AsSpan(0, carriedCount).CopyTo(buffer);
        var read = bytes.Read(buffer[carriedCount..]);
        hasEnded = read == 0;
        var chunk = buffer[..(carriedCount + read)];

        // At the end what is incomplete stays so.
        carriedCount = hasEnded ? 0 : IncompleteTail(chunk);
        chunk[^carriedCount..].CopyTo(carried);
        chunk = chunk[..^carriedCount];
        unchanged = reading == Reading.Utf8 && IsClean(chunk);
        if (!unchanged)
        {
            Decode(chunk);
        }

        CountLines(chunk);
        return chunk.Length;
    }

    private bool IsClean(ReadOnlySpan<byte> chunk)
    {
        if (chunk.IndexOfAnyExceptInRange((byte)1, (byte)127) < 0)
        {
            return true;
        }

        RefuseNul(chunk);
        if (!Utf8.IsValid(chunk))
        {
            return false;
        }

        isAscii = false;
        return true;
    }

    private void Decode(ReadOnlySpan<byte> chunk)
    {
        RefuseNul(chunk);
        if (reading == Reading.Utf8)
        {
            var invalid = IndexOfInvalid(chunk);
            isAscii &= Ascii.IsValid(chunk[..invalid]);
            ChooseReading(LineAt(chunk[..invalid]));
        }

        if (decoded.Length < 3 * chunk.Length)
        {
            decoded = new byte[3 * Math.Max(chunk.Length, BlockLength)];
        }

        decodedStart = 0;
        decodedEnd = reading == Reading.Windows1252 ? Windows1252.Decode(chunk, decoded) : Windows1252.DecodeAmongUtf8(chunk, decoded);
    }

    private void ChooseReading(long line)
    {
        if (certainty == Utf8Certainty.Said)
        {
            throw FilePlace.Error(source, line, "is not UTF-8, which --encoding says it is");
        }

        if (isAscii && certainty == Utf8Certainty.Assumed)
        {
            reading = Reading.Windows1252;
            Note(FormattableString.Invariant($"line {line} is not UTF-8: the text is read as Windows-1252 (--encoding NAME says otherwise)"));
        }
        else
        {
            reading = Reading.Both;
            Note(FormattableString.Invariant($"line {line} is not UTF-8 although text before it is, so the file mixes encodings: each byte that is not UTF-8 is read as Windows-1252 (--encoding NAME says otherwise)"));
        }
    }

    private void Keep(ReadOnlySpan<byte> chunk)
    {
        if (decoded.Length < chunk.Length)
        {
            decoded = new byte[chunk.Length];
        }

        chunk.CopyTo(decoded);
        decodedStart = 0;
        decodedEnd = chunk.Length;
    }

    private void RefuseNul(ReadOnlySpan<byte> chunk)
    {
        var index = chunk.IndexOf((byte)0);
        if (index >= 0)
        {
            throw FilePlace.Error(source, LineAt(chunk[..index]), "a NUL byte: this is binary data, not text");
        }
    }

    private long LineAt(ReadOnlySpan<byte> before) => 1 + linesBefore + LineBreaks.Count(before);

    private void CountLines(ReadOnlySpan<byte> chunk) => linesBefore += LineBreaks.Count(chunk);
}
