using Counterweight.Cli.Columns;

namespace Counterweight.Cli.Predicting;

/// <summary>How a file is predicted.</summary>
internal sealed record PredictionOptions
{
    /// <summary>The value that keeps no column.</summary>
    public const string None = "none";

    /// <summary>The columns to keep beside the predictions: <see cref="None"/>, <see cref="ColumnOptions.All"/>, or names with commas between them; null: those that are no features.</summary>
    public string? Keep { get; init; }

    /// <summary>The columns to keep, with the options that name them, in place of <see cref="Keep"/>; none: as that says.</summary>
    public IReadOnlyList<(string Option, string Column)> Named { get; init; } = [];

    /// <summary>Texts that are missing values, beside the usual ones.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Threads at most.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Rows that are predicted together. No result depends on it.</summary>
    public int BlockRows { get; init; } = 1 << 13;
}
