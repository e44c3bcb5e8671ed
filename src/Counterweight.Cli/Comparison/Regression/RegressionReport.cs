using Counterweight.Cli.Columns;

namespace Counterweight.Cli.Comparison.Regression;

/// <summary>All models of a number on all splits.</summary>
internal sealed record RegressionReport(TableDataset Source, ComparisonOptions Options, int TestRows, IReadOnlyList<RegressionResult> Results);
