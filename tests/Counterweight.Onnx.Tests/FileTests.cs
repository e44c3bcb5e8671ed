using System.Text.Json;
using Counterweight.Onnx.Graphs;
using Counterweight.Training;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Models;
using Counterweight.Training.Tests;
using Counterweight.Training.Trees;
using Counterweight.Traversal;
using Microsoft.ML.OnnxRuntime;
using Xunit;

namespace Counterweight.Onnx.Tests;

/// <summary>What a file is called by, what it keeps, and what is refused.</summary>
public sealed class FileTests
{
    [Fact]
    public void TheFileNamesItsInputsAndOutputs()
    {
        var (model, rows) = OnnxModels.Get("tree, categories");
        using var matrix = new InferenceSession(OnnxAnswers.Saved(model, ModelSchema.Of(rows), new() { ElementType = OnnxElementType.Floats }));
        Assert.Equal(["features"], matrix.InputNames);
        Assert.Equal(["label", "probabilities"], matrix.OutputNames);
        Assert.Equal((typeof(float), "rows", 4), (matrix.InputMetadata["features"].ElementType, matrix.InputMetadata["features"].SymbolicDimensions[0], matrix.InputMetadata["features"].Dimensions[1]));
        Assert.Equal((typeof(string), 1), (matrix.OutputMetadata["label"].ElementType, matrix.OutputMetadata["label"].Dimensions.Length));
        Assert.Equal((typeof(float), 3), (matrix.OutputMetadata["probabilities"].ElementType, matrix.OutputMetadata["probabilities"].Dimensions[1]));

        using var columns = new InferenceSession(OnnxAnswers.Saved(model, ModelSchema.Of(rows), new() { Inputs = OnnxInputs.Columns }));
        Assert.Equal(["large", "number", "small", "count"], columns.InputNames);
        Assert.Equal([typeof(string), typeof(double), typeof(string), typeof(double)], columns.InputNames.Select(name => columns.InputMetadata[name].ElementType));

        using var numbers = new InferenceSession(OnnxAnswers.Saved(OnnxModels.Get("regression").Model));
        Assert.Equal(["prediction"], numbers.OutputNames);
    }

    [Fact]
    public void NamesThatAreTakenGetANumber()
    {
        var (model, rows) = OnnxModels.Get("boosting");
        var schema = new ModelSchema([.. ((string[])["", "label", "probabilities", "miss_cost", "a", "a", "trees", "feature_0"]).Select(name => new FeatureSchema(name))], ["0", "1"]);
        var options = new OnnxOptions { Inputs = OnnxInputs.Columns };
        using var session = new InferenceSession(OnnxAnswers.Saved(model, schema, options));
        Assert.Equal(["feature_0", "label_1", "probabilities_1", "miss_cost_1", "a", "a_1", "trees", "feature_0_1"], session.InputNames);
        Assert.Equal(OnnxAnswers.Of(model, rows).Numbers, OnnxAnswers.Run(session, rows, schema, options).Numbers);
        Assert.Equal(session.InputNames, JsonSerializer.Deserialize<string[]>(session.ModelMetadata.CustomMetadataMap["counterweight.inputs"]));
    }

