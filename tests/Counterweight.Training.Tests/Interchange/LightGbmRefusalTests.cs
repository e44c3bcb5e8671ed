using System.Text;
using Counterweight.Training.Boosting;
using Counterweight.Training.Interchange;
using Counterweight.Training.Linear;
using Counterweight.Training.Models;
using Counterweight.Training.Tests.Models.Checksums;
using Xunit;

namespace Counterweight.Training.Tests.Interchange;

/// <summary>What has no file of LightGBM, what a file must not hold, and names.</summary>
public class LightGbmRefusalTests
{
    private const string Head = "tree\nversion=v4\nnum_class=1\nnum_tree_per_iteration=1\nmax_feature_idx=1\nobjective=binary sigmoid:1\nfeature_names=a b\n\n";

    private const string Tree = "Tree=0\nnum_leaves=3\nnum_cat=1\nsplit_feature=0 1\nthreshold=0.5 0\ndecision_type=8 1\nleft_child=1 -1\nright_child=-3 -2\nleaf_value=1 2 4\ncat_boundaries=0 1\ncat_threshold=5\nis_linear=0\nshrinkage=1\n\n\n";

    private const string Tail = "end of trees\n";

    [Fact]
    public void APlainFileIsRead()
    {
        var (model, schema) = LightGbmFile.LoadClassifier(Stream(Head + Tree + Tail));
        Assert.Equal(["a", "b"], schema.Features.Select(feature => feature.Name), StringComparer.Ordinal);
        var rows = TestData.Create(2, 2, [0.5, 0.5, 0.75, double.NaN, 0.5, 2, 1, 2, 2, -1], new int[5]);
        Assert.Equal([1, 2, 4, 4, 2], LightGbmCases.Scores(model.Model, rows));
    }

