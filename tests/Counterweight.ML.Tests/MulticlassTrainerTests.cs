using Counterweight.Training;
using Counterweight.Training.Data;
using Microsoft.ML;
using Microsoft.ML.Data;
using Xunit;

namespace Counterweight.ML.Tests;

/// <summary>Trainers of several classes in pipelines.</summary>
public sealed class MulticlassTrainerTests
{
    public static TheoryData<string> Names => ["boosting", "forest", "extra", "tree", "logistic", "adaboost", "easy"];

    private static ClassifierEstimator Trainer(MLContext context, string name)
    {
        var trainers = context.MulticlassClassification.Trainers;
        return name switch
        {
            "boosting" => trainers.GradientBoosting(options: new() { Rounds = 10 }),
            "forest" => trainers.RandomForest(options: new() { TreeCount = 10 }),
            "extra" => trainers.ExtraTrees(options: new() { TreeCount = 10 }),
            "tree" => trainers.DecisionTree(options: new() { MaxDepth = 6 }),
            "logistic" => trainers.LogisticRegression(),
            "adaboost" => trainers.AdaBoost(options: new() { Rounds = 10, Tree = new() { MaxDepth = 3 } }),
            "easy" => trainers.EasyEnsemble(options: new() { BagCount = 3, Boosting = new() { Tree = new() { MaxDepth = 3 } } }),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ScoresAreTheProbabilitiesAndKeysKeepTheirNames(string name)
    {
        var context = Views.Context();
        var view = Views.Glass(context);
        var pipeline = context.Transforms.Conversion.MapValueToKey("Label", "Type").Append(Trainer(context, name)).Append(context.Transforms.Conversion.MapKeyToValue("Answer", "PredictedLabel"));
        var fitted = pipeline.Fit(view);
        var scored = fitted.Transform(view);
        var model = fitted.OfType<ClassifierTransformer>().Single();

        float[][] rows = Views.Column<float[]>(view, "Features");
        var data = new Dataset([.. Enumerable.Range(0, 9).Select(feature => $"{feature}")], model.Schema.Classes, [.. Enumerable.Range(0, 9).SelectMany(feature => rows.Select(row => row[feature]))], new int[rows.Length]);
        var expected = new double[6 * rows.Length];
        model.Classifier.PredictProbabilities(data, expected);
        var answers = new int[rows.Length];
        model.Classifier.Predict(data, answers);

        Assert.Equal(["1", "2", "3", "5", "6", "7"], model.Schema.Classes, StringComparer.Ordinal);
        Assert.Equal(6, ((VectorDataViewType)scored.Schema["Score"].Type).Size);
        Assert.Equal(Array.ConvertAll(expected, probability => (float)probability), Views.Column<float[]>(scored, "Score").SelectMany(score => score));
        Assert.Equal(answers.Select(answer => model.Schema.Classes[answer]), Views.Column<string>(scored, "Answer"), StringComparer.Ordinal);

        var metrics = context.MulticlassClassification.Evaluate(scored);
        Assert.InRange(metrics.MacroAccuracy, 0.5, 1);
        Assert.Equal(metrics.MacroAccuracy, context.MulticlassClassification.EvaluateImbalanced(scored).BalancedAccuracy, 1e-9);
    }

    [Fact]
    public void NumbersOfClassesComeBackAsNumbers()
    {
        var context = Views.Context();
        Numbered[] rows = [.. Enumerable.Range(0, 90).Select(row => new Numbered { Features = [row % 3, row], Label = row == 7 ? float.NaN : row % 3 })];
        var view = context.Data.LoadFromEnumerable(rows);
        var pipeline = context.MulticlassClassification.Trainers.DecisionTree().Append(context.Transforms.Conversion.MapKeyToValue("Answer", "PredictedLabel"));
        var scored = pipeline.Fit(view).Transform(view);

        Assert.Equal(rows.Select((_, row) => (float)(row % 3)), Views.Column<float>(scored, "Answer"));
        Assert.Equal(1, context.MulticlassClassification.EvaluateImbalanced(scored).BalancedAccuracy);
    }

    [Theory]
    [InlineData(DataKind.Byte)]
    [InlineData(DataKind.UInt16)]
    [InlineData(DataKind.UInt32)]
    [InlineData(DataKind.UInt64)]
    public void KeysOfEveryTypeAreLabels(DataKind kind)
    {
        var context = Views.Context();
        var keyed = Views.KeyedGlass(context);
        var view = context.Transforms.Conversion.ConvertType("Label", "Label", kind).Fit(keyed).Transform(keyed);
        Assert.IsType<KeyDataViewType>(view.Schema["Label"].Type);
        var scored = context.MulticlassClassification.Trainers.DecisionTree().Fit(view).Transform(view);

        Assert.Equal(view.Schema["Label"].Type, scored.Schema["PredictedLabel"].Type);
        Assert.Equal(1, context.MulticlassClassification.EvaluateImbalanced(scored).BalancedAccuracy);
        var named = context.Transforms.Conversion.MapKeyToValue("Answer", "PredictedLabel").Fit(scored).Transform(scored);
        Assert.Equal(Views.Column<string>(view, "Type"), Views.Column<string>(named, "Answer"), StringComparer.Ordinal);
    }

    [Fact]
    public void KeysWithoutNamesAreNumbered()
    {
        var context = Views.Context();
        var view = context.Data.LoadFromEnumerable(Enumerable.Range(0, 30).Select(row => new Nameless { Features = [row % 3], Label = (uint)(row % 3) }).ToArray());
        var model = context.MulticlassClassification.Trainers.DecisionTree().Fit(view);

        Assert.Equal(["1", "2", "3"], model.Schema.Classes, StringComparer.Ordinal);
        Assert.Equal(view.GetColumn<uint>("Label"), model.Transform(view).GetColumn<uint>("PredictedLabel"));
    }

    private sealed class Numbered
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        public float Label { get; set; }
    }

    private sealed class Nameless
    {
        [VectorType(1)]
        public float[] Features { get; set; } = [];

        [KeyType(3)]
        public uint Label { get; set; }
    }
}
