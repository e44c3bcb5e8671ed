using Counterweight.Tests;
using Counterweight.Training.Data;
using Counterweight.Training.Linear;
using Counterweight.Training.Tests.Categories;
using Xunit;

namespace Counterweight.Training.Tests.Linear;

/// <summary>Indicators of categories in logistic regression: which columns there are, and what they add.</summary>
public class LogisticCategoryTests
{
    // Of 1 … 7 rows; category 2 has none.
    private static readonly Dataset Counted = Of([0, 1, 1, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 6, double.NaN]);

    [Fact]
    public void EachCategoryWithRowsHasAColumn()
    {
        var model = LogisticRegressionClassifier.Fit(Counted);
        Assert.Equal(1, model.FeatureCount);
        Assert.Equal([[0], [1], [3], [4], [5], [6]], model.Columns.Select(column => column.Categories));
        Assert.All(model.Columns, column => Assert.Equal(0, column.Feature));
        Assert.Equal(6, model.Weights(1).Length);
        Assert.Equal(2, model.Intercepts.Length);
    }

    [Fact]
    public void TheHeaviestHaveTheirOwnAndTheOthersShareOne()
    {
        // 3 and 5 tie: the first is taken.
        Assert.Equal([[4], [0, 1, 3, 5, 6]], Columns(1));
        Assert.Equal([[3], [4], [0, 1, 5, 6]], Columns(2));
        Assert.Equal([[3], [4], [5], [0, 1, 6]], Columns(3));
        Assert.Equal([[1], [3], [4], [5], [0, 6]], Columns(4));
        Assert.Equal([[0], [1], [3], [4], [5], [6]], Columns(5));
        Assert.Equal([[0], [1], [3], [4], [5], [6]], Columns(6));
        Assert.Equal([[0], [1], [3], [4], [5], [6]], Columns(65534));

        // By weight: one row may weigh most, and one of weight 0 is no row.
        double[] weights = [9, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 50];
        Assert.Equal([[0], [4], [1, 3, 5]], Columns(2, weights));
        Assert.Equal([[0], [4], [1, 3, 5]], Columns(2, null, Counted.WithSampleWeights(weights)));

        static IEnumerable<IReadOnlyList<int>> Columns(int most, double[]? weights = null, Dataset? data = null) =>
            LogisticRegressionClassifier.Fit(data ?? Counted, new() { MaxCategoryColumns = most }, new() { SampleWeights = weights }).Columns.Select(column => column.Categories);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(65535)]
    public void ANumberOfColumnsOutOfRangeIsRefused(int most) => Assert.Contains(
        $"MaxCategoryColumns is {most}; it must be in [1, 65534]",
        Assert.Throws<ArgumentOutOfRangeException>("options", () => LogisticRegressionClassifier.Fit(Counted, new() { MaxCategoryColumns = most })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void ColumnsOfSeveralFeaturesFollowEachOther()
    {
        var data = CategoryData.Mixed(1, 500, 3);
        var model = LogisticRegressionClassifier.Fit(data, new() { MaxCategoryColumns = 2, MaxIterations = 5 });
        Assert.Equal([0, 1, 1, 1, 2, 2, 2, 3, 4, 4, 4, 5, 6, 6, 6], model.Columns.Select(column => column.Feature));
        Assert.Equal([0, 7], Enumerable.Range(0, 15).Where(column => model.Columns[column].Categories.Count == 0));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    public void ObjectiveAndGradientAreThoseOfColumnsOfZerosAndOnes(int most)
    {
        // Rows of several batches and items, with weights of both kinds; those of weight 0 count nowhere.
        var data = CategoryData.Mixed(2, 5000, 3);
        double[] weights = [.. Enumerable.Range(0, data.RowCount).Select(row => (row % 4) / 2.0)];
        double[] classWeights = [1, 0.25, 3];
        int[] chosen = [.. Enumerable.Range(0, data.RowCount).Where(row => weights[row] > 0)];
        var (columns, scaling) = (LinearColumns.Find(data, weights, most), Standardizer.Fit(data, weights));
        var rows = new StandardizedRows(data, scaling, columns, chosen);
        var padded = new double[rows.Labels.Length];
        chosen.Select(row => weights[row]).ToArray().CopyTo(padded, 0);
        var random = new Random(4);
        double[] parameters = [.. Enumerable.Range(0, 3 * (columns.Count + 1)).Select(_ => random.NextDouble() - 0.5)];
        var point = LinearOrder.ToScores(columns, parameters, 3);
        Assert.Equal(parameters, LinearOrder.ToColumns(columns, point, 3));

        // Twice: what an evaluation leaves must not count in the next.
        var (gradient, objective) = (new double[point.Length], new LogisticLoss(rows, 3, classWeights, padded, 0.7));
        objective.Evaluate(point, gradient);
        var loss = objective.Evaluate(point, gradient);
        var (expectedLoss, expected) = Reference(data, columns, scaling, parameters, row => 0.7 * weights[row] * classWeights[data.Labels[row]]);
        Assert.Equal(expectedLoss, loss, 1e-11 * expectedLoss);
        Assert.All(expected.Zip(LinearOrder.ToColumns(columns, gradient, 3)), pair => Assert.Equal(pair.First, pair.Second, 1e-11 * expectedLoss));

        var threads = new double[point.Length];
        Assert.Equal(loss, new LogisticLoss(rows, 3, classWeights, padded, 0.7, 3).Evaluate(point, threads));
        Assert.Equal(gradient, threads);
    }

    [Fact]
    public void ProbabilitiesAreTheSoftmaxOfInterceptsAndWeights()
    {
        // Values that are no category of the model are 0 in all columns, as missing ones are.
        var model = LogisticRegressionClassifier.Fit(Counted, new() { MaxCategoryColumns = 3 });
        var asked = TestData.Create(1, 2, [0, 3, 4, 5, 6, 2, 7, -1, 0.5, 1e300, double.NaN, -0.0], new int[12]);
        int[] columns = [3, 0, 1, 2, 3, -1, -1, -1, -1, -1, -1, 3];
        var said = Trainers.Say(model, asked);
        for (var row = 0; row < columns.Length; row++)
        {
            double[] scores = [.. Enumerable.Range(0, 2).Select(label => model.Intercepts[label] + (columns[row] < 0 ? 0 : model.Weights(label)[columns[row]]))];
            Assert.Equal(1 / (1 + Math.Exp(scores[0] - scores[1])), said[(2 * row) + 1], 1e-14);
        }

        Assert.Equal([.. said.Chunk(2).Select(pair => pair[1] > pair[0] ? 1 : 0)], TestData.Predict(model, asked));
    }

    [Fact]
    public void MemoryIsOfTheCategoriesAndNotOfTheColumns()
    {
        const int Rows = 20000, Features = 24, Categories = 40;
        var random = new Random(6);
        float[] values = [.. Enumerable.Range(0, Rows * Features).Select(_ => (float)random.Next(Categories))];
        string[] names = [.. Enumerable.Range(0, Categories).Select(category => $"k{category}")];
        var data = new Dataset([.. names[..Features]], ["a", "b"], values, [.. Enumerable.Range(0, Rows).Select(row => (int)values[row] % 2)]).WithCategories([.. Enumerable.Repeat(names, Features)]);
        LogisticRegressionClassifier? model = null;
        var bytes = Allocation.Of(() => model = LogisticRegressionClassifier.Fit(data, new() { MaxIterations = 3 }));
        Assert.Equal(Features * Categories, model!.Columns.Count);
        Assert.InRange(bytes, 1, Rows * (long)model.Columns.Count * sizeof(double) / 4);
    }

    private static Dataset Of(double[] values) => TestData.Create(1, 2, values, [.. values.Select((_, row) => row % 2)]).WithCategories([[.. Enumerable.Range(0, 7).Select(category => $"k{category}")]]);

    private static (double Loss, double[] Gradient) Reference(Dataset data, LinearColumns columns, Standardizer scaling, double[] parameters, Func<int, double> weight)
    {
        var (described, gradient, loss) = (columns.Describe(), (double[])parameters.Clone(), 0.0);
        var intercepts = 3 * described.Length;
        gradient.AsSpan(intercepts).Clear();
        loss += parameters[..intercepts].Sum(parameter => 0.5 * parameter * parameter);
        for (var row = 0; row < data.RowCount; row++)
        {
            double[] x = [.. described.Select(column =>
            {
                var value = data.Column(column.Feature)[row];
                return column.Categories.Count == 0 ? scaling.Transform(column.Feature, value) : column.Categories.Any(category => category == value) ? 1 : 0;
            })];
            double[] z = [.. Enumerable.Range(0, 3).Select(label => parameters[intercepts + label] + x.Select((value, column) => value * parameters[(label * x.Length) + column]).Sum())];
            var sum = z.Sum(Math.Exp);
            loss += weight(row) * (Math.Log(sum) - z[data.Labels[row]]);
            for (var label = 0; label < 3; label++)
            {
                var g = weight(row) * ((Math.Exp(z[label]) / sum) - (label == data.Labels[row] ? 1 : 0));
                gradient[intercepts + label] += g;
                for (var column = 0; column < x.Length; column++)
                {
                    gradient[(label * x.Length) + column] += g * x[column];
                }
            }
        }

        return (loss, gradient);
    }
}
