using System.Globalization;
using Counterweight.Metrics.Ranking;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Evaluation;
using Counterweight.Training.Models;
using Xunit;

namespace Counterweight.Training.Tests;

/// <summary>The README's service that decides one row a request, between its markers, and what it must do.</summary>
public sealed class ReadmeRequestSample
{
    [Fact]
    public void OneRowOfARequest()
    {
        var all = TestData.Pima();
        var split = StratifiedSplit.Create(all.Labels, 0.3, 0);
        var (train, test) = (all.Subset([.. split.TrainRows]), all.Subset([.. split.TestRows]));
        var folder = Directory.CreateTempSubdirectory("counterweight").FullName;
        var path = Path.Combine(folder, "fraud.cw");
        string[] names = [.. all.FeatureNames.Reverse()];
        float[] features = [.. Enumerable.Range(0, 8).Select(feature => (float)test.Column(feature)[6])];
        double[] values = [.. Enumerable.Range(0, 8).Reverse().Select(feature => (double)test.Column(feature)[5])];

        // sample: one row of a request
        var model = GradientBoostingClassifier.Fit(train, new() { Rounds = 50, Weighting = ClassWeighting.Balanced });
        var probabilities = new double[test.RowCount * 2];
        model.PredictProbabilities(test, probabilities); // of class c of row r at 2 · r + c
        double[] scores = [.. probabilities.Where((_, index) => index % 2 == 1)];
        var curve = ScoreRanking.Create(scores, test.Labels);
        Console.WriteLine($"PR-AUC {RankingMetrics.Summarize(curve).AveragePrecision:F2}");

        // The threshold is for the scores of this model alone: keep it in the model's file.
        var best = ThresholdSearch.LeastCost(curve, new(FalsePositive: 1, FalseNegative: 30)).Threshold;
        var schema = ModelSchema.Of(train).WithMetadata([new("threshold", best.ToString("R", CultureInfo.InvariantCulture))]);
        ModelFile.Save(model, path, schema);

        // When the service starts. A model does not change: requests on any thread may share it.
        var served = ModelFile.Load<GradientBoostingClassifier>(path);
        var threshold = double.Parse(served.Schema!.FindMetadata("threshold")!, CultureInfo.InvariantCulture);

        // In a request: names and values of one row, in any order. Its class is not known.
        var asked = served.Schema.Map(new Dataset(names, ["?"], values, labels: [0]));
        var answer = new double[2];
        served.Model.PredictProbabilities(asked, answer);
        var isAlarm = answer[1] >= threshold;

        // Or features in the order of the model: boosting then allocates nothing. Each thread has a predictor of its own.
        var predictor = new RowPredictor(served.Model, served.Schema);
        predictor.PredictProbabilities(features, answer);
        var isNextAlarm = answer[1] >= threshold;
        // end

        Assert.Equal((scores[5] >= best, scores[6] >= best), (isAlarm, isNextAlarm));
        Assert.Equal(scores[6], answer[1]);
        Directory.Delete(folder, recursive: true);
    }
}
