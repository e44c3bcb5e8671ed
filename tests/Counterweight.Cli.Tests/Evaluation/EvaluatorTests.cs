using Counterweight.Cli.Evaluation;
using Counterweight.Cli.Reporting;
using Counterweight.Decisions;
using Counterweight.Metrics.Ranking.Intervals;
using Xunit;

namespace Counterweight.Cli.Tests.Evaluation;

/// <summary>Measures by hand, and files at the edges of what they are defined for.</summary>
public sealed class EvaluatorTests
{
    // Eight rows of ok, two of fraud: one false alarm, one miss.
    private const string Ten = """
        y,probability_ok,probability_fraud,predicted
        ok,0.9,0.1,ok
        ok,0.9,0.1,ok
        ok,0.9,0.1,ok
        ok,0.8,0.2,ok
        ok,0.8,0.2,ok
        ok,0.7,0.3,ok
        ok,0.7,0.3,ok
        ok,0.4,0.6,fraud
        fraud,0.6,0.4,ok
        fraud,0.2,0.8,fraud

        """;

    /// <summary>One sure mistake among good rows: the normal interval reaches below 0, which no score is.</summary>
    [Fact]
    public void IntervalsStayWithinTheirMeasures()
    {
        var good = PredictionFile.Evaluate(PredictionFile.Read("y,probability_a,probability_b\n" + string.Concat(Enumerable.Repeat("a,1,0\nb,0,1\n", 10)) + "a,0,1\n"));
        var bad = PredictionFile.Evaluate(PredictionFile.Read("y,probability_a,probability_b\n" + string.Concat(Enumerable.Repeat("b,1,0\na,0,1\n", 10)) + "a,1,0\n"));
        Assert.Equal((0.0, 0.0), (good["logLoss"].Interval!.Value.Low, good["brier"].Interval!.Value.Low));
        Assert.InRange(good["brier"].Value, 0.09, 0.1);
        Assert.Equal(2.0, bad["brier"].Interval!.Value.High);
        Assert.All([good, bad], report => Assert.All((string[])["logLoss", "brier"], key => Assert.InRange(report[key].Value, report[key].Interval!.Value.Low, report[key].Interval!.Value.High)));
    }

    /// <summary>Answers that are all the same have no correlation with anything; kappa is defined, and is 0.</summary>
    [Fact]
    public void ACorrelationOfOneAnswerIsNotDefined()
    {
        var report = PredictionFile.Evaluate(PredictionFile.Read("y,probability_a,probability_b\na,0.9,0.1\nb,0.8,0.2\na,0.7,0.3\n"));
        Assert.Equal(double.NaN, report["matthewsCorrelation"].Value);
        Assert.Null(report["matthewsCorrelation"].Interval);
        Assert.Equal(0.0, report["cohenKappa"].Value);
    }

    [Fact]
    public void MeasuresAreTheirDefinitions()
    {
        var report = PredictionFile.Evaluate(PredictionFile.Read(Ten));

        Assert.Equal(0.8, report["accuracy"].Value, 1e-15);
        Assert.Equal((0.875 + 0.5) / 2, report["balancedAccuracy"].Value, 1e-15);
        Assert.Equal((0.875 + 0.5) / 2, report["macroF1"].Value, 1e-15);
        Assert.Equal((0.875 * 0.8) + (0.5 * 0.2), report["weightedF1"].Value, 1e-15);
        Assert.Equal(0.375, report["matthewsCorrelation"].Value, 1e-15);
        Assert.Equal((0.8 - 0.68) / (1 - 0.68), report["cohenKappa"].Value, 1e-14);
        Assert.Equal(Math.Sqrt(0.875 * 0.5), report["geometricMean"].Value, 1e-15);
        double[] right = [0.9, 0.9, 0.9, 0.8, 0.8, 0.7, 0.7, 0.4, 0.4, 0.8];
        Assert.Equal(right.Average(p => -Math.Log(p)), report["logLoss"].Value, 1e-14);
        Assert.Equal(right.Average(p => 2 * (1 - p) * (1 - p)), report["brier"].Value, 1e-14);
        var fraud = report.Classes[1];
        Assert.Equal((2, 2), (fraud.Rows, fraud.PredictedRows));
        Assert.Equal((0.5, 0.5, 0.5, 0.875), (fraud.Precision.Value, fraud.Recall.Value, fraud.F1.Value, fraud.Specificity.Value));
        Assert.Equal(15.0 / 16, fraud.RocAuc.Value, 1e-15);
        Assert.Equal((1 + (2.0 / 3)) / 2, fraud.AveragePrecision.Value, 1e-15);
        Assert.Null(report.Cost);
    }

