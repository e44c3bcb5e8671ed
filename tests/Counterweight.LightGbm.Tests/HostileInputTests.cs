using System.Text;
using Counterweight.Losses.Point;
using Counterweight.Losses.Softmax;
using Counterweight.Training.Data;
using Counterweight.Training.Interchange;
using Xunit;

namespace Counterweight.LightGbm.Tests;

/// <summary>What LightGBM would answer with a wrong model or the end of the process.</summary>
public sealed class HostileInputTests
{
    private static readonly float[] Targets = [0, 0, 0, 1, 1, 1];

    private static readonly (string Name, string Value)[] Bins = [("min_data_in_bin", "1")];

    [Fact]
    public void AReferenceThatIsFreedIsRefused()
    {
        NativeLibraryHere.IsNeeded();
        var reference = Rows();
        reference.Dispose();
        reference.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Rows(reference: reference));
        Assert.Throws<ObjectDisposedException>(() => Booster(reference));
    }

    [Fact]
    public void LinearTreesNeedTheValuesInTheDataset()
    {
        NativeLibraryHere.IsNeeded();
        using var bins = Rows();
        foreach (var (name, value) in new[] { ("linear_tree", "true"), ("linear_trees", "+"), ("linear_tree", "TRUE") })
        {
            Assert.StartsWith("parameters has linear_tree; ", Assert.Throws<ArgumentException>("parameters", () => Booster(bins, (name, value))).Message, StringComparison.Ordinal);
        }

        using var values = Rows([("linear_tree", "true")]);
        using var more = Rows(reference: values);
        using var booster = Booster(more, ("linear_trees", "true"));
        booster.Update();
        Assert.Equal(1, booster.RoundCount);
        Booster(bins, ("linear_tree", "false")).Dispose();
    }

    [Theory]
    [InlineData("[0,2]", "2")]
    [InlineData("[0],[4294967296]", "4294967296")]
    [InlineData("[-1]", "-1")]
    [InlineData("[x]", "x")]
    public void ConstraintsAreOfFeaturesThatAreThere(string text, string feature)
    {
        NativeLibraryHere.IsNeeded();
        using var rows = Rows();
        var error = Assert.Throws<ArgumentException>("parameters", () => Booster(rows, ("interaction_constraints", text)));
        Assert.StartsWith($"parameters has interaction_constraints with the feature '{feature}'; it must be a number from 0 to 1.", error.Message, StringComparison.Ordinal);
        using var booster = Booster(rows, ("interaction_constraints", "[0,1],[1]"));
        booster.Update();
        Assert.Equal(1, booster.RoundCount);
    }

    [Theory]
    [InlineData("boosting")]
    [InlineData("boosting_type")]
    [InlineData("boost")]
    public void TreesThatAreDroppedAreRefused(string name)
    {
        NativeLibraryHere.IsNeeded();
        using var rows = Rows();
        Assert.StartsWith("parameters has boosting=dart; ", Assert.Throws<ArgumentException>("parameters", () => Booster(rows, (name, "dart"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MoreScoresThanAnArrayHoldsAreRefused()
    {
        var error = Assert.Throws<ArgumentException>("labels", () => LightGbmObjective.OfClasses(new SoftmaxCrossEntropy<float>(), 65_536, new int[65_536]));
        Assert.StartsWith("labels has 65536 rows; with 65536 classes that are 4294967296 scores", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileWithHardNamesIsRead()
    {
        NativeLibraryHere.IsNeeded();
        var data = new Dataset(["", "größe\0 in:m", "größe__in_m"], ["no", "yes"], [.. Enumerable.Range(0, 18).Select(place => (double)place)], [0, 0, 0, 1, 1, 1]);
        using var rows = LightGbmDataset.Create(data, [("min_data_in_bin", "1")]);
        using var booster = Booster(rows);
        booster.Update();
        using var file = new MemoryStream();
        booster.Save(file);
        file.Position = 0;
        Assert.Equal("Column_0 größe__in_m größe__in_m_1", string.Join(' ', LightGbmFile.LoadScores(file).Schema.Features.Select(feature => feature.Name)));
    }

    [Fact]
    public void CategoriesByAnotherNameStay()
    {
        NativeLibraryHere.IsNeeded();
        var data = new Dataset(["x", "y"], ["no", "yes"], [0, 0, 0, 1, 1, 1, 5, 6, 5, 6, 5, 6], [0, 0, 0, 1, 1, 1]).WithCategories([["a", "b"], null]);
        using var rows = LightGbmDataset.Create(data, [("cat_feature", "1"), ("feature_pre_filter", "false"), .. Bins]);
        using var booster = Booster(rows);
        using var file = new MemoryStream();
        booster.Save(file);
        var line = Encoding.UTF8.GetString(file.ToArray()).Split('\n').Single(text => text.StartsWith("feature_infos=", StringComparison.Ordinal));
        Assert.Equal("feature_infos=[0:1] -1:5:6", line);
    }

    private static LightGbmDataset Rows((string Name, string Value)[]? parameters = null, LightGbmDataset? reference = null) =>
        LightGbmDataset.Create<double>([1, 2, 2, 4, 3, 5, 4, 1, 5, 9, 6, 2], 2, parameters: [.. Bins, .. parameters ?? []], reference: reference);

    private static LightGbmBooster Booster(LightGbmDataset rows, params (string Name, string Value)[] parameters) =>
        new(rows, LightGbmObjective.Of(new BinaryCrossEntropy<float>(), Targets), [("min_data_in_leaf", "1"), ("min_sum_hessian_in_leaf", "0"), .. parameters]);
}
