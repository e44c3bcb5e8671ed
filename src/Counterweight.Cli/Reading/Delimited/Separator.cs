namespace Counterweight.Cli.Reading.Delimited;

/// <summary>What stands between the fields of a record.</summary>
/// <param name="Character">An ASCII character; a space stands for runs of spaces and tabs.</param>
internal readonly record struct Separator(char Character)
{
    /// <summary>Those that are looked for, the usual first.</summary>
    public static readonly Separator[] Usual = [new(','), new(';'), new('\t'), new('|'), new(' ')];

    /// <summary>Whether it is runs of spaces and tabs, which may also stand before the first field and after the last.</summary>
    public bool IsSpaces => Character == ' ';

    /// <summary>Its name in a sentence.</summary>
    public string Name => Character switch
    {
        ',' => "commas",
        ';' => "semicolons",
        '\t' => "tabs",
        '|' => "vertical bars",
        ' ' => "spaces",
        _ => $"'{Character}'",
    };

    /// <summary>The separator the user names.</summary>
    /// <exception cref="InputException">It cannot be one.</exception>
    public static Separator Named(char character) => character is >= ' ' and < '\u007F' and not '"' or '\t'
        ? new Separator(character)
        : throw new InputException(FormattableString.Invariant($"the separator (U+{(int)character:X4}) must be an ASCII character and neither a quote nor a line break"));
}
