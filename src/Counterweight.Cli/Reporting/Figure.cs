namespace Counterweight.Cli.Reporting;

/// <summary>A chart with what it is made of.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Text">What it says, a sentence or two.</param>
/// <param name="Svg">The chart; null: there is none, and the table says all.</param>
/// <param name="Table">The numbers behind it.</param>
internal sealed record Figure(string Title, string Text, string? Svg, HtmlTable Table)
{
    /// <summary>What the colours mean: a name and the number of its series each.</summary>
    public IReadOnlyList<(string Name, int Series, bool IsDashed)> Legend { get; init; } = [];
}
