using System.Text;

namespace Counterweight.Cli.Reading;

/// <summary>What the user says about a file; what is not said is found.</summary>
internal sealed record ReadingOptions
{
    /// <summary>The label as the user names it: a name, a number from 1, or one from −1 for the last. A name in the first record makes that the header.</summary>
    public string? Label { get; init; }

    /// <summary>The separator; null: found.</summary>
    public char? Separator { get; init; }

    /// <summary>Whether the first record holds names; null: found.</summary>
    public bool? HasHeader { get; init; }

    /// <summary>Texts that are missing values, beside the usual ones.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>How bytes are text; null: a byte order mark, UTF-8, or Windows-1252 where they are no UTF-8.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>The file in a zip file that holds the table, by its name there; null: the only one.</summary>
    public string? Entry { get; init; }

    /// <summary>Names that the columns have, where they are known before: a first record with one of them is the header.</summary>
    public IReadOnlyCollection<string> KnownNames { get; init; } = [];

    /// <summary>The longest record in bytes: an unclosed quote must not take all memory.</summary>
    public int MaxRecordLength { get; init; } = 64 << 20;
}