    [Theory]
    [InlineData("num_leaves=3", "num_leaves=4", "Line 12: split_feature must have 3 values and has 2.")]
    [InlineData("num_leaves=3", "num_leaves=0", "Line 10: num_leaves is 0; it must lie in [1, 1073741823].")]
    [InlineData("num_leaves=3", "num_leaves=three", "Line 10: num_leaves has 'three', which is no finite whole number of its range.")]
    [InlineData("num_leaves=3\n", "", "The LightGBM model has no 'num_leaves' in the block that ends before line 21.")]
    [InlineData("split_feature=0 1", "split_feature=0 2", "Line 12: split_feature has 2; it must lie in [0, 1].")]
    [InlineData("threshold=0.5 0", "threshold=NaN 0", "Line 13: threshold has 'NaN', which is no finite number.")]
    [InlineData("threshold=0.5 0", "threshold=0.5 1", "Line 13: threshold is 1 of split 1, no number of a set of categories.")]
    [InlineData("threshold=0.5 0", "threshold=0.5 0.5", "Line 13: threshold is 0.5 of split 1, no number of a set of categories.")]
    [InlineData("decision_type=8 1", "decision_type=4 1", "Line 14: decision_type is 4 of split 0: zeros that count as missing (zero_as_missing) are not read.")]
    [InlineData("left_child=1 -1", "left_child=0 -1", "Line 10: num_leaves is 3, but left_child and right_child lead to more nodes.")]
    [InlineData("left_child=1 -1", "left_child=2 -1", "Line 15: left_child has 2; it must lie in [-3, 1].")]
    [InlineData("right_child=-3 -2", "right_child=-4 -2", "Line 16: right_child has -4; it must lie in [-3, 1].")]
    [InlineData("leaf_value=1 2 4", "leaf_value=1 2 1e999", "Line 17: leaf_value has '1e999', which is no finite number.")]
    [InlineData("cat_boundaries=0 1", "cat_boundaries=0 2", "Line 19: cat_threshold must have 2 values and has 1.")]
    [InlineData("cat_boundaries=0 1", "cat_boundaries=2 1", "Line 18: cat_boundaries has 2 and 1, between which no words lie.")]
    [InlineData("cat_threshold=5", "cat_threshold=-5", "Line 19: cat_threshold has '-5', which is no finite whole number of its range.")]
    [InlineData("is_linear=0", "is_linear=1", "Line 20: is_linear is 1: leaves with linear models are not read.")]
    [InlineData("feature_names=a b", "feature_names=a", "Line 7: feature_names must have 2 names and has 1.")]
    [InlineData("num_tree_per_iteration=1", "num_tree_per_iteration=2", "The number of trees, 1, is no multiple of num_tree_per_iteration, 2.")]
    [InlineData("tree\nversion", "# tree\nversion", "This is no LightGBM model: its first line is not 'tree'.")]
    [InlineData("end of trees", "the end of all trees, and of whatever else there was", "Line 24 is 'the end of all trees, and of whatever el…'; a tree or 'end of trees' was expected.")]
    [InlineData("end of trees", "", "The LightGBM model is truncated: 'end of trees' is missing.")]
    [InlineData("sigmoid:1", "sigmoid:2", "The objective is 'binary sigmoid:2'; a classifier's is 'binary sigmoid:1' or 'multiclass'. LoadScores reads any.")]
    public void AFaultIsToldByItsLine(string sound, string faulty, string message)
    {
        var text = Head + Tree + Tail;
        Assert.Contains(sound, text, StringComparison.Ordinal);
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => LightGbmFile.LoadClassifier(Stream(text.Replace(sound, faulty, StringComparison.Ordinal)))).Message, StringComparer.Ordinal);
    }

    [Fact]
    public void CodesEndWhereOursDo()
    {
        var words = string.Join(' ', Enumerable.Repeat("1", 1 << 20));
        var text = (Head + Tree + Tail).Replace("cat_boundaries=0 1", "cat_boundaries=0 1048576", StringComparison.Ordinal).Replace("cat_threshold=5", "cat_threshold=" + words, StringComparison.Ordinal);
        Assert.StartsWith("Line 19: cat_threshold has codes up to 33554431", Assert.Throws<InvalidDataException>(() => LightGbmFile.LoadScores(Stream(text))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ModelsWithoutTreesHaveNoFile()
    {
        using var stream = new MemoryStream();
        var linear = LogisticRegressionClassifier.Fit(TestData.BreastCancer());
        Assert.Equal("model", Assert.Throws<ArgumentException>(() => LightGbmFile.Save(linear, stream)).ParamName);
        var tree = GradientBoostingClassifier.Fit(ChecksumData.Gaps, new() { Rounds = 1 });
        Assert.Contains("class 2 no probability", Assert.Throws<ArgumentException>(() => LightGbmFile.Save(new PriorCorrectedClassifier(tree, [1, 2, 0, 1]), stream)).Message, StringComparison.Ordinal);
        Assert.Equal("schema", Assert.Throws<ArgumentException>(() => LightGbmFile.Save(tree, stream, ModelSchema.Of(ChecksumData.Numbers))).ParamName);
        Assert.Equal(0, stream.Length);
    }

    [Fact]
    public void APriorCorrectionIsInTheScores()
    {
        double[][] priors = [[3, 1], [4, 1, 2, 8]];
        foreach (var (data, trained) in ((Training.Data.Dataset[])[ChecksumData.TwoClasses, ChecksumData.Gaps]).Zip(priors))
        {
            var corrected = new PriorCorrectedClassifier(GradientBoostingClassifier.Fit(data, new() { Rounds = 2, Tree = new() { MaxLeaves = 6 } }), trained);
            var (expected, actual) = (new double[data.RowCount * data.ClassCount], new double[data.RowCount * data.ClassCount]);
            corrected.PredictProbabilities(data, expected);
            using var stream = new MemoryStream();
            LightGbmFile.Save(corrected, stream);
            LightGbmFile.LoadClassifier(new MemoryStream(stream.ToArray())).Model.PredictProbabilities(data, actual);
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-14));
        }
    }

    [Fact]
    public void NamesAreCleanAndDiffer()
    {
        var model = GradientBoostingClassifier.Fit(ChecksumData.Gaps, new() { Rounds = 1 });
        using var stream = new MemoryStream();
        LightGbmFile.Save(model, stream, new ModelSchema([new("a b"), new("a_b"), new("é,"), new(""), new("x=1")], []));
        var text = Encoding.UTF8.GetString(stream.ToArray());
        Assert.Contains("\nfeature_names=a_b a_b_1 é_ Column_3 x_1\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\r", text, StringComparison.Ordinal);
        Assert.Equal(["a_b", "a_b_1", "é_", "Column_3", "x_1"], LightGbmFile.LoadScores(new MemoryStream(stream.ToArray())).Schema.Features.Select(feature => feature.Name), StringComparer.Ordinal);
    }

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));
}
