using Counterweight.Training;
using Counterweight.Training.Evaluation;
using Microsoft.ML;
using Microsoft.ML.Data;
using Xunit;

namespace Counterweight.ML.Tests;

/// <summary>Stratified splits and cross-validation of pipelines.</summary>
public sealed class StratifiedTests
{
    private static readonly MLContext Context = Views.Context();

    private static IDataView Rows(int count, Func<int, float> label) =>
        Context.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(row => new Example { Number = row, Features = [row], Label = label(row), Card = $"card {row / 4}" }).ToArray());

    [Fact]
    public void ASplitHasTheClassesInTheSameFractionsAndEveryRowOnce()
    {
        var view = Rows(1000, row => row % 50 == 0 ? 1 : 0);
        var (train, test) = Context.Data.StratifiedTrainTestSplit(view, 0.2, seed: 3);
        Assert.Equal((800L, 200L), (train.GetRowCount(), test.GetRowCount()));
        Assert.Equal((16, 4), (Views.Column<float>(train, "Label").Count(label => label == 1), Views.Column<float>(test, "Label").Count(label => label == 1)));
        Assert.Equal(Enumerable.Range(0, 1000), Views.Column<int>(train, "Number").Concat(Views.Column<int>(test, "Number")).Order());
        Assert.NotEqual(Views.Column<int>(test, "Number"), Views.Column<int>(Context.Data.StratifiedTrainTestSplit(view, 0.2, seed: 4).TestSet, "Number"));
    }

    [Fact]
    public void FoldsAreThoseOfTheLibraryAndRowsWithoutALabelAreInNone()
    {
        var view = Rows(60, row => row == 9 ? float.NaN : row % 5 == 0 ? 1 : 0);
        int[] labelled = [.. Enumerable.Range(0, 60).Where(row => row != 9)];
        var expected = CrossValidation.Folds([.. labelled.Select(row => row % 5 == 0 ? 1 : 0)], 3, 7);
        var folds = Context.Data.StratifiedCrossValidationSplit(view, 3, seed: 7);
        Assert.Equal(3, folds.Count);
        for (var fold = 0; fold < 3; fold++)
        {
            Assert.Equal(labelled.Where((_, i) => expected[i] == fold), Views.Column<int>(folds[fold].TestSet, "Number"));
            Assert.Equal(labelled.Where((_, i) => expected[i] != fold), Views.Column<int>(folds[fold].TrainSet, "Number"));
        }
    }

    [Fact]
    public void RowsOfAGroupStayTogether()
    {
        var folds = Context.Data.StratifiedCrossValidationSplit(Rows(80, row => row % 8 == 0 ? 1 : 0), 4, samplingKeyColumnName: "Card");
        string[][] cards = [.. folds.Select(fold => Views.Column<string>(fold.TestSet, "Card").Distinct(StringComparer.Ordinal).ToArray())];
        Assert.Equal(20, cards.Sum(own => own.Length));
        Assert.Equal(20, cards.SelectMany(own => own).Distinct(StringComparer.Ordinal).Count());
        Assert.All(folds, fold => Assert.Contains(1, Views.Column<float>(fold.TestSet, "Label")));
        Assert.Contains(
            "Column 'Features' is of type Vector<Single, 1>; groups must be texts",
            Assert.Throws<ArgumentException>(() => Context.Data.StratifiedCrossValidationSplit(Rows(8, row => row % 2), 2, samplingKeyColumnName: "Features")).Message,
            StringComparison.Ordinal);
    }

    /// <summary>A pipeline of ML.NET's own, whose folds by chance had no positive.</summary>
    [Fact]
    public void EveryFoldOfARareClassHasAnArea()
    {
        var view = Rows(200, row => row % 40 == 0 ? 1 : 0);
        var typed = Context.Transforms.Expression("Label", "x : x > 0.5f", "Label").Fit(view).Transform(view);
        var results = Context.BinaryClassification.StratifiedCrossValidate(typed, Context.BinaryClassification.Trainers.LbfgsLogisticRegression());
        Assert.Equal([0, 1, 2, 3, 4], results.Select(result => result.Fold));
        Assert.All(results, result => Assert.InRange(result.Metrics.AreaUnderRocCurve, 0, 1));
        Assert.All(results, result => Assert.Equal(40, Views.Column<float>(result.ScoredHoldOutSet, "Score").Length));
    }

    [Fact]
    public void AFoldIsScoredByRowsOutsideItAlone()
    {
        // Features tell rows apart and nothing else: a model that has seen a row knows its class.
        var random = new Random(1);
        int[] classes = [.. Enumerable.Range(0, 120).Select(_ => random.Next(3))];
        var view = Rows(120, row => classes[row]);
        var tree = Context.MulticlassClassification.Trainers.DecisionTree();
        Assert.Equal(1, Context.MulticlassClassification.EvaluateImbalanced(tree.Fit(view).Transform(view)).BalancedAccuracy);
        Assert.All(Context.MulticlassClassification.StratifiedCrossValidate(view, tree, 3), fold => Assert.InRange(fold.Metrics.BalancedAccuracy, 0, 0.6));
    }

    [Fact]
    public void AViewWhoseOrderChangesIsFoundOut()
    {
        var turn = 0;
        IEnumerable<Example> Changing()
        {
            var start = turn++;
            return Enumerable.Range(0, 40).Select(row => new Example { Number = row + start, Label = row % 2 }).Take(40 - (start > 1 ? 1 : 0));
        }

        var view = Context.Data.LoadFromEnumerable(new Repeated(Changing));
        var (train, _) = Context.Data.StratifiedTrainTestSplit(view, 0.5);
        turn = 5;
        var exception = Assert.ThrowsAny<Exception>(() => Views.Column<float>(train, "Label"));
        Assert.Contains("The rows of the view came in another order, or in another number", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void BadSplitsAreRefused()
    {
        var view = Rows(20, row => row % 2);
        Assert.Throws<ArgumentOutOfRangeException>(() => Context.Data.StratifiedTrainTestSplit(view, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Context.Data.StratifiedCrossValidationSplit(view, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Context.Data.StratifiedCrossValidationSplit(view, 21));
        Assert.Throws<ArgumentException>(() => Context.Data.StratifiedTrainTestSplit(view, 0.5, "Class"));
        Assert.Throws<ArgumentException>(() => Context.Data.StratifiedTrainTestSplit(Rows(4, _ => float.NaN), 0.5));
        Assert.Throws<ArgumentException>(() => Context.Data.StratifiedTrainTestSplit(Rows(4, row => row == 0 ? 1 : 0), 0.5));
    }

    private sealed class Repeated(Func<IEnumerable<Example>> rows) : IEnumerable<Example>
    {
        public IEnumerator<Example> GetEnumerator() => rows().GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed class Example
    {
        public int Number { get; set; }

        [VectorType(1)]
        public float[] Features { get; set; } = [0];

        public float Label { get; set; }

        public string Card { get; set; } = "";
    }
}
