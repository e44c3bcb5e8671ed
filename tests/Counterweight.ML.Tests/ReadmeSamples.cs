// sample: usings
using Counterweight.ML;
using Counterweight.Resampling.Over;
using Counterweight.Training;
using Counterweight.Training.Boosting;
using Counterweight.Training.Interchange;
using Counterweight.Training.Resampling;
using Microsoft.ML;
// end
using Xunit;

namespace Counterweight.ML.Tests;

/// <summary>The code of the package's README, and what it must do.</summary>
public sealed class ReadmeSamples
{
    [Fact]
    public void Package()
    {
        var data = Views.Pima(Views.Context());
        var path = Path.GetTempFileName();

        // sample: the package
        var context = new MLContext(seed: 1);
        var (train, test) = context.Data.StratifiedTrainTestSplit(data, testFraction: 0.3);
        var trainers = context.BinaryClassification.Trainers;

        var boosting = trainers.GradientBoosting(options: new() { Weighting = ClassWeighting.Balanced });
        var smote = trainers.LogisticRegression().OnResampledRows(new OverResampler(new Smote()));
        var byCost = smote.OnHeldOutRows(context.BinaryClassification.DecisionThreshold(ThresholdChoice.LeastCost(falsePositive: 1, falseNegative: 5)));

        var scored = boosting.Fit(train).Transform(test);
        var metrics = context.BinaryClassification.EvaluateImbalanced(scored);
        Console.WriteLine($"balanced accuracy {metrics.BalancedAccuracy:F2}, area under the precision–recall curve {metrics.AreaUnderPrecisionRecallCurve:F2}");

        foreach (var fold in context.BinaryClassification.StratifiedCrossValidate(train, byCost))
        {
            Console.WriteLine($"fold {fold.Fold}: G-mean {fold.Metrics.GeometricMean:F2}");
        }

        context.Model.Save(byCost.Fit(train), train.Schema, path); // a program that loads it needs this package, and registers nothing
        // end

        Assert.InRange(metrics.BalancedAccuracy, 0.7, 1);
        Assert.InRange(metrics.AreaUnderPrecisionRecallCurve, 0.6, 1);
        var loaded = context.BinaryClassification.EvaluateImbalanced(context.Model.Load(path, out _).Transform(test));
        File.Delete(path);

        // A miss costs five false alarms: few are missed.
        Assert.InRange(loaded.Recall(1), 0.85, 1);
    }

    [Fact]
    public void ATokenEndsAFit()
    {
        var context = Views.Context();
        var train = Views.Pima(context);
        var trainers = context.BinaryClassification.Trainers;

        // sample: a limit
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var limited = trainers.Classifier((rows, _, input) => GradientBoostingClassifier.Fit(rows, new(), input with { Cancellation = limit.Token }));
        // end

        Assert.IsType<GradientBoostingClassifier>(limited.Fit(train).Classifier);
        limit.Cancel();
        Assert.Throws<OperationCanceledException>(() => limited.Fit(train));
    }

    [Fact]
    public void AModelOfMlNetAlone()
    {
        var context = Views.Context();
        var train = Views.Pima(context);
        var trainers = context.BinaryClassification.Trainers;
        var path = Path.GetTempFileName();

        // sample: a model of ML.NET alone
        var fitted = trainers.GradientBoosting().Fit(train);
        using var file = new MemoryStream();
        LightGbmFile.Save((GradientBoostingClassifier)fitted.Classifier, file);
        file.Position = 0;
        var served = trainers.LightGbm(file, "Features") // of the package Microsoft.ML.LightGbm
            .Append(context.BinaryClassification.Calibrators.Platt(slope: -1, offset: 0)) // ML.NET takes half of the score for the log-odds
            .Fit(train);
        context.Model.Save(served, train.Schema, path); // a program that loads it needs Microsoft.ML.LightGbm alone
        // end

        var loaded = context.Model.Load(path, out _).Transform(train);
        File.Delete(path);
        var (expected, actual) = (Views.Column<float>(fitted.Transform(train), "Probability"), Views.Column<float>(loaded, "Probability"));
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }
}