    [Fact]
    public void IntervalsHaveTheirMethods()
    {
        var report = PredictionFile.Evaluate(PredictionFile.Read(Ten));

        Assert.Equal((MetricInterval.Wilson(0.8, 10), "wilson"), (report["accuracy"].Interval!.Value, report["accuracy"].Method));
        Assert.Equal((MetricInterval.Wilson(0.5, 2), "wilson"), (report.Classes[1].Recall.Interval!.Value, report.Classes[1].Recall.Method));
        Assert.Equal(("bootstrap", "delong", "normal", "bootstrap"), (report["macroF1"].Method, report.Classes[1].RocAuc.Method, report["logLoss"].Method, report.Classes[1].AveragePrecision.Method));
        Assert.All(report.Measures.Concat(report.Classes.SelectMany(one => one.Measures)), measure =>
        {
            if (measure.Interval is { } interval)
            {
                Assert.InRange(measure.Value, interval.Low, interval.High);
                Assert.NotNull(measure.Method);
            }
        });
        Assert.Equal(report.Brier.Reliability - report.Brier.Resolution + report.Brier.Uncertainty + report.Brier.WithinBins, report["brier"].Value, 1e-12);
    }

    [Fact]
    public void WeightTwoIsTheRowTwice()
    {
        var lines = Ten.Split('\n');
        var twice = string.Join('\n', (string[])[lines[0], .. lines[1..^1].SelectMany((line, row) => Enumerable.Repeat(line, 1 + (row % 3)))]) + "\n";
        var weighted = string.Join('\n', (string[])["w," + lines[0], .. lines[1..^1].Select((line, row) => FormattableString.Invariant($"{1 + (row % 3)},{line}")), "0,ok,0.4,0.6,fraud"]) + "\n";
        var (expected, actual) = (PredictionFile.Evaluate(PredictionFile.Read(twice)), PredictionFile.Evaluate(PredictionFile.Read(weighted, request => request with { Weight = "w" })));

        Assert.All(expected.Measures.Where(measure => measure.Key is not "calibrationError"), measure => Assert.Equal(measure.Value, actual[measure.Key].Value, 1e-13));
        Assert.Equal(expected.Classes.SelectMany(one => one.Measures).Select(measure => measure.Value), actual.Classes.SelectMany(one => one.Measures).Select(measure => measure.Value));
        Assert.Equal("wilson", actual["accuracy"].Method);
    }

    /// <summary>Weights of 1 change no interval, whatever their unit; a share of rows of unlike weights is of as many as these are worth, (Σw)²/Σw².</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(1e99)]
    public void IntervalsFollowTheWorthOfWeights(double unit)
    {
        const string Rows = "y,probability_a,probability_b\na,0.9,0.1\na,0.8,0.2\na,0.7,0.3\nb,0.2,0.8\n";
        var plain = PredictionFile.Evaluate(PredictionFile.Read(Rows));
        var equal = Weighted(1, 1, 1, 1);
        Assert.Equal(plain["accuracy"].Interval, equal["accuracy"].Interval);
        Assert.Equal(plain.Classes.Select(one => (one.Recall.Interval, one.Precision.Interval, one.Specificity.Interval)), equal.Classes.Select(one => (one.Recall.Interval, one.Precision.Interval, one.Specificity.Interval)));

        var unlike = Weighted(1, 0, 3, 1);
        Assert.Equal(MetricInterval.Wilson(1, 25.0 / 11).Low, unlike["accuracy"].Interval!.Value.Low, 1e-14);
        Assert.Equal(MetricInterval.Wilson(1, 16.0 / 10).Low, unlike.Classes[0].Recall.Interval!.Value.Low, 1e-14);
        Assert.Equal(MetricInterval.Wilson(1, 1).Low, unlike.Classes[1].Precision.Interval!.Value.Low, 1e-14);
        Assert.Equal(MetricInterval.Wilson(1, 16.0 / 10).Low, unlike.Classes[1].Specificity.Interval!.Value.Low, 1e-14);

        EvaluationReport Weighted(params double[] weights)
        {
            var lines = Rows.TrimEnd().Split('\n');
            var text = "w," + lines[0] + "\n" + string.Concat(weights.Select((weight, row) => FormattableString.Invariant($"{weight * unit},{lines[row + 1]}\n")));
            return PredictionFile.Evaluate(PredictionFile.Read(text, request => request with { Weight = "w" }));
        }
    }

