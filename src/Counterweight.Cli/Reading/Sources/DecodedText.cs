using System.Text;

namespace Counterweight.Cli.Reading.Sources;

/// <summary>Text in any other encoding. A byte that has no meaning there is an error with its line: nothing is replaced.</summary>
internal sealed class DecodedText : TextStream
{
    private const int BlockLength = 1 << 15;

    // What stands for bytes without a meaning: no character, so that no text has it.
    private const char Nothing = '\uFFFF';
    private const char ByteOrderMark = '\uFEFF';

    private readonly Stream bytes;
    private readonly string source;
    private readonly string name;
    private readonly Decoder decoder;
    private readonly Encoder encoder = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetEncoder();
    private readonly byte[] block = new byte[BlockLength];
    private readonly char[] characters;
    private readonly byte[] utf8;
    private int start;
    private int end;
    private long linesBefore;
    private bool isFirst = true;
    private bool hasEnded;

    public DecodedText(Stream bytes, string source, Encoding encoding, string? note)
    {
        this.bytes = bytes;
        this.source = source;
        name = Encodings.NameOf(encoding);
        var copy = (Encoding)encoding.Clone();
        copy.DecoderFallback = new DecoderReplacementFallback(Nothing.ToString());
        decoder = copy.GetDecoder();
        characters = new char[copy.GetMaxCharCount(BlockLength)];
        utf8 = new byte[Encoding.UTF8.GetMaxByteCount(characters.Length)];
        if (note is not null)
        {
            Note(note);
        }
    }

    public override int Read(Span<byte> buffer)
    {
        while (start == end && !hasEnded && buffer.Length > 0)
        {
            Fill();
        }

        var count = Math.Min(buffer.Length, end - start);
        utf8.AsSpan(start, count).CopyTo(buffer);
        start += count;
        return count;
    }

    private void Fill()
    {
        var read = bytes.Read(block);
        hasEnded = read == 0;
        var text = characters.AsSpan(0, decoder.GetChars(block.AsSpan(0, read), characters, flush: hasEnded));
        Refuse(text, Nothing, $"is not {name} text");
        Refuse(text, '\0', $"a NUL character in {name} text: this is binary data, or the encoding is another");
        linesBefore += LineBreaks.Count(text);
        if (isFirst && text.Length > 0)
        {
            isFirst = false;
            text = text[0] == ByteOrderMark ? text[1..] : text;
        }

        start = 0;
        end = encoder.GetBytes(text, utf8, flush: hasEnded);
    }

    private void Refuse(ReadOnlySpan<char> text, char character, string message)
    {
        var index = text.IndexOf(character);
        if (index >= 0)
        {
            throw FilePlace.Error(source, 1 + linesBefore + LineBreaks.Count(text[..index]), message);
        }
    }
}
