using Counterweight.Training.Data;
using Counterweight.Training.Linear;
using Counterweight.Training.Tests.Categories;
using Xunit;

namespace Counterweight.Training.Tests.Linear;

/// <summary>Logistic regression that starts from a model fitted before.</summary>
public class LogisticStartTests
{
    private static readonly LogisticRegressionOptions Exact = new() { GradientTolerance = 1e-6, ProgressTolerance = 0 };
    private static readonly Dataset Pima = TestData.Pima();

    [Fact]
    public void AtTheMinimumThereIsNothingToDo()
    {
        var cold = LogisticRegressionClassifier.Fit(Pima, Exact);
        var warm = LogisticRegressionClassifier.Fit(Pima, Exact with { Start = cold });
        Assert.Equal(FitStopReason.Converged, cold.StopReason);
        Assert.True(cold.Iterations > 5);
        Assert.Equal(0, warm.Iterations);
        Assert.Equal(cold.Objective, warm.Objective);
        Assert.Equal(cold.Weights(1), warm.Weights(1));
        Assert.Equal(cold.Intercepts, warm.Intercepts);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void NearTheMinimumItTakesFewerIterationsToTheSame(int threads)
    {
        var older = LogisticRegressionClassifier.Fit(Pima, Exact with { C = 0.9 });
        var options = Exact with { DegreeOfParallelism = threads };
        var (cold, warm) = (LogisticRegressionClassifier.Fit(Pima, options), LogisticRegressionClassifier.Fit(Pima, options with { Start = older }));
        Assert.True(warm.Iterations < cold.Iterations, $"{warm.Iterations} iterations, {cold.Iterations} from 0.");
        Assert.Equal(cold.Objective, warm.Objective, 1e-8);
        for (var feature = 0; feature < Pima.FeatureCount; feature++)
        {
            Assert.Equal(cold.Weights(1)[feature], warm.Weights(1)[feature], 1e-5);
        }
    }

    /// <summary>Rows without missing values have the model's own scores on the scales of other rows, whatever the units of their features.</summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(1e-3, 5)]
    [InlineData(1e200, -1e200)]
    public void ScoresAreKeptOnOtherScales(double factor, double shift)
    {
        var data = Scaled(TestData.Random(3, 300, 4, 3), factor, shift);
        int[] some = [.. Enumerable.Range(0, 300).Where(row => row % 3 != 1 && data.Column(0)[row] > shift + (1.5 * factor))];
        var model = LogisticRegressionClassifier.Fit(data.Subset(some));
        var scaling = Standardizer.Fit(data);
        var columns = LinearColumns.Find(data, [], 255);
        var parameters = LinearStart.Parameters(model, scaling, columns);
        for (var row = 0; row < data.RowCount; row++)
        {
            for (var label = 0; label < 3; label++)
            {
                Assert.Equal(Score(model.Standardizer, model.Weights(label), model.Intercepts[label]), Score(scaling, parameters.AsSpan(label * 4, 4), parameters[12 + label]), 1e-9);
            }

            double Score(Standardizer scales, ReadOnlySpan<double> weights, double intercept)
            {
                for (var feature = 0; feature < 4; feature++)
                {
                    intercept += weights[feature] * scales.Transform(feature, data.Column(feature)[row]);
                }

                return intercept;
            }
        }
    }

    /// <summary>A feature that is constant in one of the data sets, or missing in all its rows.</summary>
    [Fact]
    public void FeaturesThatSayNothingHaveNoPart()
    {
        var varied = TestData.Create(2, 2, [0, 1, 2, 3, 5, 1, 4, 2], [0, 1, 0, 1]);
        var constant = TestData.Create(2, 2, [0, 1, 2, 3, 7, 7, 7, 7], [0, 1, 0, 1]);
        var missing = TestData.Create(2, 2, [0, 1, 2, 3, double.NaN, double.NaN, double.NaN, double.NaN], [0, 1, 0, 1]);
        var model = LogisticRegressionClassifier.Fit(varied);
        var first = model.Weights(1)[0];
        AssertNear([first, 0], model.Intercepts[1], constant, model);
        AssertNear([first, 0], model.Intercepts[1], missing, model);
        var flat = LogisticRegressionClassifier.Fit(TestData.Create(2, 2, [1, 1, 1, 1, 7, 7, 7, 7], [0, 1, 0, 0]));
        AssertNear([0, 0], flat.Intercepts[1], varied, flat);

        static void AssertNear(double[] weights, double intercept, Dataset data, LogisticRegressionClassifier start)
        {
            var parameters = LinearStart.Parameters(start, Standardizer.Fit(data), LinearColumns.Find(data, [], 255));
            Assert.Equal(weights[0], parameters[2], 1e-12);
            Assert.Equal(weights[1], parameters[3], 1e-12);
            Assert.Equal(intercept, parameters[5], 1e-12);
        }
    }

    [Fact]
    public void CategoriesKeepTheirWeightsWhereTheyHaveColumns()
    {
        var data = CategoryData.Mixed(1, 500, 3);
        var model = LogisticRegressionClassifier.Fit(data, Exact);
        Assert.Equal(0, LogisticRegressionClassifier.Fit(data, Exact with { Start = model }).Iterations);

        // A column of several categories begins with the weight of the first of them.
        var columns = LinearColumns.Find(data, [], 2);
        var parameters = LinearStart.Parameters(model, Standardizer.Fit(data), columns);
        var described = columns.Describe();
        for (var column = 0; column < described.Length; column++)
        {
            foreach (var category in described[column].Categories.Take(1))
            {
                var own = model.Columns.Index().Single(pair => pair.Item.Feature == described[column].Feature && pair.Item.Categories.Contains(category)).Index;
                Assert.Equal(model.Weights(0)[own], parameters[column]);
            }
        }
    }

    /// <summary>The start is only a start: where the objective is not finite there, the search begins at 0.</summary>
    [Fact]
    public void AStartWithoutAnObjectiveIsNone()
    {
        var wild = LogisticRegressionClassifier.Fit(Scaled(Pima, 1e-100, 0), new() { C = 1e3 });
        var (cold, warm) = (LogisticRegressionClassifier.Fit(Scaled(Pima, 1e100, 0), Exact), LogisticRegressionClassifier.Fit(Scaled(Pima, 1e100, 0), Exact with { Start = wild }));
        Assert.Equal(cold.Objective, warm.Objective);
        Assert.Equal(cold.Weights(1), warm.Weights(1));
    }

    [Fact]
    public void AModelOfOtherDataIsRefused()
    {
        var model = LogisticRegressionClassifier.Fit(Pima, new() { MaxIterations = 1 });
        Refused("Start has 8 features, the data 4.", model, TestData.Random(3, 50, 4, 2));
        Refused("Start has 2 classes, the data 3.", model, TestData.Random(3, 50, 8, 3));
        var mixed = CategoryData.Mixed(1, 100, 2);
        var category = Enumerable.Range(0, mixed.FeatureCount).First(feature => mixed.Categories[feature] is not null);
        var numbers = TestData.Random(3, 50, mixed.FeatureCount, 2);
        Refused($"Start takes feature {category}, '{numbers.FeatureNames[category]}', for a category, the data for a number.", LogisticRegressionClassifier.Fit(mixed), numbers);
        Refused($"Start takes feature {category}, '{mixed.FeatureNames[category]}', for a number, the data for a category.", LogisticRegressionClassifier.Fit(numbers), mixed);

        static void Refused(string message, LogisticRegressionClassifier start, Dataset data) => Assert.StartsWith(
            message, Assert.Throws<ArgumentException>("options", () => LogisticRegressionClassifier.Fit(data, new() { Start = start })).Message, StringComparison.Ordinal);
    }

    private static Dataset Scaled(Dataset data, double factor, double shift) => TestData.Create(
        data.FeatureCount,
        data.ClassCount,
        [.. Enumerable.Range(0, data.FeatureCount).SelectMany(feature => Enumerable.Range(0, data.RowCount).Select(row => (data.Column(feature)[row] * factor) + shift))],
        [.. data.Labels.ToArray()]);
}
