using Counterweight.Metrics.Ranking.Intervals;

namespace Counterweight.Cli.Evaluation;

/// <summary>A number that says how good predictions are.</summary>
/// <param name="Key">Its name for programs.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Value">The number; NaN where the rows do not define it.</param>
/// <param name="Interval">Its interval; null: there is none.</param>
/// <param name="Method">How the interval was made; null where there is none.</param>
internal sealed record Measure(string Key, string Title, double Value, MetricInterval? Interval = null, string? Method = null)
{
    /// <summary>The measure with its interval cut at the bounds of what it measures, which a normal interval does not know.</summary>
    public Measure Within(double least, double greatest = double.PositiveInfinity) => Interval is { } interval
        ? this with { Interval = new(Math.Clamp(interval.Low, least, greatest), Math.Clamp(interval.High, least, greatest)) }
        : this;
}
