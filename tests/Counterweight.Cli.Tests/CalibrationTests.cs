using System.Text.Json;
using Counterweight.Cli.Comparison;
using Counterweight.Cli.Fitting;
using Counterweight.Training;
using Counterweight.Training.Data;
using Xunit;

namespace Counterweight.Cli.Tests;

/// <summary>What weights, focal loss and resampling do to probabilities, and what prior correction brings back.</summary>
public class CalibrationTests
{
    [Fact]
    public void MeasuresAreThoseOfTheirDefinitions()
    {
        var calibration = new ProbabilityScores();
        calibration.Add([0.5, 0.25, 0.25, 0, 1, 0], [1, 1]);
        Assert.Equal(-Math.Log(0.25) / 2, calibration.LogLoss, 1e-15);
        Assert.Equal((0.25 + 0.5625 + 0.0625) / 2, calibration.Brier, 1e-15);

        // A certain mistake costs −ln 10⁻¹⁵, and splits count the same.
        calibration.Add([1, 0, 0], [2]);
        Assert.Equal(((-Math.Log(0.25) / 2) - Math.Log(1e-15)) / 2, calibration.LogLoss, 1e-13);
        Assert.Equal((0.4375 + 2) / 2, calibration.Brier, 1e-15);
    }

    [Fact]
    public void CorrectionTakesEvenClassesToTheirRows()
    {
        // Odds of 1 : 3 among even classes are 9 : 3 where the first has nine times as many rows.
        var train = new Dataset(["x"], ["p", "q"], [.. Enumerable.Range(0, 100)], [.. Enumerable.Range(0, 100).Select(row => row < 90 ? 0 : 1)]);
        var even = new ComparedModel(new() { Family = ModelFamily.Tree }, "over-sampled") { IsEven = true };
        var corrected = ProbabilityScores.Corrected(even, [0.25, 0.75, 0, 1], even.Fit(train, default), train);
        Assert.Equal([0.75, 0.25, 0, 1], corrected.Select(probability => Math.Round(probability, 12)));
    }

    /// <summary>What weights of one's own have moved is moved back by them, whatever the rows.</summary>
    [Fact]
    public void CorrectionUndoesAnyWeights()
    {
        var train = new Dataset(["x"], ["p", "q"], [1, 2, 3, 4], [0, 0, 0, 1]);
        var weighted = new ComparedModel(new() { Family = ModelFamily.Tree, Weighting = ClassWeighting.Custom(1, 6) }, "own");
        var corrected = ProbabilityScores.Corrected(weighted, [0.25, 0.75], weighted.Fit(train, default), train);
        Assert.Equal(2.0 / 3, corrected[0], 1e-12);
        Assert.Equal(1.0 / 3, corrected[1], 1e-12);
    }

    [Fact]
    public void AllRemediesAreSideBySide()
    {
        var result = Runner.Run("compare", Runner.DataFile("pima.csv"), "--label", "diabetes", "--seeds", "5", "--calibration", "--json");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        using var json = JsonDocument.Parse(result.Output);
        var models = json.RootElement.GetProperty("models").EnumerateArray().ToDictionary(model => $"{model.GetProperty("model")}, {model.GetProperty("weights")}", StringComparer.Ordinal);
        Assert.Equal(15, models.Count);
        string[] calibrated =
        [
            "random forest, unweighted", "random forest, balanced", "gradient boosting, unweighted", "gradient boosting, balanced", "gradient boosting, focal loss",
            "gradient boosting, over-sampled", "gradient boosting, under-sampled", "gradient boosting, SMOTE", "random forest, balanced draws",
        ];
        Assert.Equal(calibrated.Order(StringComparer.Ordinal), models.Where(model => model.Value.TryGetProperty("logLoss", out _)).Select(model => model.Key).Order(StringComparer.Ordinal));
        foreach (var name in calibrated)
        {
            var model = models[name];
            Assert.InRange(model.GetProperty("logLoss").GetDouble(), 0.4, 1.2);
            Assert.InRange(model.GetProperty("brier").GetDouble(), 0.3, 0.6);
            var needsNone = name.EndsWith("unweighted", StringComparison.Ordinal) || name.EndsWith("focal loss", StringComparison.Ordinal);
            Assert.Equal(needsNone ? JsonValueKind.Null : JsonValueKind.Number, model.GetProperty("correctedLogLoss").ValueKind);
            Assert.Equal(needsNone ? JsonValueKind.Null : JsonValueKind.Number, model.GetProperty("correctedBrier").ValueKind);
        }

        // Leaves of few rows are nearly certain, weighed or not; draws of every tree are where correction counts.
        foreach (var name in (string[])["gradient boosting, under-sampled", "random forest, balanced draws"])
        {
            Assert.True(models[name].GetProperty("correctedLogLoss").GetDouble() < models[name].GetProperty("logLoss").GetDouble());
            Assert.True(models[name].GetProperty("correctedBrier").GetDouble() < models[name].GetProperty("brier").GetDouble());
        }
    }

    [Fact]
    public void WithoutTheOptionNothingIsAdded()
    {
        var result = Runner.Run("compare", Runner.DataFile("pima.csv"), "--label", "diabetes");
        Assert.DoesNotContain("log loss", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("SMOTE", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void CategoriesAreResampledToo()
    {
        using var file = new TemporaryFile("a,color,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i * 17 % 23},{(i % 3 == 0 ? "red" : "green")},{(i < 15 ? "p" : "q")}\n")));
        var result = Runner.Run("compare", file.Path, "--label", "y", "--calibration");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.DoesNotContain("without SMOTE", result.Output, StringComparison.Ordinal);
        Assert.Contains("gradient boosting, SMOTE", result.Output, StringComparison.Ordinal);
        Assert.Contains("gradient boosting, over-sampled", result.Output, StringComparison.Ordinal);

        using var nominal = new TemporaryFile("size,color,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{(i % 4 == 0 ? "large" : "small")},{(i % 3 == 0 ? "red" : "green")},{(i < 15 ? "p" : "q")}\n")));
        result = Runner.Run("compare", nominal.Path, "--label", "y", "--calibration");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("gradient boosting, SMOTE", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void ValuesBeyondFloatsMissingOnesAndSingleRowsDoNoHarm()
    {
        // Of class r the training rows have one: it is copied.
        var rows = string.Concat(Enumerable.Range(0, 60).Select(i => $"{(i % 9 == 0 ? "" : $"{i * 17 % 23}")},5,{(i < 2 ? "r" : i < 15 ? "p" : "q")}\n"));
        using var file = new TemporaryFile("a,b,y\n" + rows);
        var result = Runner.Run("compare", file.Path, "--label", "y", "--calibration", "--keep", "all");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("gradient boosting, SMOTE", result.Output, StringComparison.Ordinal);

        using var great = new TemporaryFile("a,b,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i * 17 % 23},{i}e200,{(i < 15 ? "p" : "q")}\n")));
        result = Runner.Run("compare", great.Path, "--label", "y", "--calibration", "--keep", "all");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("without SMOTE: column 'b' has values above 1E+18", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void ANumberToPredictHasNoProbabilities()
    {
        var result = Runner.Run("compare", Runner.DataFile("glass.csv"), "--label", "RI", "--regression", "--calibration");
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains("--regression and --calibration contradict each other", result.Error, StringComparison.Ordinal);
    }
}
