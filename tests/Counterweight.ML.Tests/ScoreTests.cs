using Counterweight.Calibration;
using Counterweight.Metrics;
using Counterweight.Training;
using Microsoft.ML;
using Microsoft.ML.Data;
using Xunit;

namespace Counterweight.ML.Tests;

/// <summary>Measures, thresholds, calibrations and weights over scored views.</summary>
public sealed class ScoreTests
{
    private static readonly MLContext Context = Views.Context();

    // Four of six are right at 0.5; sorted by score the labels are 1 0 1 0 0 0.
    private static readonly Scored[] Rows =
    [
        new() { Label = true, Probability = 0.9f, Weight = 2 }, new() { Probability = 0.8f }, new() { Label = true, Probability = 0.4f },
        new() { Probability = 0.3f, Weight = 4 }, new() { Probability = 0.2f }, new() { Probability = 0.1f },
    ];

    private static IDataView View => Context.Data.LoadFromEnumerable(Rows.Select(row => row.Answered()).ToArray());

    [Fact]
    public void MeasuresAreThoseOfTheLibrary()
    {
        var metrics = Context.BinaryClassification.EvaluateImbalanced(View);
        Assert.Equal((0.625, 4.0 / 6), (metrics.BalancedAccuracy, metrics.Accuracy));
        Assert.Equal(Math.Sqrt(0.5 * 0.75), metrics.GeometricMean, 1e-12);
        Assert.Equal((7.0 / 8, (1 + (2.0 / 3)) / 2), (metrics.AreaUnderRocCurve, metrics.AreaUnderPrecisionRecallCurve));
        Assert.Equal(0.25, metrics.MatthewsCorrelation, 1e-12);
        Assert.Equal((0.5, 0.75), (metrics.Recall(1), metrics.Recall(0)));
        Assert.Equal((1, 1, 3), (metrics.ConfusionMatrix[1, 0], metrics.ConfusionMatrix[0, 1], metrics.ConfusionMatrix[0, 0]));
        Assert.Equal(Rows.Average(row => -Math.Log(row.Label ? row.Probability : 1 - (double)row.Probability)), metrics.LogLoss, 1e-7);
        Assert.Equal(Rows.Average(row => Math.Pow((row.Label ? 1 : 0) - (double)row.Probability, 2)), metrics.BrierScore, 1e-7);
        Assert.Equal(["False", "True"], metrics.ClassNames, StringComparer.Ordinal);
        Assert.Equal((0.25, 0.625), (metrics.CohenKappa, metrics.MacroF1), (a, b) => Math.Abs(a.Item1 - b.Item1) < 1e-12 && Math.Abs(a.Item2 - b.Item2) < 1e-12);

        // ML.NET's own, where it has them.
        var theirs = Context.BinaryClassification.Evaluate(View);
        Assert.Equal(theirs.AreaUnderRocCurve, metrics.AreaUnderRocCurve, 1e-9);
        Assert.Equal(theirs.Accuracy, metrics.Accuracy, 1e-9);
    }

    [Fact]
    public void WeightsCount()
    {
        var metrics = Context.BinaryClassification.EvaluateImbalanced(View, exampleWeightColumnName: "Weight");
        Assert.Equal(((2.0 / 3) + (6.0 / 7)) / 2, metrics.BalancedAccuracy, 1e-12);
        Assert.Equal(((2.0 * 7) + 6) / (3 * 7), metrics.AreaUnderRocCurve, 1e-12);
    }

