using Counterweight.Training;
using Microsoft.ML;
using Microsoft.ML.Data;
using Xunit;

namespace Counterweight.ML.Tests;

/// <summary>Pipelines saved and loaded by ML.NET; <see cref="SampleTests"/> loads one in a process of its own.</summary>
public sealed class SavingTests
{
    [Theory]
    [MemberData(nameof(BinaryTrainerTests.Names), MemberType = typeof(BinaryTrainerTests))]
    public void ALoadedClassifierOfTwoClassesSaysTheSame(string name)
    {
        var context = Views.Context();
        var view = Views.Pima(context);
        var model = BinaryTrainerTests.Trainer(context, name).Fit(view);
        var (before, after) = (model.Transform(view), Reloaded(context, model, view.Schema).Transform(view));

        Assert.Equal(Described(after.Schema), Described(before.Schema), StringComparer.Ordinal);
        Assert.Equal(Views.Column<float>(before, "Score"), Views.Column<float>(after, "Score"));
        Assert.Equal(Views.Column<float>(before, "Probability"), Views.Column<float>(after, "Probability"));
        Assert.Equal(Views.Column<bool>(before, "PredictedLabel"), Views.Column<bool>(after, "PredictedLabel"));
    }

    /// <summary>Of 2 to 20 classes: vectors of scores are put together of parts of 16, 8, 4, 2 and 1.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(8)]
    [InlineData(20)]
    public void ALoadedClassifierOfSeveralClassesSaysTheSame(int classes)
    {
        var context = Views.Context();
        var random = new Random(classes);
        Point[] rows = [.. Enumerable.Range(0, 20 * classes).Select(row => new Point { Features = [row % classes, random.NextSingle()], Name = $"class {row % classes}" })];
        var view = context.Data.LoadFromEnumerable(rows);
        var pipeline = context.Transforms.Conversion.MapValueToKey("Label", "Name")
            .Append(context.MulticlassClassification.Trainers.DecisionTree())
            .Append(context.Transforms.Conversion.MapKeyToValue("Answer", "PredictedLabel"));
        var model = pipeline.Fit(view);
        var (before, after) = (model.Transform(view), Reloaded(context, model, view.Schema).Transform(view));

        Assert.Equal(Described(after.Schema), Described(before.Schema), StringComparer.Ordinal);
        Assert.Equal(Views.Column<float[]>(before, "Score"), Views.Column<float[]>(after, "Score"));
        Assert.Equal(rows.Select(row => row.Name), Views.Column<string>(after, "Answer"), StringComparer.Ordinal);
        Assert.Equal(1, context.MulticlassClassification.Evaluate(after).MacroAccuracy);
    }

    [Theory]
    [InlineData("Label")]
    [InlineData("Wide")]
    public void ALoadedClassifierOfNumberedClassesHasTheSameColumns(string label)
    {
        var context = Views.Context();
        var view = context.Data.LoadFromEnumerable(Enumerable.Range(0, 60).Select(row => new Numbered { Features = [row % 3, row], Label = row % 3, Wide = row % 3 }));
        var model = context.MulticlassClassification.Trainers.DecisionTree(label).Fit(view);

        Assert.Equal(Described(Reloaded(context, model, view.Schema).Transform(view).Schema), Described(model.Transform(view).Schema), StringComparer.Ordinal);
    }

    [Fact]
    public void APredictionEngineScoresSingleRows()
    {
        var context = Views.Context();
        var view = Views.Pima(context);
        var model = context.BinaryClassification.Trainers.GradientBoosting(options: new() { Rounds = 10 }).Fit(view);
        using var engine = context.Model.CreatePredictionEngine<BinaryRow, Answer>(model);
        using var loaded = context.Model.CreatePredictionEngine<BinaryRow, Answer>(Reloaded(context, model, view.Schema));
        float[] expected = Views.Column<float>(model.Transform(view), "Probability");

        var row = 0;
        foreach (var example in context.Data.CreateEnumerable<BinaryRow>(view, reuseRowObject: false).Take(50))
        {
            Assert.Equal(expected[row], engine.Predict(example).Probability);
            Assert.Equal(expected[row++], loaded.Predict(example).Probability);
        }
    }

    [Fact]
    public void AllStepsBehindATrainerAreSaved()
    {
        var context = Views.Context();
        var view = Views.Pima(context);
        var trainer = context.BinaryClassification.Trainers.GradientBoosting(options: new() { Rounds = 10 });
        var calibrated = trainer.OnHeldOutRows(context.BinaryClassification.Calibration(CalibrationMethod.Isotonic), numberOfFolds: 3);
        var model = context.Transforms.ClassWeights(weighting: ClassWeighting.Balanced)
            .Append(calibrated.OnHeldOutRows(context.BinaryClassification.DecisionThreshold(ThresholdChoice.LeastCost(1, 3)), numberOfFolds: 3)).Fit(view);
        var (before, after) = (model.Transform(view), Reloaded(context, model, view.Schema).Transform(view));

        foreach (var name in (string[])["Weight", "Score", "Probability"])
        {
            Assert.Equal(Views.Column<float>(before, name), Views.Column<float>(after, name));
        }

        Assert.Equal(Views.Column<bool>(before, "PredictedLabel"), Views.Column<bool>(after, "PredictedLabel"));
    }

    internal static ITransformer Reloaded(MLContext context, ITransformer model, DataViewSchema schema)
    {
        using var file = new MemoryStream();
        context.Model.Save(model, schema, file);
        file.Position = 0;
        return new MLContext(seed: 2).Model.Load(file, out _);
    }

    // Each column with its annotations and, of a key, its values.
    private static IEnumerable<string> Described(DataViewSchema schema) => schema.Select(column =>
    {
        var values = default(VBuffer<ReadOnlyMemory<char>>);
        if (column.HasKeyValues())
        {
            column.GetKeyValues(ref values);
        }

        var annotations = string.Join(' ', column.Annotations.Schema.Select(annotation => $"{annotation.Name}: {annotation.Type}"));
        return $"{column.Name}: {column.Type} ({annotations}) {string.Join(' ', values.DenseValues())}";
    });

    private sealed class Answer
    {
        public float Probability { get; set; }
    }

    private sealed class Numbered
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        public float Label { get; set; }

        public double Wide { get; set; }
    }

    private sealed class Point
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        public string Name { get; set; } = "";
    }
}
