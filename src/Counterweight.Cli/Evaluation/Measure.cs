using Counterweight.Metrics.Ranking.Intervals;

namespace Counterweight.Cli.Evaluation;

/// <summary>A number that says how good predictions are.</summary>
/// <param name="Key">Its name for programs.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Value">The number; NaN where the rows do not define it.</param>
/// <param name="Interval">Its interval; null: there is none.</param>
/// <param name="Method">How the interval was made; null where there is none.</param>
internal sealed record Measure(string Key, string Title, double Value, MetricInterval? Interval = null, string? Method = null);
