using Counterweight.Training;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Ensembles;
using Counterweight.Training.Forests;
using Microsoft.ML;
using Xunit;

namespace Counterweight.ML.Tests;

/// <summary>Trainers of two classes in pipelines.</summary>
public sealed class BinaryTrainerTests
{
    public static TheoryData<string> Names => ["boosting", "forest", "extra", "tree", "logistic", "adaboost", "easy", "calibrated"];

    internal static ClassifierEstimator Trainer(MLContext context, string name)
    {
        var trainers = context.BinaryClassification.Trainers;
        return name switch
        {
            "boosting" => trainers.GradientBoosting(options: new() { Rounds = 20 }),
            "forest" => trainers.RandomForest(options: new() { TreeCount = 10 }),
            "extra" => trainers.ExtraTrees(options: new() { TreeCount = 10 }),
            "tree" => trainers.DecisionTree(options: new() { MaxDepth = 4 }),
            "logistic" => trainers.LogisticRegression(),
            "adaboost" => trainers.AdaBoost(options: new() { Rounds = 10 }),
            "easy" => trainers.EasyEnsemble(options: new() { BagCount = 3 }),
            "calibrated" => trainers.Classifier((rows, _, input) => CalibratedClassifier.Fit(rows, (part, _, own) => GradientBoostingClassifier.Fit(part, new() { Rounds = 10 }, own), null, input)),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ProbabilitiesAreThoseOfTheClassifier(string name)
    {
        var context = Views.Context();
        var view = Views.Pima(context);
        var model = Trainer(context, name).Fit(view);
        var scored = model.Transform(view);

        var rows = Views.Column<float[]>(view, "Features");
        var values = Enumerable.Range(0, 8).SelectMany(feature => rows.Select(row => row[feature])).ToArray();
        var data = new Dataset([.. model.Schema.Features.Select(feature => feature.Name)], ["0", "1"], values, new int[rows.Length]);
        var expected = new double[2 * rows.Length];
        model.Classifier.PredictProbabilities(data, expected);

        float[] probabilities = Views.Column<float>(scored, "Probability");
        float[] scores = Views.Column<float>(scored, "Score");
        bool[] answers = Views.Column<bool>(scored, "PredictedLabel");
        for (var row = 0; row < rows.Length; row++)
        {
            var probability = expected[(2 * row) + 1];
            Assert.Equal((float)probability, probabilities[row]);
            Assert.Equal(probability > 0.5, answers[row]);
            Assert.True(float.IsFinite(scores[row]));
            Assert.InRange(1 / (1 + Math.Exp(-scores[row])), probability - 1e-6, probability + 1e-6);
        }

        var metrics = context.BinaryClassification.Evaluate(scored);
        Assert.InRange(metrics.AreaUnderRocCurve, 0.75, 1);
    }
}
