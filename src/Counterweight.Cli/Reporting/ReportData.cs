using System.Globalization;
using Counterweight.Cli.Evaluation;
using Counterweight.Cli.Output;
using Counterweight.Cli.Reading.Sources;

namespace Counterweight.Cli.Reporting;

/// <summary>What a page is made of.</summary>
/// <param name="Report">The evaluation.</param>
/// <param name="Other">The evaluation of other predictions of the same rows; null: there are none.</param>
internal sealed record ReportData(EvaluationReport Report, EvaluationReport? Other)
{
    private const int MostBars = 20;
    private const int NameColumns = 12;

    private readonly string[] shortNames = ShortNames([.. Report.Classes.Select(one => Shown.Visible(one.Name))]);

    /// <summary>The file's name without its folder.</summary>
    public string Name => InputFile.ShortName(Data.Source);

    /// <summary>Where the points of decisions are, and why they are not on the curves where they are not.</summary>
    public string PointText => OperatingPoints.Describe(Data, Drawn);

    /// <summary>The predictions.</summary>
    public Predictions Data => Report.Predictions;

    /// <summary>The classes whose curves are drawn: the positive one of two; of more the rarest that have rows.</summary>
    public IReadOnlyList<int> Drawn { get; } = Report.Classes.Count == 2
        ? [Report.Predictions.Positive]
        : [.. Rarest(Report).Take(Palette.SeriesCount)];

    /// <summary>The classes that have a bar: the rarest first.</summary>
    public IReadOnlyList<int> Barred { get; } = [.. Rarest(Report).Take(MostBars)];

    /// <summary>Name of a class, short enough for a chart: its beginning, or that and its end where others begin alike.</summary>
    public string ShortName(int label) => shortNames[label];

    /// <summary>What the colours of curves mean.</summary>
    public IReadOnlyList<(string Name, int Series, bool IsDashed)> Legend => [.. Drawn.Select((label, series) => (Report.Classes[label].Name, series, false))];

    /// <summary>Says which classes are drawn where not all are.</summary>
    public string DrawnText => Report.Classes.Count == 2
        ? $"'{Report.Classes[Data.Positive].Name}' is the positive class."
        : Drawn.Count < Report.Classes.Count ? FormattableString.Invariant($"Each class against all others; the {Drawn.Count} rarest are drawn.") : "Each class against all others.";

    private static IEnumerable<int> Rarest(EvaluationReport report) =>
        report.Classes.Where(one => one.Rows > 0).OrderBy(one => report.Matrix.Support(one.Label)).ThenBy(one => one.Label).Select(one => one.Label);

    private static string[] ShortNames(string[] names)
    {
        var beginnings = names.Select(name => Shown.Cut(name, NameColumns)).ToArray();
        var alike = beginnings.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key).ToHashSet(StringComparer.Ordinal);
        return [.. names.Select((name, label) => alike.Contains(beginnings[label]) ? Shown.Cut(name, NameColumns / 2) + End(name) : beginnings[label])];
    }

    // Letters may be two characters, or several.
    private static string End(string name)
    {
        string[] elements = [.. Elements(name)];
        var end = "";
        for (var element = elements.Length - 1; element >= 0 && Shown.Width(elements[element] + end) <= NameColumns / 2; element--)
        {
            end = elements[element] + end;
        }

        return end;
    }

    private static IEnumerable<string> Elements(string text)
    {
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            yield return elements.GetTextElement();
        }
    }
}
