// sample: usings
using Counterweight.LightGbm;
using Counterweight.Losses.Point;
using Counterweight.Training.Interchange;
// end
using Counterweight.Training.Tests;
using Xunit;

namespace Counterweight.LightGbm.Tests;

/// <summary>The code of the package's README, each sample between its markers, and what it must do.</summary>
public sealed class ReadmeSample
{
    [Fact]
    public void ABoosterIsGrownAndRead()
    {
        NativeLibraryHere.IsNeeded();
        var data = TestData.Pima();
        var split = Training.Data.StratifiedSplit.Create(data.Labels, 0.3, 0);
        var (train, test) = (data.Subset([.. split.TrainRows]), data.Subset([.. split.TestRows]));

        // sample: a booster
        using var rows = LightGbmDataset.Create(train);
        float[] targets = [.. train.Labels.ToArray().Select(label => (float)label)];
        var objective = LightGbmObjective.Of(new BinaryFocalLoss<float>(gamma: 2, positiveWeight: 3), targets);
        using var booster = new LightGbmBooster(rows, objective, [("num_leaves", "7"), ("learning_rate", "0.2")]);
        while (booster.RoundCount < 50 && !booster.Update().IsFinished)
        {
        }

        var scores = new double[test.RowCount]; // above 0: class 1
        booster.PredictScores(test, scores);

        using var file = new MemoryStream();
        booster.Save(file);
        file.Position = 0;
        var model = LightGbmFile.LoadScores(file).Model; // the same scores without LightGBM
        // end

        var own = new double[test.RowCount];
        model.PredictScores(test, own);
        Assert.Equal(scores, own);
        Assert.InRange(scores.Where((score, row) => score > 0 == (test.Labels[row] == 1)).Count(), 0.7 * test.RowCount, test.RowCount);
    }
}
