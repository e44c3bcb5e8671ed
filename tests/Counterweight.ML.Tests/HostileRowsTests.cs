using Microsoft.ML;
using Microsoft.ML.Data;
using Xunit;

namespace Counterweight.ML.Tests;

/// <summary>Labels and weights that no step may take: each is refused by column, row and value.</summary>
public sealed class HostileRowsTests
{
    private static readonly MLContext Context = Views.Context();

    [Fact]
    public void AKeyOfMoreValuesThanScoresCanBeIsRefused()
    {
        var view = Context.Data.LoadFromEnumerable(new[] { new HashedRow { Label = 1 }, new() { Label = 2 } });
        var trainers = Context.MulticlassClassification.Trainers;
        Assert.All(
            (Action[])[() => trainers.GradientBoosting().Fit(view), () => Context.Transforms.ClassWeights().Fit(view), () => Context.Data.StratifiedTrainTestSplit(view)],
            step => Assert.Contains("Column 'Label' is a key of 131072 values; as a class it may have 131071 at most.", Assert.Throws<ArgumentException>("Label", step).Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(-1)]
    public void WeightsOfEveryStepAreRefusedByColumnAndRow(float weight)
    {
        var view = Rows(place => place == 3 ? weight : 1);
        var scored = Context.BinaryClassification.Trainers.DecisionTree().Fit(view).Transform(view);
        Assert.All(
            (Action[])[
                () => Context.Transforms.ClassWeights("Own", exampleWeightColumnName: "Weight").Fit(view),
                () => Context.BinaryClassification.EvaluateImbalanced(scored, exampleWeightColumnName: "Weight"),
                () => Context.BinaryClassification.Calibration(exampleWeightColumnName: "Weight").Fit(scored),
                () => Context.BinaryClassification.Trainers.DecisionTree(exampleWeightColumnName: "Weight").Fit(view)],
            step => Assert.Contains(Refuse.Text($"Column 'Weight' is {weight} in row 3; a weight must be finite and at least 0."), Assert.Throws<ArgumentOutOfRangeException>("Weight", step).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void WeightsThatAreAllZeroAreSaid() => Assert.StartsWith(
        "Column 'Weight' is 0 in all rows that have a label; no row has weight.",
        Assert.Throws<ArgumentException>("Weight", () => Context.Transforms.ClassWeights("Own", exampleWeightColumnName: "Weight").Fit(Rows(_ => 0))).Message,
        StringComparison.Ordinal);

    private static IDataView Rows(Func<int, float> weight) => Context.Data.LoadFromEnumerable(
        Enumerable.Range(0, 40).Select(place => new WeightedRow { Label = place % 2 == 0, Features = [place, 1], Weight = weight(place) }).ToArray());

    private sealed class WeightedRow
    {
        public bool Label { get; set; }

        [VectorType(2)]
        public float[] Features { get; set; } = [];

        public float Weight { get; set; }
    }

    private sealed class HashedRow
    {
        [KeyType(131_072)]
        public uint Label { get; set; }

        [VectorType(2)]
        public float[] Features { get; set; } = [1, 2];
    }
}
