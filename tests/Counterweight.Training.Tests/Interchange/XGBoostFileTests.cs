using System.Globalization;
using System.Text;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Interchange;
using Counterweight.Training.Models;
using Counterweight.Traversal;
using Xunit;

namespace Counterweight.Training.Tests.Interchange;

/// <summary>Files of XGBoost 1.7.4, against what it says of them; and files of other releases, by their schema.</summary>
public class XGBoostFileTests
{
    private const double SingleStep = 1.0 / (1 << 23);

    public static TheoryData<string> Names => XGBoostCases.Names;

    /// <summary>A tree; its leaves add 1, 2 and 4, and ten times its number.</summary>
    private const string NewestTree = """
        {"base_weights":[0,0,0,0,0],"categories":[3],"categories_nodes":[2],"categories_segments":[0],"categories_sizes":[1],"default_left":[0,0,0,0,0],"id":NUMBER,
        "left_children":[1,-1,3,-1,-1],"loss_changes":[1,0,1,0,0],"parents":[2147483647,0,0,2,2],"right_children":[2,-1,4,-1,-1],"split_conditions":[5E-1,VALUE1,NaN,VALUE2,VALUE4],
        "split_indices":[0,0,1,0,0],"split_type":[0,0,1,0,0],"sum_hessian":[4,2,2,1,1],"tree_param":{"num_deleted":"0","num_feature":"2","num_nodes":"5","size_leaf_vector":"1"}}
        """;

    /// <summary>The scores of release 3.1 on have starts of their own, doc/model.schema and LearnerModelParamLegacy::ToJson of src/learner.cc.</summary>
    private const string Newest = """
        {"learner":{"attributes":{},"feature_names":[],"feature_types":[],"gradient_booster":{"model":{"cats":{"enc":[],"feature_segments":[],"sorted_idx":[]},
        "gbtree_model_param":{"num_parallel_tree":"1","num_trees":"3"},"iteration_indptr":[0,3],"tree_info":[0,1,2],"trees":[TREES]},"name":"gbtree"},
        "learner_model_param":{"base_score":"[2.5E-1,-5E-1,1E0]","boost_from_average":"1","num_class":"3","num_feature":"2","num_target":"1"},
        "objective":{"name":"multi:softprob","softmax_multiclass_param":{"num_class":"3"}}},"version":[3,1,0]}
        """;

