using Counterweight.Training;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Models;
using Xunit;

namespace Counterweight.Onnx.Tests;

/// <summary>ONNX Runtime says of every row what the library says, of every kind of model.</summary>
public sealed class RowForRowTests(ITestOutputHelper output)
{
    /// <summary>What probabilities differ by at most, as <see cref="OnnxFile"/> states it.</summary>
    private const double Bound = 1e-13;

    /// <summary>What rounding to a float adds, of numbers of at most 1.</summary>
    private const double SingleBound = 1.0 / (1 << 24);

    public static TheoryData<string> Names => [.. OnnxModels.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void DoublesHaveTheSameAnswers(string name)
    {
        var (model, fitted) = OnnxModels.Get(name);
        Compare(model, HardRows.Of(model, fitted), null, new(), Bound);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void FloatsHaveTheAnswersOfTheSameFloats(string name)
    {
        var (model, fitted) = OnnxModels.Get(name);
        Compare(model, HardRows.Single(HardRows.Of(model, fitted)), null, new() { ElementType = OnnxElementType.Floats }, Bound + SingleBound);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ColumnsHaveTheSameAnswers(string name)
    {
        var (model, fitted) = OnnxModels.Get(name);
        var rows = HardRows.Of(model, fitted);
        var known = ByName(rows, fitted);
        var schema = ModelSchema.Of(fitted);
        Compare(model, known, schema, new() { Inputs = OnnxInputs.Columns }, Bound);
        Compare(model, HardRows.Single(known), schema, new() { Inputs = OnnxInputs.Columns, ElementType = OnnxElementType.Floats }, Bound + SingleBound);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ABatchMayHaveNoRowAndOneRow(string name)
    {
        var (model, fitted) = OnnxModels.Get(name);
        Compare(model, HardRows.First(fitted, 0), null, new(), Bound);
        Compare(model, HardRows.First(fitted, 1), null, new(), Bound);
        Compare(model, HardRows.First(fitted, 0), ModelSchema.Of(fitted), new() { Inputs = OnnxInputs.Columns }, Bound);
    }

    // A category that has no name is a missing value, as a text is that names none.
    private static Dataset ByName(Dataset rows, Dataset fitted) => new(
        rows.FeatureNames,
        rows.ClassNames,
        [.. Enumerable.Range(0, rows.FeatureCount).SelectMany(feature => rows.Column(feature).ToArray().Select(value => fitted.Categories[feature] is { } names && !(double.IsInteger(value) && value >= 0 && value < names.Count) ? double.NaN : value))],
        new int[rows.RowCount]);

    private void Compare(ISavedModel model, Dataset rows, ModelSchema? schema, OnnxOptions options, double bound)
    {
        var answers = OnnxAnswers.Of(model, rows, schema, options);
        if (model is GradientBoostingRegressor regressor)
        {
            var numbers = new double[rows.RowCount];
            regressor.Predict(rows, numbers);
            AssertNear(numbers, answers.Numbers, 10 * bound);
            return;
        }

        var classifier = (IProbabilisticClassifier)model;
        var probabilities = new double[rows.RowCount * classifier.ClassCount];
        classifier.PredictProbabilities(rows, probabilities);
        AssertNear(probabilities, answers.Numbers, bound);
        var labels = new int[rows.RowCount];
        classifier.Predict(rows, labels);
        AssertLabels(labels, probabilities, schema is null ? [.. answers.Labels] : [.. answers.Names.Select(name => (long)schema.Classes.ToList().IndexOf(name))]);
    }

    private void AssertNear(double[] expected, double[] actual, double bound)
    {
        Assert.Equal(expected.Length, actual.Length);
        var greatest = 0.0;
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(double.IsNaN(expected[i]), double.IsNaN(actual[i]));
            greatest = double.IsNaN(expected[i]) ? greatest : Math.Max(greatest, Math.Abs(expected[i] - actual[i]));
        }

        output.WriteLine(FormattableString.Invariant($"greatest difference {greatest:G3}"));
        Assert.InRange(greatest, 0, bound);
    }

    // Where two classes are as probable to within the bound, either may be named.
    private static void AssertLabels(int[] expected, double[] probabilities, long[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        var (classes, ties) = (expected.Length == 0 ? 1 : probabilities.Length / expected.Length, 0);
        for (var row = 0; row < expected.Length; row++)
        {
            if (expected[row] != actual[row])
            {
                Assert.InRange(actual[row], 0, classes - 1);
                Assert.Equal(probabilities[(row * classes) + expected[row]], probabilities[(row * classes) + (int)actual[row]], Bound);
                ties++;
            }
        }

        Assert.InRange(ties, 0, expected.Length / 100);
    }
}
