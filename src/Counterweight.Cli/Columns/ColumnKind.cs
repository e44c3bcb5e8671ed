namespace Counterweight.Cli.Columns;

/// <summary>What becomes of a column.</summary>
internal enum ColumnKind
{
    /// <summary>A feature of numbers.</summary>
    Number,

    /// <summary>A feature of categories: its distinct texts.</summary>
    Category,

    /// <summary>Several features: the days since 1970 and the parts of the date.</summary>
    Time,

    /// <summary>What is to be predicted.</summary>
    Label,

    /// <summary>No feature, but used beside them, as the groups of a split.</summary>
    Beside,

    /// <summary>No feature, since it would teach nothing or tell too much.</summary>
    LeftOut,

    /// <summary>No feature, since the user says so.</summary>
    Ignored,

    /// <summary>No feature, and the file is refused for it.</summary>
    Refused,
}
