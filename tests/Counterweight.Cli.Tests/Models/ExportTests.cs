using Counterweight.Cli.Tests.Predicting;
using Counterweight.Decisions;
using Counterweight.Onnx;
using Counterweight.Training.Boosting;
using Counterweight.Training.Interchange;
using Counterweight.Training.Models;
using Xunit;

namespace Counterweight.Cli.Tests.Models;

/// <summary>Models that export writes in other formats: the files of the library, with the decision that the model keeps.</summary>
public sealed class ExportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string train;
    private readonly string model;

    public ExportTests()
    {
        train = folder.Write("train.csv", Trips.File(0, 300));
        model = folder["late.model"];
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void TheMostProbableClassIsTheLabelByDefault()
    {
        Train();
        AssertOnnx(new());
        AssertOnnx(new() { ElementType = OnnxElementType.Floats, Inputs = OnnxInputs.Columns }, "--numbers", "floats", "--inputs", "columns");
        Assert.Equal(["late.model", "late.onnx", "train.csv"], folder.Names());
    }

    [Fact]
    public void CostsDecideAsTheyDoWherePredictDecides()
    {
        Train("--cost", "yes=5,no=2");
        AssertOnnx(new() { Decision = OnnxDecision.LeastExpectedCost(Costs("no", 2, "yes", 5)) });
    }

    [Fact]
    public void CostsOfWeightsDecideToo()
    {
        Train("--weights", "yes=6,no=2");
        AssertOnnx(new() { Decision = OnnxDecision.LeastExpectedCost(Costs("no", 1, "yes", 3)) });
    }

    [Fact]
    public void ACostColumnIsOneMoreInput()
    {
        Train("--cost-column", "share", "--cost", "no=4");
        var positive = Classes().IndexOf("yes");
        AssertOnnx(new() { Decision = OnnxDecision.LeastExpectedCostOfRows(positive, 4) });
        Assert.Contains("by one more input miss_cost, one number a row", Export("late.onnx").Output.ReplaceLineEndings(" ").Replace("  ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"threshold":0.25,"positive":"yes"}""", 0.25, false)]
    [InlineData("""{"falseAlarmCost":3,"scoreThreshold":0.25,"positive":"yes"}""", 0.25, true)]
    public void ThresholdsOfTuneDecide(string facts, double threshold, bool isShare)
    {
        Train("--cost-column", "share", "--cost", "no=4");
        var loaded = ModelFile.Load(model);
        ModelFile.Save(loaded.Model, model, loaded.Schema.WithMetadata([.. loaded.Schema.Metadata.Select(each => each.Name is "counterweight.decision" ? new(each.Name, facts) : each)]));
        var positive = Classes().IndexOf("yes");
        AssertOnnx(new() { Decision = isShare ? OnnxDecision.ShareOfCost(positive, 3, null, threshold) : OnnxDecision.AtLeast(positive, threshold) });
    }

    [Fact]
    public void LightGbmHasTheScores()
    {
        Train();
        var loaded = ModelFile.Load(model);
        Assert.Equal(0, Export("late.txt").ExitCode);
        using var stream = new MemoryStream();
        LightGbmFile.Save(loaded.Model, stream, loaded.Schema);
        Assert.Equal(stream.ToArray(), File.ReadAllBytes(folder["late.txt"]));
        Assert.Equal(0, Export("late.onnx", "--format", "lightgbm").ExitCode);
        Assert.Equal(stream.ToArray(), File.ReadAllBytes(folder["late.onnx"]));

        // Through a pipe: the file alone on standard output.
        var piped = Runner.Run("export", model, "--to", "-", "--format", "lightgbm");
        Assert.Equal((0, File.ReadAllText(folder["late.txt"])), (piped.ExitCode, piped.Output));
        Assert.Contains("LightGBM's text", piped.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ARegressionHasNumbers()
    {
        var loaded = Boosting();
        var regressor = GradientBoostingRegressor.Fit(loaded, new() { Rounds = 2 });
        ModelFile.Save(regressor, model);
        var result = Export("late.onnx");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("features in their order: 2 without names", result.Output, StringComparison.Ordinal);
        Assert.Contains("output prediction", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("decides", result.Output, StringComparison.Ordinal);
        AssertOnnx(new());
    }

    [Fact]
    public void WhatIsWrongIsToldInOneLine()
    {
        Train("--calibrate", "sigmoid");
        var name = folder["late"];
        AssertError($"--to {name}.onx: the extension is neither .onnx nor .txt; --format onnx or --format lightgbm says what to write", Export("late.onx"));
        AssertError("--numbers and the format lightgbm contradict each other: it is of ONNX", Export("late.txt", "--numbers", "floats"));
        AssertError("--inputs and the format lightgbm contradict each other: it is of ONNX", Export("late.x", "--inputs", "matrix", "--format", "lightgbm"));
        AssertError("--format 'pmml' is not one of auto, onnx, lightgbm (--help explains)", Export("late.onnx", "--format", "pmml"));
        AssertError($"{model}: model is of kind 'calibrated'; LightGBM has files of trees: boosting, prior-corrected boosting, decision trees and forests", Export("late.txt"));
        AssertError($"--to {model}: is a file that is read; give another name", Runner.Run("export", model, "--to", model, "--format", "onnx"));
        AssertError($"--to {folder["no"]}/x.onnx: there is no directory {folder["no"]}", Runner.Run("export", model, "--to", folder["no"] + "/x.onnx"));
        AssertError($"{train}: This is no model file", Runner.Run("export", train, "--to", folder["x.onnx"]));
        AssertError("Option '--to' is required. (--help explains)", Runner.Run("export", model));
        Assert.Equal(["late.model", "train.csv"], folder.Names());
    }

    private static void AssertError(string message, Counterweight.Processes.RunResult result) =>
        Assert.Equal((2, $"counterweight: {message}\n", ""), (result.ExitCode, result.Error.ReplaceLineEndings("\n"), result.Output));

    private static Counterweight.Training.Data.Dataset Boosting() =>
        Counterweight.Training.Data.Dataset.ForRegression(["a", "b"], [1.0, 2, 3, 4, 4, 3, 2, 1], [1f, 2, 3, 4]);

    private void Train(params string[] options)
    {
        var result = Runner.Run(["train", train, "--label", "late", "--ignore", "id", "--rounds", "4", "--output", model, .. options]);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
    }

    private Counterweight.Processes.RunResult Export(string name, params string[] options) => Runner.Run(["export", model, "--to", folder[name], .. options]);

    private List<string> Classes() => [.. ModelFile.Load(model).Schema.Classes];

    private CostMatrix Costs(string first, double ofFirst, string second, double ofSecond)
    {
        var classes = Classes();
        var costs = new double[4];
        costs[(classes.IndexOf(first) * 2) + classes.IndexOf(second)] = ofFirst;
        costs[(classes.IndexOf(second) * 2) + classes.IndexOf(first)] = ofSecond;
        return new(2, costs);
    }

    // The file is the library's of the same model, and so what ONNX Runtime says of it.
    private void AssertOnnx(OnnxOptions options, params string[] arguments)
    {
        var result = Export("late.onnx", arguments);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        var loaded = ModelFile.Load(model);
        using var stream = new MemoryStream();
        OnnxFile.Save(loaded.Model, stream, loaded.Schema, options);
        Assert.Equal(stream.ToArray(), File.ReadAllBytes(folder["late.onnx"]));
    }
}
