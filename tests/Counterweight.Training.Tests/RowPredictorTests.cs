using Counterweight.Tests;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Models;
using Xunit;

namespace Counterweight.Training.Tests;

/// <summary>Rows predicted a few at a time.</summary>
public sealed class RowPredictorTests
{
    [Theory]
    [MemberData(nameof(Trainers.Classifiers), MemberType = typeof(Trainers))]
    public void ProbabilitiesAreThoseOfTheClassifier(string name)
    {
        var data = TestData.Random(3, rows: 60, features: 4, classes: 3, missing: name.Contains("logistic", StringComparison.Ordinal) ? 0 : 0.1);
        var classifier = (IProbabilisticClassifier)Trainers.Fit(name, data);
        var expected = new double[60 * 3];
        classifier.PredictProbabilities(data, expected);

        // Blocks of seven, and the last of four.
        var predictor = new RowPredictor(classifier, ModelSchema.Of(data), rowCount: 7);
        for (var first = 0; first < 60; first += 7)
        {
            var count = Math.Min(7, 60 - first);
            var own = new double[count * 3];
            predictor.PredictProbabilities(Rows(data, first, count), own);
            Assert.Equal(expected[(first * 3)..((first * 3) + own.Length)], own);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void ARowOfBoostingAllocatesNothing(int classes)
    {
        var data = TestData.Random(4, rows: 60, features: 4, classes);
        var predictor = new RowPredictor(GradientBoostingClassifier.Fit(data, new() { Rounds = 3 }));
        var (row, probabilities) = (Rows(data, 0, 1), new double[classes]);
        Assert.Equal(0, Allocation.Of(() => predictor.PredictProbabilities(row, probabilities)));
    }

    [Fact]
    public void CategoriesAreThoseOfTheSchema()
    {
        var (data, classifier, schema) = Categories();
        var expected = new double[data.RowCount * 2];
        classifier.PredictProbabilities(data, expected);
        var predictor = new RowPredictor(classifier, schema);
        for (var row = 0; row < data.RowCount; row++)
        {
            var own = new double[2];
            predictor.PredictProbabilities(Rows(data, row, 1), own);
            Assert.Equal(expected[(2 * row)..((2 * row) + 2)], own);
        }
    }

    [Theory]
    [InlineData(float.PositiveInfinity, 0, "Feature 'size' of row 0 is Infinity")]
    [InlineData(0, 3, "Feature 'colour' of row 0 is 3; it must be the index of one of 3 categories")]
    [InlineData(0, -1, "Feature 'colour' of row 0 is -1; it must be the index of one of 3 categories")]
    [InlineData(0, 0.5f, "Feature 'colour' of row 0 is 0.5; it must be the index of one of 3 categories")]
    public void ValuesOutOfRangeAreRefusedByName(float size, float colour, string message)
    {
        var (_, classifier, schema) = Categories();
        double[] own = [-7, -7];
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => new RowPredictor(classifier, schema).PredictProbabilities([size, colour], own));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Equal([-7, -7], own);
    }

    [Fact]
    public void WrongShapesAreRefused()
    {
        var (_, classifier, schema) = Categories();
        var predictor = new RowPredictor(classifier, schema, rowCount: 2);
        Assert.Equal(2, predictor.RowCount);
        Assert.Throws<ArgumentException>(() => predictor.PredictProbabilities([1, 2, 1], new double[2]));
        Assert.Throws<ArgumentException>(() => predictor.PredictProbabilities(new float[6], new double[6]));
        Assert.Throws<ArgumentException>(() => predictor.PredictProbabilities(new float[4], new double[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RowPredictor(classifier, schema, rowCount: 0));
        Assert.Throws<ArgumentException>(() => new RowPredictor(classifier, new ModelSchema([new("size")], [])));
        Assert.Throws<ArgumentNullException>(() => new RowPredictor(null!));
    }

    private static (Dataset Data, GradientBoostingClassifier Classifier, ModelSchema Schema) Categories()
    {
        var random = new Random(1);
        double[] values = [.. Enumerable.Range(0, 80).Select(_ => random.NextDouble()), .. Enumerable.Range(0, 80).Select(row => (double)(row % 4 == 3 ? double.NaN : row % 4))];
        var data = new Dataset(["size", "colour"], ["no", "yes"], values, [.. Enumerable.Range(0, 80).Select(row => row % 4 == 1 || values[row] > 0.8 ? 1 : 0)]).WithCategories([null, ["red", "green", "blue"]]);
        return (data, GradientBoostingClassifier.Fit(data, new() { Rounds = 10, Tree = new() { MinRowCount = 2 } }), ModelSchema.Of(data));
    }

    private static float[] Rows(Dataset data, int first, int count)
    {
        var rows = new float[count * data.FeatureCount];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = (float)data.Column(i % data.FeatureCount)[first + (i / data.FeatureCount)];
        }

        return rows;
    }
}
