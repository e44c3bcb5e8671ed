using System.Buffers;
using System.Text;

namespace Counterweight.Cli.Reading.Sources;

/// <summary>Reads bytes as Windows-1252. Each of the 256 has a character of its own: the five without one are control characters.</summary>
internal static class Windows1252
{
    private static readonly byte[][] Utf8Of = [.. Enumerable.Range(0, 256).Select(value => Encoding.UTF8.GetBytes(Encodings.Windows1252.GetString([(byte)value])))];

    /// <summary>Decodes every byte.</summary>
    /// <returns>Number of bytes written, at most three a byte.</returns>
    public static int Decode(ReadOnlySpan<byte> bytes, Span<byte> utf8)
    {
        var written = 0;
        while (true)
        {
            var ascii = bytes.IndexOfAnyExceptInRange((byte)0, (byte)127);
            var run = ascii < 0 ? bytes : bytes[..ascii];
            run.CopyTo(utf8[written..]);
            written += run.Length;
            if (ascii < 0)
            {
                return written;
            }

            written += DecodeOne(bytes[ascii], utf8[written..]);
            bytes = bytes[(ascii + 1)..];
        }
    }

    /// <summary>Decodes the bytes that are no UTF-8, and copies the others.</summary>
    /// <returns>Number of bytes written, at most three a byte.</returns>
    public static int DecodeAmongUtf8(ReadOnlySpan<byte> bytes, Span<byte> utf8)
    {
        var written = 0;
        while (bytes.Length > 0)
        {
            if (Rune.DecodeFromUtf8(bytes, out _, out var length) == OperationStatus.Done)
            {
                bytes[..length].CopyTo(utf8[written..]);
                written += length;
            }
            else
            {
                length = 1;
                written += DecodeOne(bytes[0], utf8[written..]);
            }

            bytes = bytes[length..];
        }

        return written;
    }

    private static int DecodeOne(byte value, Span<byte> utf8)
    {
        var bytes = Utf8Of[value];
        bytes.CopyTo(utf8);
        return bytes.Length;
    }
}
