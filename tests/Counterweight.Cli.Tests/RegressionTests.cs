using System.Text.Json;
using Counterweight.Cli.Columns;
using Counterweight.Cli.Comparison.Regression;
using Counterweight.Losses.Point;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Xunit;

namespace Counterweight.Cli.Tests;

/// <summary>Models of a number, against the same fits here.</summary>
public class RegressionTests
{
    private static readonly string File = Path.Combine(Door.Folder, "number-to-predict.csv");

    [Fact]
    public void MeasuresAreThoseOfTheSplits()
    {
        var printed = Run("--seed", "4", "--seeds", "2");
        var data = Tables.Load(File, new ColumnOptions { Label = "price", Regression = true }).Data;

        (string Name, Func<Dataset, Dataset, double[]> Predict)[] models =
        [
            ("mean", (train, test) => [.. Enumerable.Repeat(train.Targets.ToArray().Average(target => (double)target), test.RowCount)]),
            ("median", (train, test) => [.. Enumerable.Repeat(Median(train), test.RowCount)]),
            ("gradient boosting, squared loss", (train, test) => Predict(GradientBoostingRegressor.Fit(train), test)),
            ("gradient boosting, absolute loss", (train, test) => Predict(GradientBoostingRegressor.Fit(train, default(AbsoluteLoss<float>)), test)),
            ("gradient boosting, Huber's loss", (train, test) => Predict(GradientBoostingRegressor.Fit(train, new HuberLoss<float>(RegressionModel.Delta(train.Targets))), test)),
        ];
        Assert.Equal(models.Select(model => model.Name), printed.Select(model => model.GetProperty("model").GetString()), StringComparer.Ordinal);
        foreach (var (model, json) in models.Zip(printed))
        {
            var (squared, absolute, explained) = (0.0, 0.0, 0.0);
            foreach (var seed in (ulong[])[4, 5])
            {
                var split = RandomSplit.Create(data.RowCount, 0.3, seed);
                var test = data.Subset([.. split.TestRows]);
                var errors = model.Predict(data.Subset([.. split.TrainRows]), test).Zip(test.Targets.ToArray(), (predicted, target) => predicted - target).ToArray();
                var mean = test.Targets.ToArray().Average(target => (double)target);
                squared += Math.Sqrt(errors.Average(error => error * error)) / 2;
                absolute += errors.Average(Math.Abs) / 2;
                explained += (1 - (errors.Sum(error => error * error) / test.Targets.ToArray().Sum(target => (target - mean) * (target - mean)))) / 2;
            }

            Assert.Equal(squared, json.GetProperty("rootMeanSquaredError").GetDouble(), 1e-9);
            Assert.Equal(absolute, json.GetProperty("meanAbsoluteError").GetDouble(), 1e-9);
            Assert.Equal(explained, json.GetProperty("r2").GetDouble(), 1e-9);
        }
    }

    [Fact]
    public void TheTableHasEveryModelAndMeasure()
    {
        var result = Runner.Run("compare", File, "--label", "price", "--regression");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.StartsWith($"{File}: 60 rows, 3 features, 'price' is predicted; 18 test rows, at random, seed 0", CompareTests.Words(result.Output), StringComparison.Ordinal);
        Assert.All((string[])["RMSE", "MAE", "R²", "seconds", "\nmean ", "\nmedian ", "\ngradient boosting, squared loss ", "\ngradient boosting, absolute loss ", "\ngradient boosting, Huber's loss "], text => Assert.Contains(text, result.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(new float[] { 1, 2, 3, 4, 5 }, 1.345 * 1.4826)]
    [InlineData(new float[] { 7, 7, 7, 7, 12 }, 1)]
    [InlineData(new float[] { 7, 7, 7 }, 1)]
    public void HubersLossFollowsTheSpreadOfTheTargets(float[] targets, double delta) => Assert.Equal(delta, RegressionModel.Delta(targets), 1e-6);

    [Fact]
    public void TextIsNoNumberToPredict()
    {
        using var file = new TemporaryFile("x,y\n1,5\n2,red\n3,6\n4,7\n");
        var result = Runner.Run("compare", file.Path, "--label", "y", "--regression");

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith($"counterweight: {file.Path}:3: column 'y': 'red' is not a number to predict", result.Error, StringComparison.Ordinal);
    }

    private static double Median(Dataset train)
    {
        var sorted = train.Targets.ToArray().Order().ToArray();
        return ((double)sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static double[] Predict(GradientBoostingRegressor model, Dataset test)
    {
        var predicted = new double[test.RowCount];
        model.Predict(test, predicted);
        return predicted;
    }

    private static JsonElement[] Run(params string[] more) => CompareTests.RunJson(["compare", File, "--label", "price", "--regression", .. more]);
}
