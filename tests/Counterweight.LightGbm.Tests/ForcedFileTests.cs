using Counterweight.Losses.Point;
using Xunit;

namespace Counterweight.LightGbm.Tests;

/// <summary>Files that parameters name: LightGBM would pass over one that is not there, and end the process for another.</summary>
public sealed class ForcedFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("counterweight").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("forcedsplits_filename")]
    [InlineData("fs")]
    [InlineData("forced_splits_filename")]
    [InlineData("forced_splits_file")]
    [InlineData("forced_splits")]
    [InlineData("forcedbins_filename")]
    public void AFileThatCannotBeReadIsRefused(string name)
    {
        NativeLibraryHere.IsNeeded();
        var missing = Path.Combine(folder, "missing.json");
        AssertRefused(name, missing, $"parameters has {name} '{missing}'; it cannot be read: ");
        AssertRefused(name, folder, $"parameters has {name} '{folder}'; it cannot be read: ");
        AssertRefused(name, Written(""), "; it cannot be read: ");
        AssertRefused(name, Written("{"), "; it cannot be read: ");
        AssertRefused(name, Written("7"), name is "forcedbins_filename" ? "; bins must be an array, of an object a feature." : "; a split must be an object.");
    }

    [Theory]
    [InlineData("[]", "a split must be an object.")]
    [InlineData("""{"threshold": 3.5}""", "each feature must be a number from 0 to 1.")]
    [InlineData("""{"feature": -1, "threshold": 3.5}""", "each feature must be a number from 0 to 1.")]
    [InlineData("""{"feature": 2, "threshold": 3.5}""", "each feature must be a number from 0 to 1.")]
    [InlineData("""{"feature": 0.5, "threshold": 3.5}""", "each feature must be a number from 0 to 1.")]
    [InlineData("""{"feature": "0", "threshold": 3.5}""", "each feature must be a number from 0 to 1.")]
    [InlineData("""{"feature": 0}""", "a split must have a threshold, a number.")]
    [InlineData("""{"feature": 0, "threshold": "3.5"}""", "a split must have a threshold, a number.")]
    [InlineData("""{"feature": 0, "threshold": 3.5, "left": {"feature": 4294967296, "threshold": 1}}""", "each feature must be a number from 0 to 1.")]
    [InlineData("""{"feature": 0, "threshold": 3.5, "right": 3}""", "a split must be an object.")]
    public void SplitsAreOfFeaturesThatAreThere(string text, string fault)
    {
        NativeLibraryHere.IsNeeded();
        AssertRefused("forcedsplits_filename", Written(text), $"; {fault}");
    }

    [Theory]
    [InlineData("{}", "bins must be an array, of an object a feature.")]
    [InlineData("[5]", "bins must be an array, of an object a feature.")]
    [InlineData("""[{"feature": -1, "bin_upper_bound": [5]}]""", "each feature must be a number from 0 to 1.")]
    [InlineData("""[{"feature": 0, "bin_upper_bound": [5]}, {"feature": 2, "bin_upper_bound": [5]}]""", "each feature must be a number from 0 to 1.")]
    [InlineData("""[{"feature": 1}]""", "a feature must have a bin_upper_bound, an array of numbers.")]
    [InlineData("""[{"feature": 1, "bin_upper_bound": 5}]""", "a feature must have a bin_upper_bound, an array of numbers.")]
    [InlineData("""[{"feature": 1, "bin_upper_bound": ["5"]}]""", "a feature must have a bin_upper_bound, an array of numbers.")]
    public void BinsAreOfFeaturesThatAreThere(string text, string fault)
    {
        NativeLibraryHere.IsNeeded();
        AssertRefused("forcedbins_filename", Written(text), $"; {fault}");
    }

    [Fact]
    public void WhatIsForcedIsDone()
    {
        NativeLibraryHere.IsNeeded();
        (string, string)[] bins = [("forcedbins_filename", Written("""[{"feature": 1, "bin_upper_bound": [3.5]}]"""))];
        using var rows = Rows(bins);
        Assert.NotEqual(Grown(rows), Grown(rows, ("forcedsplits_filename", Written("""{"feature": 1, "threshold": 3.5}"""))));
    }

    /// <summary>Both a dataset and a booster refuse a file.</summary>
    private static void AssertRefused(string name, string path, string message)
    {
        Assert.Contains(message, Assert.Throws<ArgumentException>("parameters", () => Rows([(name, path)])).Message, StringComparison.Ordinal);
        using var rows = Rows();
        Assert.Contains(message, Assert.Throws<ArgumentException>("parameters", () => Grown(rows, (name, path))).Message, StringComparison.Ordinal);
    }

    private string Written(string text)
    {
        var path = Path.Combine(folder, Path.GetRandomFileName());
        File.WriteAllText(path, text);
        return path;
    }

    private static LightGbmDataset Rows((string Name, string Value)[]? parameters = null) =>
        LightGbmDataset.Create<double>([1, 2, 2, 4, 3, 5, 4, 1, 5, 9, 6, 2], 2, parameters: [("min_data_in_bin", "1"), ("feature_pre_filter", "false"), .. parameters ?? []]);

    private static double[] Grown(LightGbmDataset rows, params (string Name, string Value)[] parameters)
    {
        using var booster = new LightGbmBooster(rows, LightGbmObjective.Of(new BinaryCrossEntropy<float>(), new float[] { 0, 0, 0, 1, 1, 1 }), [("num_leaves", "2"), ("min_data_in_leaf", "1"), ("min_sum_hessian_in_leaf", "0"), .. parameters]);
        booster.Update();
        var scores = new double[6];
        booster.CopyScores(scores);
        return scores;
    }
}
