using System.Text;
using Counterweight.Cli.Reading.Cells;

namespace Counterweight.Cli.Reading.Delimited;

/// <summary>A record that is kept until it is known whether the first is a header.</summary>
internal readonly struct HeldRecord : IRecord
{
    private readonly byte[][] fields;

    private HeldRecord(in CurrentRecord record, byte[][] fields)
    {
        Line = record.Line;
        MayBeComment = record.MayBeComment;
        HasOddQuote = record.HasOddQuote;
        HasBrokenQuote = record.HasBrokenQuote;
        this.fields = fields;
    }

    public long Line { get; }

    public int FieldCount => fields.Length;

    public bool MayBeComment { get; }

    public bool HasOddQuote { get; }

    public bool HasBrokenQuote { get; }

    /// <summary>Bytes of its fields.</summary>
    public long ByteCount => fields.Sum(text => (long)text.Length);

    public ReadOnlySpan<byte> this[int field] => fields[field];

    /// <summary>Keeps a record, its fields without space around them.</summary>
    public static HeldRecord Of(in CurrentRecord record)
    {
        var texts = new byte[record.FieldCount][];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = CellText.Trim(record[i]).ToArray();
        }

        return new HeldRecord(record, texts);
    }

    /// <summary>A field as text.</summary>
    public string Text(int field) => Encoding.UTF8.GetString(fields[field]);

    /// <summary>All fields as text.</summary>
    public string[] Texts() => [.. fields.Select(Encoding.UTF8.GetString)];

    /// <summary>Whether the field holds a number or a time, in whatever notation.</summary>
    public bool IsMeasured(int field) => fields[field].Length > 0 && (NumberShape.Read(fields[field]).IsNumber || TimeText.Read(fields[field]).Orders != DateOrder.None);
}
