using Counterweight.Cli.Columns.Beside;

namespace Counterweight.Cli.Columns;

/// <summary>What the user says about the columns of a file. Names are as they were given, not yet looked up.</summary>
internal sealed record ColumnOptions
{
    /// <summary>The value of an option that means every column.</summary>
    public const string All = "all";

    /// <summary>A name, a number from 1, or one from −1 for the last column; null: not given.</summary>
    public string? Label { get; init; }

    /// <summary>Columns that are no features.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>Columns to use although they would be left out.</summary>
    public IReadOnlyList<string> Keep { get; init; } = [];

    /// <summary>Columns whose distinct texts are categories, numbers or not.</summary>
    public IReadOnlyList<string> Category { get; init; } = [];

    /// <summary>Columns that are used beside the features.</summary>
    public IReadOnlyList<BesideRequest> Beside { get; init; } = [];

    /// <summary>Texts that are missing values.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Whether rows without a label are left out; otherwise they are refused.</summary>
    public bool DropUnlabelled { get; init; }

    /// <summary>Rows of classes of fewer rows are left out.</summary>
    public int DropRare { get; init; }

    /// <summary>Whether the label is a number to predict.</summary>
    public bool Regression { get; init; }

    /// <summary>Whether rows are split into training and test rows, so that each class needs two.</summary>
    public bool IsSplit { get; init; } = true;

    /// <summary>Whether the command can predict a number, so that a label of numbers may be one.</summary>
    public bool OffersRegression { get; init; } = true;

    /// <summary>Whether there must be a label that can be learned: a comparison needs one, an inspection does not.</summary>
    public bool NeedsLabel { get; init; } = true;
}
