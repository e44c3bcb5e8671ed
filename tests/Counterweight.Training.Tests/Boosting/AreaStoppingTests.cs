using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Xunit;

namespace Counterweight.Training.Tests.Boosting;

/// <summary>The area that early stopping watches is the same number for the same order of scores.</summary>
public class AreaStoppingTests
{
    private const int RowCount = 80;

    [Fact]
    public void NeitherTheOrderOfValidationRowsNorRowsOfWeightZeroShow()
    {
        // Weights so far apart that their sums round, and few values, so that rounds often reach the same area.
        var differ = 0;
        for (var seed = 0; seed < 60; seed++)
        {
            var data = TestData.Random(seed, 60, 2, 2, distinct: 4);
            var held = TestData.Random(seed + 1000, RowCount, 2, 2, distinct: 4);
            var random = new Random(seed);
            double[] weights = [.. Enumerable.Range(0, RowCount).Select(row => row is 0 or 1 ? 0.3 : random.Next(3) == 0 ? 0 : random.NextDouble() * Math.Pow(10, random.Next(13)))];
            var options = new GradientBoostingOptions { Rounds = 30, LearningRate = 0.3, EarlyStoppingMetric = EarlyStoppingMetric.Auc, Tree = new() { MaxLeaves = 4 } };
            var model = Fit([.. Enumerable.Range(0, RowCount)]);
            differ += model.ValidationHistory.Distinct().Count();

            int[] order = [.. Enumerable.Range(0, RowCount)];
            random.Shuffle(order);
            Assert.Equal(model.ValidationHistory, Fit(order).ValidationHistory);
            Assert.Equal(model.ValidationHistory, Fit([.. order.Where(row => weights[row] > 0)]).ValidationHistory);

            GradientBoostingClassifier Fit(int[] rows) =>
                GradientBoostingClassifier.Fit(data, options, new() { Validation = held.Subset(rows).WithSampleWeights([.. rows.Select(row => weights[row])]) });
        }

        Assert.True(differ > 200);
    }

    [Fact]
    public void WeightsOfTheClassesMayBeAsFarApartAsSinglesAre()
    {
        var data = TestData.Random(7, 100, 2, 2, distinct: 9);
        var options = new GradientBoostingOptions { Rounds = 5, EarlyStoppingMetric = EarlyStoppingMetric.Auc };
        var expected = GradientBoostingClassifier.Fit(data, options, new() { Validation = data }).ValidationHistory;
        foreach (var weight in (double[])[1e-10, 1e-30, 1e-38])
        {
            double[] weights = [.. data.Labels.ToArray().Select(label => label == 1 ? weight : 1)];
            Assert.Equal(expected, GradientBoostingClassifier.Fit(data, options, new() { Validation = data.WithSampleWeights(weights) }).ValidationHistory);
        }
    }
}