    /// <summary>Labels of classes that a model of one against the rest does not tell apart are the rest, which is noted.</summary>
    [Fact]
    public void ClassesOfTheRestCountAsTheRest()
    {
        var read = PredictionFile.Read("y,probability_other,probability_x\nx,0.1,0.9\nu,0.8,0.2\nv,0.3,0.7\nother,0.9,0.1\n");
        Assert.Equal([1, 0, 0, 0], read.Labels);
        Assert.Contains("2 rows of classes that the model does not tell apart count as 'other'", read.Notes, StringComparer.Ordinal);
        Assert.Throws<InputException>(() => PredictionFile.Read("y,probability_no,probability_x\nu,0.1,0.9\n"));
        Assert.Throws<InputException>(() => PredictionFile.Read("y,probability_other,probability_w,probability_x\nu,0.1,0.3,0.6\n"));
    }

    [Fact]
    public void CostsAreOfDecisionsAndOfWhatElseCouldBeDone()
    {
        var cost = PredictionFile.Evaluate(PredictionFile.Read(Ten), CostMatrix.OfMistakes(falseAlarm: 5, miss: 50)).Cost!;

        Assert.Equal(5.5, cost.Decided.Value, 1e-14);
        Assert.Equal("bootstrap", cost.Decided.Method);

        // From 1/11 on every row is an alert; above 0.3 both frauds and one false alarm are.
        Assert.Equal([4, 5.5, 4], cost.Alternatives.Select(one => one.Value));
        Assert.Equal("always 'fraud'", cost.Alternatives[2].Title);
        Assert.Equal((0.4, 0.5), (cost.Threshold!.Value.Threshold, cost.Threshold.Value.MeanCost));
        Assert.Null(PredictionFile.Evaluate(PredictionFile.Read("y,probability_a,probability_b,probability_c\na,1,0,0\n"), new CostMatrix(3, [0, 1, 1, 1, 0, 1, 1, 1, 0])).Cost!.Threshold);
    }

    [Theory]
    [InlineData("one class", "y,probability_a,probability_b\na,0.9,0.1\na,0.4,0.6\n")]
    [InlineData("a single row", "y,probability_a,probability_b\na,0.9,0.1\n")]
    [InlineData("a class never predicted", "y,probability_a,probability_b,predicted\na,0.9,0.1,a\nb,0.4,0.6,a\n")]
    [InlineData("equal scores", "y,probability_a,probability_b\na,0.5,0.5\nb,0.5,0.5\na,0.5,0.5\n")]
    [InlineData("certain mistakes", "y,probability_a,probability_b\na,0,1\nb,1,0\n")]
    [InlineData("a class without rows", "y,probability_a,probability_b,probability_c\na,1,0,0\nb,0,1,0\n")]
    public void EdgesHaveMeasuresAndPages(string name, string text)
    {
        var predictions = PredictionFile.Read(text);
        var report = PredictionFile.Evaluate(predictions, new CostMatrix(predictions.ClassCount, [.. Enumerable.Range(0, predictions.ClassCount * predictions.ClassCount).Select(cell => cell % (predictions.ClassCount + 1) == 0 ? 0.0 : 1)]));

        Assert.InRange(report["accuracy"].Value, 0, 1);
        Assert.True(double.IsFinite(report["logLoss"].Value), name);
        Assert.Contains("</html>", HtmlReport.Write(report, report), StringComparison.Ordinal);
    }

    [Fact]
    public void TheSeedDecides()
    {
        var predictions = PredictionFile.Read(PredictionFile.Text(["a", "b"], PredictionFile.Rows(["a", "b"], 300, 5)));
        MetricInterval Of(ulong seed, int threads) => new Evaluator(predictions, new EvaluationOptions { Seed = seed, Replicates = 100, Threads = threads }, TestContext.Current.CancellationToken).Run()["macroF1"].Interval!.Value;

        Assert.Equal(Of(1, 1), Of(1, 2));
        Assert.NotEqual(Of(1, 1), Of(2, 1));
    }
}