    /// <summary>The file with its three trees.</summary>
    internal static string NewestFile => Newest.Replace("TREES", string.Join(',', Enumerable.Range(0, 3).Select(Tree)), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryRowFallsIntoTheSameLeaves(string name)
    {
        var golden = new XGBoostCases(name);
        var model = XGBoostFile.LoadScores(golden.Stream).Model;
        var theirs = golden.LeafValues();
        Assert.Equal(theirs, LeafValues(model, golden));

        // As floats the rows are the same to XGBoost, and so are they here.
        Assert.Equal(XGBoostCases.Scores(model, golden.Rows), XGBoostCases.Scores(model, golden.SingleRows));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ScoresDifferByTheRoundingOfFloats(string name)
    {
        var golden = new XGBoostCases(name);
        var model = XGBoostFile.LoadScores(golden.Stream).Model;
        var (scores, values, starts) = (XGBoostCases.Scores(model, golden.Rows), LeafValues(model, golden), model.InitialScores.ToArray());
        var numbers = golden.TreeNumbers(model.OutputCount);
        Assert.Equal(golden.Margins.Length, scores.Length);
        for (var i = 0; i < scores.Length; i++)
        {
            var output = i % starts.Length;
            double[] own = [.. values[i / starts.Length].Where((_, tree) => numbers[tree] % starts.Length == output)];
            var bound = (own.Length + 2) * SingleStep * (Math.Abs(starts[output]) + own.Sum(Math.Abs)) * (golden.IsDart ? 3 : 1);
            Assert.Equal(golden.Margins[i], scores[i], bound);
            if (!golden.IsDart)
            {
                // In floats, in the order of the trees, the sum is theirs to the bit.
                Assert.Equal(golden.Margins[i], own.Aggregate((float)starts[output], (sum, value) => sum + (float)value));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ClassifiersPredictAsTheirs(string name)
    {
        var golden = new XGBoostCases(name);
        if (name is "regression" or "counts")
        {
            Assert.Contains("LoadScores reads others", Assert.Throws<InvalidDataException>(() => XGBoostFile.LoadClassifier(golden.Stream)).Message, StringComparison.Ordinal);
            return;
        }

        var (model, schema) = XGBoostFile.LoadClassifier(golden.Stream);
        var (rows, theirs) = (golden.Rows, golden.Predictions);
        var probabilities = new double[rows.RowCount * model.ClassCount];
        model.PredictProbabilities(rows, probabilities);
        switch (name)
        {
            case "four classes of parallel trees":
                Assert.Equal(theirs, TestData.Predict(model, rows).Select(label => (double)label));
                break;
            case "raw scores":
                Assert.All(theirs.Zip(probabilities.Chunk(2)), pair => Assert.Equal(pair.First, Math.Log(pair.Second[1] / pair.Second[0]), 1e-5));
                break;
            default:
                // The slope of a probability is 1/4 at most; e^x of floats adds some steps.
                var ours = model.ClassCount == 2 ? probabilities.Where((_, i) => i % 2 == 1) : probabilities;
                Assert.All(theirs.Zip(ours), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
                Assert.Equal(theirs.Length, ours.Count());
                break;
        }

        // Kept in a file of ours, they stay the same.
        var again = ModelFile.Load<GradientBoostingClassifier>(new MemoryStream(TestData.Saved(model, schema))).Model;
        Assert.Equal(XGBoostCases.Scores(model.Model, rows), XGBoostCases.Scores(again.Model, rows));
        Assert.Equal(name is "binary" ? ["age", "dose", "größe", "code"] : [], schema.Features.Select(feature => feature.Name), StringComparer.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void GainsOfFeaturesAreTheirs(string name)
    {
        var golden = new XGBoostCases(name);
        var importances = XGBoostFile.LoadScores(golden.Stream).Model.FeatureImportances();
        Assert.All(golden.Importances.Zip(importances), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    [Fact]
    public void NodesHaveFractionsOfTheHessian()
    {
        var model = XGBoostFile.LoadScores(new XGBoostCases("binary").Stream).Model;
        Assert.Equal(1, model.Statistics[0].Weight);
        Assert.Equal(model.Statistics[0].Hessian, model.Statistics[1].Hessian + model.Statistics[2].Hessian, 1e-4);
        Assert.Equal(1, model.Statistics[1].Weight + model.Statistics[2].Weight, 1e-6);
        Assert.All(model.Statistics.ToArray(), node => Assert.Equal(0, node.RowCount));
    }

    [Fact]
    public void TheNewestFormatIsRead()
    {
        var (model, schema) = XGBoostFile.LoadClassifier(new MemoryStream(Encoding.UTF8.GetBytes(NewestFile)));
        Assert.Empty(schema.Features);
        Assert.Equal([0.25, -0.5, 1], model.Model.InitialScores.ToArray());
        var rows = TestData.Create(2, 2, [0.5, BelowHalf, 1, double.NaN, 3, 3, 0, 3], new int[4]);

        // Below 0.5 to the left; of the rest and of missing values code 3 goes right, all others left. Tree t adds 10 t.
        Assert.Equal([4.25, 13.5, 25, 1.25, 10.5, 22, 2.25, 11.5, 23, 4.25, 13.5, 25], XGBoostCases.Scores(model.Model, rows));
    }

    // In floats, −ln(1/p − 1).
    [Theory]
    [InlineData("5E-1", 0)]
    [InlineData(" 2.5E-1 ", -1.0986123f)]
    [InlineData("[2.5E-1]", -1.0986123f)]
    [InlineData("[0E0]", -13.81551f)]
    [InlineData("[1E-9]", -13.81551f)]
    [InlineData("1", 13.745161f)]
    [InlineData("1E-9", -20.723267f)]
    public void TheBaseScoreIsAProbability(string score, float start)
    {
        var text = NewestFile.Replace("[2.5E-1,-5E-1,1E0]", score, StringComparison.Ordinal).Replace("\"num_class\":\"3\",\"num_f", "\"num_class\":\"0\",\"num_f", StringComparison.Ordinal)
            .Replace("[0,1,2]", "[0,0,0]", StringComparison.Ordinal).Replace("multi:softprob", "binary:logistic", StringComparison.Ordinal);
        var model = XGBoostFile.LoadClassifier(new MemoryStream(Encoding.UTF8.GetBytes(text))).Model;
        Assert.Equal(start, model.Model.InitialScores[0], Math.Abs(start) * SingleStep);
        Assert.Equal(model.Model.InitialScores[0], (float)model.Model.InitialScores[0]);
    }

    [Fact]
    public void APathIsReadAsAStreamIs()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, NewestFile, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
            Assert.Equal(3, XGBoostFile.LoadClassifier(path).Model.ClassCount);
            Assert.Equal(3, XGBoostFile.LoadScores(path).Model.OutputCount);
            Assert.Throws<FileNotFoundException>(() => XGBoostFile.LoadScores(path + "x"));
            Assert.Throws<ArgumentException>("path", () => XGBoostFile.LoadClassifier(""));
            Assert.Throws<ArgumentNullException>("source", () => XGBoostFile.LoadScores((Stream)null!));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Tree(int number) => NewestTree
        .Replace("NUMBER", Digits(number), StringComparison.Ordinal)
        .Replace("VALUE1", Digits((10 * number) + 1), StringComparison.Ordinal)
        .Replace("VALUE2", Digits((10 * number) + 2), StringComparison.Ordinal)
        .Replace("VALUE4", Digits((10 * number) + 4), StringComparison.Ordinal);

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static double BelowHalf => Math.BitDecrement((0.5 + MathF.BitDecrement(0.5f)) / 2);

    /// <summary>What the leaf of each row and tree of the file adds here.</summary>
    private static double[][] LeafValues(GradientBoostingModel model, XGBoostCases golden)
    {
        var (trees, data) = (new PackedTrees<double>(model.Nodes, model.FeatureCount, model.CategorySets), golden.Rows);
        var numbers = golden.TreeNumbers(model.OutputCount);
        int[][] leaves = [.. numbers.Select(_ => new int[data.RowCount])];
        for (var tree = 0; tree < numbers.Length; tree++)
        {
            trees.FindLeaves(data.DoubleMatrix, leaves[tree], model.Roots[numbers[tree]]);
        }

        return [.. Enumerable.Range(0, data.RowCount).Select(row => (double[])[.. leaves.Select(of => model.Values[of[row]])])];
    }
}
