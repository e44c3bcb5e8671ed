using System.Globalization;
using Counterweight.Cli.Columns;
using Counterweight.Cli.Comparison;
using Counterweight.Cli.Fitting;
using Counterweight.Cli.Output;
using Counterweight.Metrics;
using Counterweight.Training;
using Counterweight.Training.Data;
using Xunit;

namespace Counterweight.Cli.Tests.Output;

/// <summary>Tables of few classes and of many, and what stands above them.</summary>
public class TableOutputTests
{
    private const int TwoOfClass = 2;

    [Theory]
    [InlineData(2, 1)]
    [InlineData(9, 3)]
    [InlineData(20, 7)]
    public void ClassesThatDoNotFitHaveFurtherTables(int classes, int tables)
    {
        var lines = Write(classes, 80);

        Assert.Equal(tables, lines.Count(line => line.StartsWith("class ", StringComparison.Ordinal)));
        Assert.All(lines, line => Assert.InRange(Shown.Width(line), 0, 80));
        Assert.All(Enumerable.Range(0, classes), label => Assert.Contains(lines, line => line.StartsWith("class ", StringComparison.Ordinal) && line.Split(' ').Contains(Name(label), StringComparer.Ordinal)));
    }

    [Fact]
    public void OfManyClassesTheRarestAndTheMostFrequentAreShown()
    {
        var lines = Write(37, 80);
        var shown = lines.Where(line => line.StartsWith("class ", StringComparison.Ordinal)).SelectMany(line => line["class ".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Contains("the 5 most frequent and the 10 rarest of 37 classes; --json has all", lines, StringComparer.Ordinal);
        Assert.Equal(Enumerable.Range(32, 5).Concat(Enumerable.Range(0, 10)).Select(Name).Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ANarrowTerminalHasOneClassATable() => Assert.Equal(3, Write(3, 30).Count(line => line.StartsWith("class ", StringComparison.Ordinal)));

    [Fact]
    public void LongNamesAreCutAndControlCharactersShown()
    {
        var lines = Write(2, 80, label => label == 0 ? "a very long name of a class" : "\u001b[31m");

        Assert.Contains(lines, line => line.StartsWith("class ", StringComparison.Ordinal) && line.EndsWith("␛[31m  a very long n…", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains('\u001b', StringComparison.Ordinal));
    }

    [Fact]
    public void WhatIsLeftOutAndNotedStandsAbove()
    {
        var source = Source(2, Name) with
        {
            Notes = ["fields are separated by tabs"],
            Columns =
            [
                new ColumnReport("id", ColumnKind.LeftOut, 0, "an id: it counts the rows"),
                .. Enumerable.Range(0, 12).Select(i => new ColumnReport($"c{i}", ColumnKind.LeftOut, 0, "constant: the same in every row")),
                new ColumnReport("x", ColumnKind.Number, 0, ""),
            ],
        };
        var lines = Write(source, 200);

        Assert.Equal(
            [
                "left out 'id': an id: it counts the rows (--keep brings it back)",
                "left out 'c0', 'c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8', 'c9' and 2 more: constant: the same in every row (--keep brings them back)",
                "note: fields are separated by tabs",
                "",
            ],
            lines[2..6]);
    }

    private static string Name(int label) => FormattableString.Invariant($"c{label:00}");

    private static string[] Write(int classes, int width, Func<int, string>? name = null) => Write(Source(classes, name ?? Name), width);

    private static string[] Write(TableDataset source, int width)
    {
        var result = new ModelResult(new(new() { Family = ModelFamily.Logistic }, "unweighted"), source.Data.ClassCount);
        var perfect = new ConfusionMatrix(source.Data.ClassCount);
        perfect.AddPredictions(source.Data.Labels, source.Data.Labels);
        result.Add(perfect, TimeSpan.Zero, new NoModel(source.Data.ClassCount));
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        TableOutput.Write(
            new Session(output, TextWriter.Null, Progress: null, width, TestContext.Current.CancellationToken),
            new ComparisonReport(source, new ComparisonOptions(0, 1, new(null, null, 0.3)), source.Data.CountClasses(), [result]));
        return output.ToString().ReplaceLineEndings("\n").TrimEnd().Split('\n');
    }

    // Class k has k + 2 rows: the last is the most frequent.
    private static TableDataset Source(int classes, Func<int, string> name)
    {
        int[] labels = [.. Enumerable.Range(0, classes).SelectMany(label => Enumerable.Repeat(label, label + TwoOfClass))];
        return new TableDataset("file.csv", "kind", new Dataset(["x"], [.. Enumerable.Range(0, classes).Select(name)], new double[labels.Length], labels));
    }

    private sealed record NoModel(int ClassCount) : IClassifier
    {
        public int FeatureCount => 1;

        public void Predict(Dataset data, Span<int> destination, int degreeOfParallelism = 1) => throw new NotSupportedException();
    }
}