    [Fact]
    public void TheFileKeepsNamesAndMetadata()
    {
        var (model, rows) = OnnxModels.Get("tree, categories");
        var schema = ModelSchema.Of(rows).WithMetadata([new("own", "text"), new("counterweight.label", "told otherwise")]);
        using var session = new InferenceSession(OnnxAnswers.Saved(model, schema, new() { Decision = OnnxDecision.MostProbable }));
        var kept = session.ModelMetadata.CustomMetadataMap;
        Assert.Equal(("Counterweight", "text", "told otherwise"), (session.ModelMetadata.ProducerName, kept["own"], kept["counterweight.label"]));
        Assert.Equal(("DecisionTreeClassifier", """["low","mid","high"]"""), (kept["counterweight.model"], kept["counterweight.classes"]));
        Assert.EndsWith("""{"name":"number"},{"name":"small","categories":["a","b","c"]},{"name":"count"}]""", kept["counterweight.features"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sigmoids", "CalibratedClassifier(Sigmoid, GradientBoostingClassifier)")]
    [InlineData("corrected boosting", "PriorCorrectedClassifier(GradientBoostingClassifier)")]
    public void TheFileSaysWhatItIsOf(string name, string expected)
    {
        using var session = new InferenceSession(OnnxAnswers.Saved(OnnxModels.Get(name).Model, null, new() { Decision = OnnxDecision.AtLeast(1, 0.25) }));
        Assert.Equal((expected, "class 1 from a probability of 0.25 on"), (session.ModelMetadata.CustomMetadataMap["counterweight.model"], session.ModelMetadata.CustomMetadataMap["counterweight.label"]));
    }

    [Fact]
    public void TheSameModelWritesTheSameBytesAndAPathAsAStream()
    {
        var (model, rows) = OnnxModels.Get("forest");
        var bytes = OnnxAnswers.Saved(model, ModelSchema.Of(rows));
        Assert.Equal(bytes, OnnxAnswers.Saved(model, ModelSchema.Of(rows)));
        var folder = Directory.CreateTempSubdirectory("counterweight-onnx-");
        try
        {
            var path = Path.Combine(folder.FullName, "forest.onnx");
            OnnxFile.Save(model, path, ModelSchema.Of(rows));
            Assert.Equal(bytes, File.ReadAllBytes(path));

            // What is refused leaves the file as it was, and nothing beside it.
            Assert.Throws<ArgumentException>(() => OnnxFile.Save(model, path, new ModelSchema([], ["one"])));
            Assert.Equal(bytes, File.ReadAllBytes(path));
            Assert.Single(folder.GetFiles());
            Assert.Throws<UnauthorizedAccessException>(() => OnnxFile.Save(model, folder.FullName));
            Assert.Throws<UnauthorizedAccessException>(() => OnnxFile.Save(model, folder.CreateSubdirectory("empty").FullName));
            Assert.ThrowsAny<IOException>(() => OnnxFile.Save(model, Path.Combine(folder.FullName, "nowhere", "forest.onnx")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void WhatCannotBeWrittenIsRefusedByName()
    {
        var (model, rows) = OnnxModels.Get("boosting");
        var (classes, _) = OnnxModels.Get("tree");
        var (regression, _) = OnnxModels.Get("regression");
        AssertRefused("model.Classifier.Classifier is a Constant; ONNX files are written of models of this library and of their combinations.", new PriorCorrectedClassifier(new PriorCorrectedClassifier(new Constant(), [1, 1]), [1, 1]));
        AssertRefused("schema.Classes has 1 elements for 2 classes.", model, new ModelSchema([], ["one"]));
        AssertRefused("Decision is about two classes and the model has 6.", classes, options: new() { Decision = OnnxDecision.AtLeast(1, 0.5) });
        AssertRefused("Decision is about two classes and the model has 0.", regression, options: new() { Decision = OnnxDecision.LeastExpectedCostOfRows(1, 0.5) });
        AssertRefused("Decision has costs of 2 classes and the model has 6.", classes, options: new() { Decision = OnnxDecision.LeastExpectedCost(CostMatrix2()) });
        AssertRefused("ElementType is 7; it must be a value of OnnxElementType.", model, options: new() { ElementType = (OnnxElementType)7 });
        AssertRefused("Inputs is 7; it must be a value of OnnxInputs.", model, options: new() { Inputs = (OnnxInputs)7 });
        AssertRefused("Decision is null; it must be one of OnnxDecision.", model, options: new() { Decision = null! });
        Assert.Throws<ArgumentNullException>("model", () => OnnxFile.Save(null!, Stream.Null));
        Assert.Throws<ArgumentNullException>("destination", () => OnnxFile.Save(model, (Stream)null!));
        Assert.Throws<ArgumentException>("path", () => OnnxFile.Save(model, ""));
        using var readable = new MemoryStream([], writable: false);
        Assert.StartsWith("destination cannot be written: ", Assert.Throws<ArgumentException>("destination", () => OnnxFile.Save(model, readable)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>("tuned", () => OnnxFile.DecisionOf(null!));
        Assert.Equal(8, rows.FeatureCount);
    }

    [Fact]
    public void NumbersOfADecisionAreInTheirRange()
    {
        AssertOutOfRange("positiveClass is 2; it must be in [0, 2).", () => OnnxDecision.AtLeast(2, 0.5));
        AssertOutOfRange("threshold is NaN; it must be at least 0.", () => OnnxDecision.AtLeast(1, double.NaN));
        AssertOutOfRange("positiveClass is -1; it must be in [0, 2).", () => OnnxDecision.LeastExpectedCostOfRows(-1, 1));
        AssertOutOfRange("falseAlarmCost is -1; it must be in [0, 1E+290].", () => OnnxDecision.LeastExpectedCostOfRows(1, -1));
        AssertOutOfRange("positiveClass is 2; it must be in [0, 2).", () => OnnxDecision.ShareOfCost(2, 1, 1, 1));
        AssertOutOfRange("falseAlarmCost is 1E+291; it must be in [0, 1E+290].", () => OnnxDecision.ShareOfCost(1, 1e291, 1, 1));
        AssertOutOfRange("missCost is NaN; it must be in [0, 1E+290].", () => OnnxDecision.ShareOfCost(1, 1, double.NaN, 1));
        AssertOutOfRange("threshold is -0.5; it must be at least 0.", () => OnnxDecision.ShareOfCost(1, 1, 1, -0.5));
        Assert.Throws<ArgumentNullException>("costs", () => OnnxDecision.LeastExpectedCost(null!));
    }

    [Fact]
    public void AFileOf2GiBIsRefused()
    {
        var graph = new GraphBuilder();
        graph.Count(GraphBuilder.GreatestSize);
        Assert.StartsWith("The model takes more than 2 GiB as ONNX", Assert.Throws<ArgumentException>("model", () => graph.Number("one", 1)).Message, StringComparison.Ordinal);
        var numbers = new GraphBuilder();
        numbers.Numbers("values", new double[1000], 1000);
        Assert.Throws<ArgumentException>(() => numbers.Count(GraphBuilder.GreatestSize - 8000));
    }

    /// <summary>Rows of one value, of two classes in turn, make a tree as deep as they are many.</summary>
    [Fact]
    public void ADeepTreeIsWrittenAndRead()
    {
        const int Count = 400;
        var data = TestData.Create(1, 2, [.. Enumerable.Range(0, Count).Select(row => Math.Pow(1.1, row))], [.. Enumerable.Range(0, Count).Select(row => row % 2)]);
        var model = DecisionTreeClassifier.Fit(data, new() { Search = SplitSearchMethod.Exact });
        Assert.True(model.Depth > 100);
        Assert.Equal(data.Labels.ToArray().Select(label => (long)label), OnnxAnswers.Of(model, data).Labels);
    }

    /// <summary>Deeper still, the process that reads it would run out of stack.</summary>
    [Fact]
    public void ATreeThatIsTooDeepIsRefused()
    {
        Assert.Equal([0.0, 1, 1], TreeTables.Run(Chain(TreeTable.GreatestDepth), [-1, 0.5, 2000]).Select(value => value > 0 ? 1.0 : 0));
        Assert.StartsWith("A tree of the model is more than 1000 splits deep", Assert.Throws<ArgumentException>("model", () => Chain(TreeTable.GreatestDepth + 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ASearchCountsTheKnotsThatAreAtMostAValue()
    {
        foreach (var count in (int[])[1, 2, 7, 100])
        {
            double[] knots = [.. Enumerable.Range(0, count).Select(knot => knot * 0.1)];
            double[] values = [.. knots, .. knots.Select(Math.BitIncrement), .. knots.Select(Math.BitDecrement), -1, 1000];
            var table = new TreeTable();
            table.AddSearch(knots);
            Assert.Equal(values.Select(value => (double)knots.Count(knot => knot <= value)), TreeTables.Run(table, values));
        }
    }

    [Fact]
    public void ASetOfNoCategoryIsASplitToo()
    {
        var sets = new CategorySetList();
        var (none, all, some) = (sets.Add([], []), sets.Add([], [], others: true), sets.Add([1, 130], [true, false], others: true));
        foreach (var (set, missingGoesLeft) in ((int, bool)[])[(none, false), (none, true), (all, false), (all, true), (some, true), (some, false)])
        {
            TreeSplit[] nodes = [new(0, 0, missingGoesLeft, 1, set), TreeSplit.Leaf, TreeSplit.Leaf];
            var table = new TreeTable();
            table.Add(new SplitTree(nodes, sets.Words.ToArray(), 0), node => new(0, node));
            double[] values = [0, 1, 2, 130, 131, -1, 1e9, double.NaN];
            Assert.Equal(values.Select(value => double.IsNaN(value) ? (missingGoesLeft ? 1.0 : 2) : sets.Contains(set, value) ? 1 : 2), TreeTables.Run(table, values));
        }
    }

    private static TreeTable Chain(int depth)
    {
        var nodes = new TreeSplit[(2 * depth) + 1];
        Array.Fill(nodes, TreeSplit.Leaf);
        for (var split = 0; split < depth; split++)
        {
            nodes[2 * split] = new(0, split, MissingGoesLeft: false, (2 * split) + 1, -1);
        }

        var table = new TreeTable();
        table.Add(new SplitTree(nodes, [], 0), node => new(0, node == 1 ? 0 : 1));
        return table;
    }

    private static Counterweight.Decisions.CostMatrix CostMatrix2() => Counterweight.Decisions.CostMatrix.OfMistakes(1, 1);

    private static void AssertRefused(string message, ISavedModel model, ModelSchema? schema = null, OnnxOptions? options = null)
    {
        using var stream = new MemoryStream();
        Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(() => OnnxFile.Save(model, stream, schema, options)).Message, StringComparison.Ordinal);
        Assert.Equal(0, stream.Length);
    }

    private static void AssertOutOfRange(string message, Func<object> make) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(make).Message, StringComparison.Ordinal);

    private sealed class Constant : IProbabilisticClassifier
    {
        public int ClassCount => 2;

        public int FeatureCount => 1;

        public void Predict(Dataset data, Span<int> destination, int degreeOfParallelism = 1) => destination.Clear();

        public void PredictProbabilities(Dataset data, Span<double> destination, int degreeOfParallelism = 1) => destination.Fill(0.5);
    }
}
