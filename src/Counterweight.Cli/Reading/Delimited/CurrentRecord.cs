namespace Counterweight.Cli.Reading.Delimited;

/// <summary>The record that was read last.</summary>
internal readonly struct CurrentRecord(Records records) : IRecord
{
    public long Line => records.Line;

    public int FieldCount => records.FieldCount;

    public bool MayBeComment => records.Raw.Length > 0 && records.Raw[0] is (byte)'#' or (byte)'%';

    public bool HasOddQuote => records.HasOddQuote;

    public bool HasBrokenQuote => records.HasBrokenQuote;

    public ReadOnlySpan<byte> this[int field] => records[field];
}
