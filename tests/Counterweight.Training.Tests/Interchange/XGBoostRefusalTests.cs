using System.Text;
using Counterweight.Features;
using Counterweight.Training.Interchange;
using Counterweight.Traversal;
using Xunit;

namespace Counterweight.Training.Tests.Interchange;

/// <summary>What a file of XGBoost must not hold, and what it may although it is odd.</summary>
public class XGBoostRefusalTests
{
    private const string Trees = "learner.gradient_booster.model.trees";

    [Theory]
    [InlineData("\"learner\"", "\"teacher\"", "The file has no 'learner'.")]
    [InlineData("{\"learner\":", "[{\"learner\":", "This is no XGBoost model in JSON, or a damaged one: ")]
    [InlineData("\"learner_model_param\":{", "\"learner_model_param\":7,\"other\":{", "learner.learner_model_param is 7; it must be an object.")]
    [InlineData("\"num_feature\":\"2\",\"num_t", "\"num_feature\":\"0\",\"num_t", "learner.learner_model_param.num_feature is \"0\"; it must be an integer in [1, 2147483647].")]
    [InlineData("\"num_class\":\"3\",\"num_f", "\"num_class\":\"three\",\"num_f", "learner.learner_model_param.num_class is \"three\"; it must be an integer in [0, 1000000].")]
    [InlineData("\"num_class\":\"3\",\"num_f", "\"num_class\":\"2000000000\",\"num_f", "learner.learner_model_param.num_class is \"2000000000\"; it must be an integer in [0, 1000000].")]
    [InlineData("\"num_class\":\"3\",\"num_f", "\"num_class\":\"2\",\"num_f", "learner.learner_model_param.base_score has 3 values for 2 scores.")]
    [InlineData("\"num_target\":\"1\"", "\"num_target\":\"2\"", "learner.learner_model_param.num_target is 2: models of several targets are not read.")]
    [InlineData("[2.5E-1,-5E-1,1E0]", "[2.5E-1,high,1E0]", "learner.learner_model_param.base_score has 'high', from which no score of multi:softprob starts.")]
    [InlineData("[2.5E-1,-5E-1,1E0]", "NaN", "learner.learner_model_param.base_score has 'NaN', from which no score of multi:softprob starts.")]
    [InlineData("[2.5E-1,-5E-1,1E0]", "[]", "learner.learner_model_param.base_score has '', from which no score of multi:softprob starts.")]
    [InlineData("\"base_score\":\"[2.5E-1,-5E-1,1E0]\"", "\"base_score\":0.5", "learner.learner_model_param.base_score is 0.5; it must be a text.")]
    [InlineData("multi:softprob", "custom:asymmetric", "learner.objective.name is 'custom:asymmetric', which this package does not know.")]
    [InlineData("multi:softprob", "rank:ndcg", "learner.objective.name is 'rank:ndcg'; a classifier's is binary:logistic, binary:logitraw, reg:logistic, multi:softprob or multi:softmax. LoadScores reads others.")]
    [InlineData("multi:softprob", "binary:logitraw", "learner.objective.name is 'binary:logitraw', which goes with no num_class, but the model has scores of 3.")]
    [InlineData("\"feature_names\":[]", "\"feature_names\":[\"a\"]", "learner.feature_names must have 2 names and has 1.")]
    [InlineData("\"feature_names\":[]", "\"feature_names\":[\"a\",1]", "learner.feature_names[1] is 1; it must be a text.")]
    [InlineData("\"feature_names\":[]", "\"feature_names\":[\"a\",\"\\ud800\"]", "This is no XGBoost model in JSON, or a damaged one: ")]
    [InlineData("\"name\":\"gbtree\"", "\"name\":\"gblinear\"", "learner.gradient_booster.name is 'gblinear'; models of gbtree and dart are read, which have trees.")]
    [InlineData("\"tree_info\":[0,1,2]", "\"tree_info\":[0,1]", "learner.gradient_booster.model.tree_info must have 3 values and has 2.")]
    [InlineData("\"tree_info\":[0,1,2]", "\"tree_info\":[0,1,3]", "learner.gradient_booster.model.tree_info[2] is 3; it must be an integer in [0, 2].")]
    [InlineData("\"tree_info\":[0,1,2]", "\"tree_info\":[0,1,1]", "learner.gradient_booster.model.tree_info has more than 1 trees of class 1, of 3 for 3 classes; there must be as many of each.")]
    [InlineData("\"id\":2", "\"id\":1", Trees + "[2].id is 1; trees must stand in the order of their numbers.")]
    [InlineData("\"size_leaf_vector\":\"1\"", "\"size_leaf_vector\":\"3\"", Trees + "[0].tree_param.size_leaf_vector is above 1: trees of several scores (multi_output_tree) are not read.")]
    [InlineData("\"num_nodes\":\"5\"", "\"num_nodes\":\"0\"", Trees + "[0].tree_param.num_nodes is \"0\"; it must be an integer in [1, 2147483647].")]
    [InlineData("\"num_nodes\":\"5\"", "\"num_nodes\":\"2000000000\"", Trees + "[0].left_children must have 2000000000 values and has 5.")]
    [InlineData("\"default_left\":[0,", "\"default_left\":[", Trees + "[0].default_left must have 5 values and has 4.")]
    [InlineData("\"default_left\":[0,", "\"default_left\":[2,", Trees + "[0].default_left[0] is 2; it must be an integer in [0, 1].")]
    [InlineData("\"left_children\":[1,-1,3", "\"left_children\":[1,-1,5", Trees + "[0].left_children[2] is 5; it must be an integer in [-1, 4].")]
    [InlineData("\"left_children\":[1,-1,3", "\"left_children\":[1,-1,null", Trees + "[0].left_children[2] is null; it must be an integer in [-1, 4].")]
    [InlineData("\"left_children\":[1,-1,3", "\"left_children\":[1,-1,0", Trees + "[0] has 5 nodes, but left_children and right_children lead to more: a node is a child twice.")]
    [InlineData("\"right_children\":[2,-1,4", "\"right_children\":[2,-1,-1", Trees + "[0].right_children[2] is -1 of a node that has a left child.")]
    [InlineData("\"split_indices\":[0,0,1", "\"split_indices\":[0,0,2", Trees + "[0].split_indices[2] is 2; it must lie in [0, 1].")]
    [InlineData("\"split_conditions\":[5E-1", "\"split_conditions\":[NaN", Trees + "[0].split_conditions[0] is NaN, no threshold.")]
    [InlineData("\"split_conditions\":[5E-1", "\"split_conditions\":[\"0.5\"", Trees + "[0].split_conditions[0] is \"0.5\"; it must be a number.")]
    [InlineData("\"split_conditions\":[5E-1,1,", "\"split_conditions\":[5E-1,-Infinity,", Trees + "[0].split_conditions[1] is -Infinity; the value of a leaf must be finite.")]
    [InlineData("\"split_type\":[0,0,1", "\"split_type\":[1,0,1", Trees + "[0].split_type[0] is 1, but categories_nodes does not have the node.")]
    [InlineData("\"categories\":[3]", "\"categories\":[16777216]", Trees + "[0].categories[0] is 16777216; it must be an integer in [0, 16777215].")]
    [InlineData("\"categories_nodes\":[2]", "\"categories_nodes\":[5]", Trees + "[0].categories_nodes[0] is 5; it must be an integer in [0, 4].")]
    [InlineData("\"categories_segments\":[0]", "\"categories_segments\":[1]", Trees + "[0].categories_segments[0] is 1 and categories_sizes[0] 1, but there are 1 categories.")]
    [InlineData("\"categories_sizes\":[1]", "\"categories_sizes\":[]", Trees + "[0].categories_sizes must have 1 values and has 0.")]
    [InlineData("\"sum_hessian\":[4,", "\"sum_hessian\":[[4],", Trees + "[0].sum_hessian[0] is [4]; it must be a number.")]
    public void AFaultIsToldByItsPlace(string sound, string faulty, string message)
    {
        var text = XGBoostFileTests.NewestFile;
        Assert.Contains(sound, text, StringComparison.Ordinal);
        var said = Refused(Bytes(text.Replace(sound, faulty, StringComparison.Ordinal)));
        if (message.EndsWith(' '))
        {
            Assert.StartsWith(message, said, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(message, said, StringComparer.Ordinal);
        }
    }

    [Fact]
    public void OtherFormatsAreToldHowToBeSaved()
    {
        byte[] ubjson = [(byte)'{', (byte)'L', 0, 0, 0, 0, 0, 0, 0, 7, .. "learner{"u8];
        foreach (var bytes in (byte[][])[ubjson, [.. "binf"u8, 0, 0, 0, 0x3F]])
        {
            Assert.Contains("save_model(\"model.json\")", Refused(bytes), StringComparison.Ordinal);
        }

        Assert.Equal("The file is []; it must be an object.", Refused(Bytes("[]")));
        Assert.StartsWith("This is no XGBoost model in JSON", Refused([]), StringComparison.Ordinal);
        Assert.StartsWith("This is no XGBoost model in JSON", Refused(Bytes("tree\nversion=v4\n")), StringComparison.Ordinal);
        Assert.StartsWith("This is no XGBoost model in JSON", Refused(Bytes(new string('[', 100_000))), StringComparison.Ordinal);
    }

    [Fact]
    public void NamesMayLookLikeNumbersThatAreNotFinite()
    {
        var text = XGBoostFileTests.NewestFile.Replace("\"feature_names\":[]", "\"feature_names\":[\"NaN\\\"\",\"\\\\-Infinity\"]", StringComparison.Ordinal);
        Assert.Equal(["NaN\"", "\\-Infinity"], XGBoostFile.LoadClassifier(new MemoryStream(Bytes(text))).Schema.Features.Select(feature => feature.Name), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("[1,NaN,1]", "learner.gradient_booster.weight_drop[1] is NaN; it must be finite.")]
    [InlineData("[1,1]", "learner.gradient_booster.weight_drop must have 3 values and has 2.")]
    [InlineData("[1,0.5,-Infinity]", "learner.gradient_booster.weight_drop[2] is -Infinity; it must be finite.")]
    public void WeightsOfDroppedTreesAreFinite(string weights, string message) =>
        Assert.Equal(message, Refused(Bytes(Dart(weights))), StringComparer.Ordinal);

    [Fact]
    public void WeightsOfDroppedTreesMultiplyLeaves()
    {
        var model = XGBoostFile.LoadScores(new MemoryStream(Bytes(Dart("[2,0.5,0.25]")))).Model;
        Assert.Equal([0.25 + 2, -0.5 + (0.5 * 11), 1 + (0.25 * 21)], XGBoostCases.Scores(model, TestData.Create(2, 2, [0, 0], [0])));
    }

    [Theory]
    [InlineData("[1,6,2]", false)]
    [InlineData("[0,90,0]", false)]
    [InlineData("[1]", false)]
    [InlineData("[1,7,0]", true)]
    [InlineData("[2,0,3]", true)]
    public void OldFilesOfRawScoresAreRefused(string version, bool isRead)
    {
        var text = XGBoostFileTests.NewestFile.Replace("[3,1,0]", version, StringComparison.Ordinal).Replace("multi:softprob", "binary:logitraw", StringComparison.Ordinal)
            .Replace("\"num_class\":\"3\",\"num_f", "\"num_class\":\"0\",\"num_f", StringComparison.Ordinal).Replace("[0,1,2]", "[0,0,0]", StringComparison.Ordinal).Replace("[2.5E-1,-5E-1,1E0]", "3E-1", StringComparison.Ordinal);
        if (isRead)
        {
            Assert.Equal([(double)0.3f], XGBoostFile.LoadClassifier(new MemoryStream(Bytes(text))).Model.Model.InitialScores.ToArray());
            return;
        }

        Assert.Equal("The file is of a version before 1.7 and of binary:logitraw, whose base_score meant something else then.", Refused(Bytes(text)), StringComparer.Ordinal);
    }

    [Fact]
    public void ThresholdsMayBeInfinite()
    {
        foreach (var (threshold, leaf) in ((string, double[])[])[("Infinity", [1, 1, 1, 1, 2, 2]), ("-Infinity", [2, 2, 2, 2, 2, 2]), ("1e999", [1, 1, 1, 1, 2, 2])])
        {
            foreach (var missing in (string[])["0", "true"])
            {
                var text = OneTree("[1,-1,-1]", "[2,-1,-1]", "[" + threshold + ",1,2]", "[0,0,0]").Replace("\"default_left\":[0,", "\"default_left\":[" + missing + ",", StringComparison.Ordinal);
                var model = XGBoostFile.LoadScores(new MemoryStream(Bytes(text))).Model;
                double[] values = [double.NegativeInfinity, double.MinValue, 0, float.MaxValue, double.MaxValue, double.PositiveInfinity, double.NaN];
                var leaves = new int[values.Length];
                new PackedTrees<double>(model.Nodes, 1).FindLeaves(FeatureMatrix.Create<double>(values, values.Length, 1), leaves);
                Assert.Equal([.. leaf, missing is "0" ? 2 : 1], leaves.Select(node => model.Values[node]));
            }
        }
    }

    [Fact]
    public void AChainOfNodesIsNoRecursion()
    {
        const int Splits = 100_000;
        int[] lefts = [.. Enumerable.Range(0, Splits).SelectMany(i => (int[])[(2 * i) + 1, -1]), -1];
        int[] rights = [.. lefts.Select(left => left < 0 ? -1 : left + 1)];
        var conditions = Enumerable.Range(0, lefts.Length).Select(node => node % 2 == 1 || node == lefts.Length - 1 ? node % 1000 : node / 2);
        var model = XGBoostFile.LoadScores(new MemoryStream(Bytes(OneTree(List(lefts), List(rights), List(conditions), List(new int[lefts.Length]))))).Model;
        Assert.Equal(lefts.Length, model.Nodes.Length);
        Assert.Equal([1, 201, 0], XGBoostCases.Scores(model, TestData.Create(1, 2, [-1, 99.5, Splits], new int[3])));
    }

    [Fact]
    public void CategoriesTakeNoMoreMemoryThanThereIs()
    {
        const int Splits = 65;
        int[] lefts = [.. Enumerable.Range(0, Splits).SelectMany(i => (int[])[(2 * i) + 1, -1]), -1];
        int[] rights = [.. lefts.Select(left => left < 0 ? -1 : left + 1)];
        var text = OneTree(List(lefts), List(rights), List(new int[lefts.Length]), List(lefts.Select(left => left < 0 ? 0 : 1))).Replace(
            "\"id\":0",
            "\"categories\":" + List(Enumerable.Repeat(16777215, Splits)) + ",\"categories_nodes\":" + List(Enumerable.Range(0, Splits).Select(i => 2 * i))
            + ",\"categories_segments\":" + List(Enumerable.Range(0, Splits)) + ",\"categories_sizes\":" + List(Enumerable.Repeat(1, Splits)),
            StringComparison.Ordinal);
        Assert.Equal(
            Trees + "[0].split_type[126] is 1, and the categories of the model up to it take more than 16777216 words of 64 bits.",
            Refused(Bytes(text)),
            StringComparer.Ordinal);
    }

    [Fact]
    public void WhateverIsDamagedIsReadOrRefused()
    {
        var whole = Bytes(XGBoostFileTests.NewestFile);
        for (var length = 0; length < whole.Length; length += 29)
        {
            Refused(whole[..length]);
        }

        var random = new Random(3);
        for (var i = 0; i < 3000; i++)
        {
            byte[] damaged = [.. whole];
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                damaged[random.Next(damaged.Length)] = "0123456789-,.:[]{}\"eN\\\0é"u8[random.Next(25)];
            }

            var exception = Record.Exception(() => XGBoostCases.Scores(XGBoostFile.LoadScores(new MemoryStream(damaged)).Model, TestData.Create(2, 2, [0, 1], [0])));
            Assert.True(exception is null or InvalidDataException || exception.Message.Contains("features", StringComparison.Ordinal), exception?.ToString());
        }
    }

    private static string Refused(byte[] bytes) => Assert.Throws<InvalidDataException>(() => XGBoostFile.LoadClassifier(new MemoryStream(bytes))).Message;

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string List(IEnumerable<int> numbers) => "[" + string.Join(',', numbers) + "]";

    private static string Dart(string weights) => XGBoostFileTests.NewestFile
        .Replace("\"gradient_booster\":{", "\"gradient_booster\":{\"weight_drop\":" + weights + ",\"gbtree\":{", StringComparison.Ordinal)
        .Replace("\"name\":\"gbtree\"", "\"name\":\"gbtree\"},\"name\":\"dart\"", StringComparison.Ordinal);

    /// <summary>A file of one score and one tree of one feature, without what need not be there.</summary>
    private static string OneTree(string lefts, string rights, string conditions, string kinds)
    {
        var count = lefts.Count(letter => letter == ',') + 1;
        return "{\"learner\":{\"gradient_booster\":{\"name\":\"gbtree\",\"model\":{\"tree_info\":[0],\"trees\":[{\"id\":0,\"default_left\":" + List(new int[count])
            + ",\"left_children\":" + lefts + ",\"right_children\":" + rights + ",\"split_conditions\":" + conditions + ",\"split_indices\":" + List(new int[count])
            + ",\"split_type\":" + kinds + ",\"tree_param\":{\"num_nodes\":" + FormattableString.Invariant($"{count}")
            + "}}]}},\"learner_model_param\":{\"base_score\":\"0\",\"num_class\":0,\"num_feature\":1},\"objective\":{\"name\":\"reg:squarederror\"}},\"version\":[1,0,0]}";
    }
}
