namespace Counterweight.Cli.Reading.Delimited;

/// <summary>A record as read, current or held. Its implementations are structs, so that none costs a call.</summary>
internal interface IRecord
{
    /// <summary>Line, from 1, on which it begins.</summary>
    long Line { get; }

    /// <summary>Number of fields.</summary>
    int FieldCount { get; }

    /// <summary>Whether it may be a comment: it begins with # or %.</summary>
    bool MayBeComment { get; }

    /// <summary>Whether some quote is neither around a field nor doubled.</summary>
    bool HasOddQuote { get; }

    /// <summary>Whether the fields cannot be trusted after such a quote.</summary>
    bool HasBrokenQuote { get; }

    /// <summary>A field as UTF-8.</summary>
    ReadOnlySpan<byte> this[int field] { get; }
}
