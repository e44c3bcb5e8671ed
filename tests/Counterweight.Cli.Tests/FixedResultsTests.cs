using System.Globalization;
using System.Text.Json;
using Counterweight.Cli.Columns;
using Counterweight.Cli.Comparison;
using Counterweight.Cli.Fitting;
using Counterweight.Cli.Output;
using Counterweight.Metrics;
using Counterweight.Training;
using Counterweight.Training.Data;
using Xunit;

namespace Counterweight.Cli.Tests;

/// <summary>What is printed of results that are given, times among them.</summary>
public class FixedResultsTests
{
    // Classes a, b and c of one, two and three rows.
    private static readonly int[] Labels = [0, 1, 1, 2, 2, 2];

    private static readonly TableDataset Source = new("file.csv", "kind", new Dataset(["x"], ["a", "b", "c"], [1, 2, 3, 4, 5, 6], Labels));

    [Fact]
    public void MeasuresAreMeansOverTheSplits()
    {
        var result = Result();

        Assert.Equal(0.75, result.Recall(0));
        Assert.Equal(0.5, result.Recall(1));
        Assert.Equal(1, result.Recall(2));
        Assert.Equal(0.75, result.BalancedAccuracy.Mean, 1e-15);
        Assert.Equal((MacroF1(First()) + MacroF1(First()) + MacroF1(First()) + MacroF1(Second())) / 4, result.MacroF1.Mean, 1e-15);
        Assert.NotEqual(result.BalancedAccuracy.Mean, result.MacroF1.Mean, 1e-3);
        Assert.Equal(0.375, result.Precision(0));
        Assert.Equal(1, result.Precision(1));
        Assert.Equal((1 + 1 + 1 + 0.6) / 4, result.Precision(2), 1e-15);
        Assert.Equal(0.5 * Math.Abs(First().BalancedAccuracy - Second().BalancedAccuracy), result.BalancedAccuracy.Deviation, 1e-15);
    }

    /// <summary>Seconds are of a fit; rows a second are all rows by all the kernels' seconds.</summary>
    [Fact]
    public void TimesAreMeansOverTheSplits()
    {
        var result = Result();

        Assert.Equal(1.75, result.FitSeconds);
        Assert.Equal(2.5e6, result.KernelRowsPerSecond);
        Assert.Equal(4, Assert.IsType<Fitted>(result.Last).Split);
    }

    [Fact]
    public void TheTableHasSecondsAndMillionsOfRows()
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        TableOutput.Write(new Session(output, TextWriter.Null, Progress: null, Width: null, TestContext.Current.CancellationToken), Report());
        var lines = output.ToString().ReplaceLineEndings("\n").TrimEnd().Split('\n');

        Assert.Equal("file.csv: 6 rows, 1 feature, 3 classes of 'kind'; 2 test rows, stratified, means over the seeds 7 to 10", string.Join(' ', lines[..3].Select(line => line.Trim())));
        Assert.Equal(
            [
                "balanced|macro|fit,|million", "model|accuracy|F1|seconds|rows/s", "─", $"logistic regression, unweighted|0.750 ±{Result().BalancedAccuracy.Deviation.ToString("0.000", CultureInfo.InvariantCulture)}|{Result().MacroF1.Mean.ToString("0.000", CultureInfo.InvariantCulture)} ±{Result().MacroF1.Deviation.ToString("0.000", CultureInfo.InvariantCulture)}|1.750|2.5", "",
                "class|c|b|a", "rows|3|2|1", "test rows|1|0|1", "recall prec.|recall prec.|recall prec.", "─", "logistic regression, unweighted|1.000 0.900|0.500 1.000|0.750 0.375",
            ],
            Array.ConvertAll(lines[^11..], line => line.StartsWith('─') ? "─" : string.Join('|', line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))));
    }

    [Fact]
    public void JsonHasSecondsAndRows()
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        JsonOutput.Write(output, Report());
        using var json = JsonDocument.Parse(output.ToString());
        var root = json.RootElement;
        var model = Assert.Single(root.GetProperty("models").EnumerateArray());

        Assert.Equal("""{"c":3,"b":2,"a":1}""", JsonSerializer.Serialize(root.GetProperty("classes")));
        Assert.Equal("""{"c":1,"b":0,"a":1}""", JsonSerializer.Serialize(root.GetProperty("testRowsOfClass")));
        Assert.Equal("""{"c":1,"b":0.5,"a":0.75}""", JsonSerializer.Serialize(model.GetProperty("recall")));
        Assert.Equal(0.375, model.GetProperty("precision").GetProperty("a").GetDouble());
        Assert.Equal((1.75, 2.5e6), (model.GetProperty("fitSeconds").GetDouble(), model.GetProperty("kernelRowsPerSecond").GetDouble()));
    }

    private static ComparisonReport Report() => new(Source, new(7, 4, new(null, null, 0.3)), [1, 0, 1], [Result()]);

    // Four splits: three alike and one that finds no row of class a.
    private static ModelResult Result()
    {
        var result = new ModelResult(new(new() { Family = ModelFamily.Logistic }, "unweighted"), 3);
        Add(1, First(), 1, 1_000_000, 1);
        Add(2, First(), 2, 2_000_000, 0.5);
        Add(3, First(), 3, 3_000_000, 0.25);
        Add(4, Second(), 1, 4_000_000, 2.25);
        return result;

        void Add(int split, ConfusionMatrix report, int seconds, int rows, double kernelSeconds)
        {
            result.Kernels.Add(rows, TimeSpan.FromSeconds(kernelSeconds));
            result.Add(report, TimeSpan.FromSeconds(seconds), new Fitted(split));
        }
    }

    private static double MacroF1(ConfusionMatrix matrix) => matrix.FBeta(ClassAverage.Macro, zeroDivision: double.NaN);

    private static ConfusionMatrix First() => Of([0, 0, 1, 2, 2, 2]);

    private static ConfusionMatrix Second() => Of([2, 1, 2, 2, 2, 2]);

    private static ConfusionMatrix Of(int[] answers)
    {
        var matrix = new ConfusionMatrix(3);
        matrix.AddPredictions(answers, Labels);
        return matrix;
    }

    private sealed record Fitted(int Split) : IClassifier
    {
        public int ClassCount => 3;

        public int FeatureCount => 1;

        public void Predict(Dataset data, Span<int> destination, int degreeOfParallelism = 1) => throw new NotSupportedException();
    }
}
