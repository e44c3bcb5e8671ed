namespace Counterweight.Cli.Fitting;

/// <summary>How the rows of classes are made as many before a model is fitted.</summary>
internal enum ResamplingKind
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Rows of rarer classes are copied.</summary>
    Over,

    /// <summary>Rows of more frequent classes are left out.</summary>
    Under,

    /// <summary>Rows are made between near rows of rarer classes.</summary>
    Smote,
}
