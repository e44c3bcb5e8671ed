namespace Counterweight.Cli.Reading.Columns;

/// <summary>How the cells of a column are kept.</summary>
internal enum RawColumnKind
{
    /// <summary>Few distinct texts: a code a row, and the texts.</summary>
    Coded,

    /// <summary>Many distinct numbers: a number a row.</summary>
    Numbers,

    /// <summary>Many distinct times: seconds since 1970 a row.</summary>
    Times,

    /// <summary>Too many distinct texts to be categories: nothing is kept but what tells ids from free text.</summary>
    Texts,
}
