using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Models;
using Xunit;

namespace Counterweight.Training.Tests;

/// <summary>The README's code that needs the trainers, each sample between its markers, and what it must do.</summary>
public sealed class ReadmeSamples
{
    [Fact]
    public void Boosting()
    {
        var all = TestData.BreastCancer();
        var split = StratifiedSplit.Create(all.Labels, 0.3, 0);
        var (train, test) = (all.Subset([.. split.TrainRows]), all.Subset([.. split.TestRows]));

        // sample: boosting, saved and loaded
        var options = new GradientBoostingOptions { Rounds = 50, Weighting = ClassWeighting.Balanced, DegreeOfParallelism = 2 };
        var model = GradientBoostingClassifier.Fit(train, options); // missing values are NaN

        var probabilities = new double[test.RowCount * test.ClassCount];
        model.PredictProbabilities(test, probabilities);

        using var file = new MemoryStream();
        ModelFile.Save(model, file, new ModelNames(train.FeatureNames, train.ClassNames));
        file.Position = 0;
        var again = ModelFile.Load(file).Model; // the same bytes for any number of threads
        // end

        var predicted = new int[test.RowCount];
        Assert.IsType<GradientBoostingClassifier>(again).Predict(test, predicted);
        var right = Enumerable.Range(0, test.RowCount).Count(row => predicted[row] == test.Labels[row]);
        Assert.InRange((double)right / test.RowCount, 0.93, 1);
        for (var row = 0; row < test.RowCount; row++)
        {
            Assert.Equal(predicted[row], probabilities[2 * row] >= probabilities[(2 * row) + 1] ? 0 : 1);
        }
    }
}