    [Fact]
    public void WithoutProbabilitiesThereIsNoLogLoss()
    {
        var metrics = Context.BinaryClassification.EvaluateImbalanced(View, probabilityColumnName: "Chance");
        Assert.Equal((double.NaN, double.NaN), (metrics.LogLoss, metrics.BrierScore));
        var one = Context.BinaryClassification.EvaluateImbalanced(Context.Data.LoadFromEnumerable(Rows.Where(row => row.Label).Select(row => row.Answered()).ToArray()));
        Assert.Equal((double.NaN, double.NaN, 0.5), (one.AreaUnderRocCurve, one.AreaUnderPrecisionRecallCurve, one.BalancedAccuracy));
        Assert.Contains("Column 'PredictedLabel' is of type", Assert.Throws<ArgumentException>(() => Context.BinaryClassification.EvaluateImbalanced(
            Context.Transforms.Conversion.ConvertType("PredictedLabel", "Probability", DataKind.String).Fit(View).Transform(View))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MeasuresOfSeveralClassesAreThoseOfMlNet()
    {
        var view = Views.KeyedGlass(Context);
        var (train, test) = Context.Data.StratifiedTrainTestSplit(view, 0.4);
        var scored = Context.MulticlassClassification.Trainers.LogisticRegression().Fit(train).Transform(test);
        var (own, theirs) = (Context.MulticlassClassification.EvaluateImbalanced(scored), Context.MulticlassClassification.Evaluate(scored));
        Assert.Equal(theirs.MacroAccuracy, own.BalancedAccuracy, 1e-9);
        Assert.Equal(theirs.MicroAccuracy, own.Accuracy, 1e-9);
        Assert.Equal(theirs.LogLoss, own.LogLoss, 1e-5);
        Assert.InRange(own.AreaUnderRocCurve, 0.7, 1);
        Assert.InRange(own.AreaUnderPrecisionRecallCurve, 0.4, own.AreaUnderRocCurve);
        Assert.InRange(own.BrierScore, 0.1, 1);
        Assert.Equal(["1", "2", "3", "5", "6", "7"], own.ClassNames, StringComparer.Ordinal);
        Assert.Equal(theirs.ConfusionMatrix.Counts.SelectMany(row => row), Enumerable.Range(0, 36).Select(cell => own.ConfusionMatrix[cell / 6, cell % 6]));
    }

    public static TheoryData<string, bool[]> Choices => new()
    {
        { "fixed", [true, true, true, false, false, false] },
        { "misses", [true, true, true, false, false, false] },
        { "alarms", [true, false, false, false, false, false] },
        { "f", [true, true, true, false, false, false] },
        { "precision", [true, false, false, false, false, false] },
        { "recall", [true, true, true, false, false, false] },
        { "capacity", [true, true, false, false, false, false] },
        { "all", [true, true, true, true, true, true] },
        { "none", [false, false, false, false, false, false] },
    };

    [Theory]
    [MemberData(nameof(Choices))]
    public void AThresholdAnswers(string name, bool[] answers)
    {
        var choice = name switch
        {
            // The score itself, a Single: at least it, and not above.
            "fixed" => ThresholdChoice.Fixed(0.4f),
            "misses" => ThresholdChoice.LeastCost(1, 10),
            "alarms" => ThresholdChoice.LeastCost(10, 1),
            "f" => ThresholdChoice.BestFBeta(),
            "precision" => ThresholdChoice.RecallAtPrecision(0.9),
            "recall" => ThresholdChoice.PrecisionAtRecall(1),
            "capacity" => ThresholdChoice.WithCapacity(0.4),
            "all" => ThresholdChoice.Fixed(double.NegativeInfinity),
            _ => ThresholdChoice.Fixed(double.PositiveInfinity),
        };
        var model = Context.BinaryClassification.DecisionThreshold(choice).Fit(View);
        Assert.Equal(answers, Views.Column<bool>(model.Transform(View), "PredictedLabel"));
        Assert.Equal(answers, Views.Column<bool>(SavingTests.Reloaded(Context, model, View.Schema).Transform(View), "PredictedLabel"));
    }

    [Fact]
    public void ThresholdsOfDoublesAndOfNegativeScores()
    {
        var view = Context.Transforms.Expression("Margin", "p : -3.25d * double(p)", "Probability").Fit(View).Transform(View);
        var model = Context.BinaryClassification.DecisionThreshold(ThresholdChoice.WithCapacity(0.5), scoreColumnName: "Margin", outputColumnName: "Alarm").Fit(view);
        Assert.Equal([false, false, false, true, true, true], Views.Column<bool>(model.Transform(view), "Alarm"));
    }

    [Fact]
    public void BadChoicesAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ThresholdChoice.Fixed(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => ThresholdChoice.LeastCost(double.NaN, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ThresholdChoice.LeastCost(1, double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => ThresholdChoice.BestFBeta(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ThresholdChoice.RecallAtPrecision(1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ThresholdChoice.PrecisionAtRecall(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ThresholdChoice.WithCapacity(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Context.BinaryClassification.Calibration(CalibrationMethod.Temperature));
        Assert.Throws<ArgumentOutOfRangeException>(() => Context.BinaryClassification.Trainers.DecisionTree().OnHeldOutRows(Context.BinaryClassification.Calibration(), numberOfFolds: 1));
        Assert.Throws<ArgumentException>(() => Context.BinaryClassification.DecisionThreshold(ThresholdChoice.Fixed(0), scoreColumnName: "Margin").Fit(View));
    }

    [Theory]
    [InlineData(CalibrationMethod.Sigmoid)]
    [InlineData(CalibrationMethod.Isotonic)]
    public void ACalibrationIsThatOfTheLibrary(CalibrationMethod method)
    {
        var pima = Views.Pima(Context);
        var scored = Context.BinaryClassification.Trainers.GradientBoosting(options: new() { Rounds = 5 }).Fit(pima).Transform(pima);
        var calibrated = Context.BinaryClassification.Calibration(method, outputColumnName: "Calibrated").Fit(scored).Transform(scored);

        double[] scores = [.. Views.Column<float>(scored, "Score").Select(score => (double)score)];
        int[] labels = [.. Views.Column<bool>(scored, "Label").Select(label => label ? 1 : 0)];
        var expected = new double[scores.Length];
        if (method == CalibrationMethod.Sigmoid)
        {
            PlattScaling.Fit<double>(scores, labels).Apply<double>(scores, expected);
        }
        else
        {
            IsotonicCalibration.Fit<double>(scores, [.. labels.Select(label => (double)label)]).Apply<double>(scores, expected);
        }

        Assert.Equal(Array.ConvertAll(expected, probability => (float)probability), Views.Column<float>(calibrated, "Calibrated"));
        Assert.Equal(scored.Schema.Select(column => column.Name).Append("Calibrated"), calibrated.Schema.Select(column => column.Name), StringComparer.Ordinal);
    }

    /// <summary>A tree that has seen a row is sure of it: a threshold learned from its own rows would be worth nothing.</summary>
    [Fact]
    public void HeldOutRowsSetTheThreshold()
    {
        var view = Views.Pima(Context);
        var step = Context.BinaryClassification.DecisionThreshold(ThresholdChoice.LeastCost(1, 20));
        var trainer = Context.BinaryClassification.Trainers.RandomForest(options: new() { TreeCount = 20 });
        var (train, test) = Context.Data.StratifiedTrainTestSplit(view, 0.3);
        var seen = trainer.Append(step).Fit(train).Transform(test);
        var held = trainer.OnHeldOutRows(step).Fit(train).Transform(test);
        var (ofSeen, ofHeld) = (Context.BinaryClassification.EvaluateImbalanced(seen), Context.BinaryClassification.EvaluateImbalanced(held));
        Assert.True(Cost(ofHeld) < Cost(ofSeen));

        static double Cost(ImbalancedMetrics metrics) => metrics.ConfusionMatrix[0, 1] + (20 * metrics.ConfusionMatrix[1, 0]);
    }

    [Theory]
    [InlineData("Label")]
    [InlineData("Number")]
    [InlineData("Key")]
    public void ClassWeightsAreAColumn(string label)
    {
        var view = Context.Transforms.Expression("Number", "x : x ? 1f : 0f", "Label").Append(Context.Transforms.Conversion.MapValueToKey("Key", "Label", keyOrdinality: Microsoft.ML.Transforms.ValueToKeyMappingEstimator.KeyOrdinality.ByValue)).Fit(View).Transform(View);
        var weights = Views.Column<float>(Context.Transforms.ClassWeights("Balanced", label).Fit(view).Transform(view), "Balanced");
        Assert.Equal(Rows.Select(row => row.Label ? 1.5f : 0.75f), weights);

        // Weights of 10: 3 of class 1 and 7 of class 0.
        var model = Context.Transforms.ClassWeights("Product", label, exampleWeightColumnName: "Weight").Append(Context.Transforms.CopyColumns("Copy", "Product")).Fit(view);
        float[] products = Views.Column<float>(SavingTests.Reloaded(Context, model, view.Schema).Transform(view), "Copy");
        Assert.All(Rows.Zip(products), pair => Assert.Equal(pair.First.Weight * (pair.First.Label ? 10 / 6.0 : 10 / 14.0), pair.Second, 1e-6));
        Assert.Equal([3, 1, 3, 1, 1, 1], Views.Column<float>(Context.Transforms.ClassWeights("Own", label, ClassWeighting.Custom(1, 3)).Fit(view).Transform(view), "Own"));
        Assert.Throws<ArgumentException>(() => Context.Transforms.ClassWeights("Own", label, ClassWeighting.Custom(1, 3, 5)).Fit(view));
    }

    private sealed class Scored
    {
        public bool Label { get; set; }

        public float Probability { get; set; }

        public float Score { get; set; }

        public bool PredictedLabel { get; set; }

        public float Weight { get; set; } = 1;

        public Scored Answered() => new() { Label = Label, Probability = Probability, Score = Probability - 0.5f, PredictedLabel = Probability > 0.5f, Weight = Weight };
    }
}
