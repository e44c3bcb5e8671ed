using Counterweight.Cli.Columns;

namespace Counterweight.Cli.Comparison;

/// <summary>All models on all splits.</summary>
internal sealed record ComparisonReport(TableDataset Source, ComparisonOptions Options, IReadOnlyList<int> TestRowsOfClass, IReadOnlyList<ModelResult> Results)
{
    /// <summary>Classes, the most frequent first.</summary>
    public IReadOnlyList<(int Label, string Name, int Rows)> Classes { get; } = Order(Source);

    /// <summary>Rows held back; of several splits in the last one.</summary>
    public int TestRows => TestRowsOfClass.Sum();

    /// <summary>Why there is no SMOTE where probabilities are compared; null where there is.</summary>
    public string? SmoteFault => Options.Calibration ? Remedies.SmoteFault(Source.Data) : null;

    private static (int Label, string Name, int Rows)[] Order(TableDataset source)
    {
        var counts = source.Data.CountClasses();
        return [.. source.Data.ClassNames.Select((name, label) => (label, name, counts[label])).OrderByDescending(entry => entry.Item3)];
    }
}
