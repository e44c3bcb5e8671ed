namespace Counterweight.Cli.Reading.Sources;

/// <summary>Tells by the first bytes what a file is: its name may say anything.</summary>
internal static class Content
{
    /// <summary>Bytes that are enough to tell.</summary>
    public const int HeadLength = 1 << 12;

    /// <summary>What bytes are.</summary>
    /// <param name="head">The first of them.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <param name="hasEncoding">Whether the user names an encoding, so that they are text.</param>
    /// <exception cref="InputException">They are something that is not read.</exception>
    public static ContentKind Find(ReadOnlySpan<byte> head, string source, bool hasEncoding)
    {
        if (head.Length == 0)
        {
            throw new InputException($"{source}: the file is empty");
        }

        var kind = FindFormat(head);
        if (kind == ContentKind.Text && !hasEncoding && (ForeignFormat.Find(head) ?? FindBinary(head)) is { } foreign)
        {
            throw foreign.Refuse(source);
        }

        return kind;
    }

    private static ContentKind FindFormat(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) ? ContentKind.Gzip
        : head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8) || head.StartsWith("PK\u0007\u0008"u8) ? ContentKind.Zip
        : head.StartsWith("PAR1"u8) ? ContentKind.Parquet
        : head.StartsWith("ARROW1"u8) ? ContentKind.ArrowFile
        : head is [0xFF, 0xFF, 0xFF, 0xFF, _, _, _, 0, ..] ? ContentKind.ArrowStream
        : ContentKind.Text;

    private static ForeignFormat? FindBinary(ReadOnlySpan<byte> head) =>
        TextEncoding.IsUnicode(head) ? null : ForeignFormat.FindBinary(head);
}
