using Counterweight.Training.Data;
using Counterweight.Training.Linear;
using Microsoft.ML;
using Microsoft.ML.Data;
using Xunit;

namespace Counterweight.ML.Tests;

/// <summary>What is read of a view: its types, sparse and missing values, categories, and views of every kind.</summary>
public sealed class ColumnTests
{
    private static readonly MLContext Context = Views.Context();

    /// <summary>The rows that a trainer is given.</summary>
    private static Dataset Read(IDataView view, string? weight = null)
    {
        Dataset? rows = null;
        Context.MulticlassClassification.Trainers.Classifier(
            (data, _, input) =>
            {
                rows = data;
                return LogisticRegressionClassifier.Fit(data.WithSampleWeights(null), null, input);
            },
            exampleWeightColumnName: weight).Fit(view);
        return rows!;
    }

    private static IDataView Rows(params Example[] rows) => Context.Data.LoadFromEnumerable(rows);

    private static IDataView Renamed(string name, string source) => Context.Transforms.CopyColumns(name, source).Fit(Rows(Example.Many(4))).Transform(Rows(Example.Many(4)));

    [Theory]
    [InlineData("Label", "Text", "Column 'Label' is of type String; it must be a Boolean, a key")]
    [InlineData("Label", "Features", "Column 'Label' is of type Vector<Single, 2>; it must be a Boolean, a key")]
    [InlineData("Features", "Wide", "Column 'Features' is of type Vector<Double, 2>; it must be a vector of Single of known size")]
    [InlineData("Features", "Weight", "Column 'Features' is of type Single; it must be a vector of Single of known size")]
    [InlineData("Features", "Variable", "Column 'Features' is of type Vector<Single>; it must be a vector of Single of known size")]
    [InlineData("Weight", "Text", "Column 'Weight' is of type String; it must be a Single or a Double")]
    public void ColumnsOfAnotherTypeAreRefusedByNameAndType(string name, string source, string message)
    {
        var trainer = Context.BinaryClassification.Trainers.DecisionTree(exampleWeightColumnName: "Weight");
        var view = Renamed(name, source);
        var exception = Assert.Throws<ArgumentException>(() => trainer.Fit(view));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Equal(name, exception.ParamName);

        // A pipeline finds it before a step is fitted.
        var ahead = Assert.Throws<ArgumentException>(() => new EstimatorChain<ITransformer>().Append(trainer).Fit(view));
        Assert.Contains($"Column '{name}' is of type ", ahead.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ColumnsThatAreNotThereAreNamed()
    {
        var view = Rows(Example.Many(4));
        Assert.Contains(
            "There is no column 'Marks'; there are 'Label', 'Features', 'Wide', 'Variable', 'Weight', 'Text'.",
            Assert.Throws<ArgumentException>(() => Context.BinaryClassification.Trainers.DecisionTree(featureColumnName: "Marks").Fit(view)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new EstimatorChain<ITransformer>().Append(Context.BinaryClassification.Trainers.DecisionTree("Class")).Fit(view));
        Assert.Throws<ArgumentException>(() => Context.BinaryClassification.Trainers.DecisionTree(""));
        Assert.Throws<ArgumentNullException>(() => Context.BinaryClassification.Trainers.Classifier(null!));
    }

    [Fact]
    public void ValuesOutOfRangeAreRefusedByColumnAndRow()
    {
        Refused("Column 'Label' is 2 in row 1; it must be the number of a class, a whole number from 0 to 1", () => Numbered([0, 2]));
        Refused("Column 'Label' is 0.5 in row 0", () => Numbered([0.5f, 1]));
        Refused("Column 'Weight' is -1 in row 2; a weight must be finite and at least 0.", () => Read(Rows([new(), new() { Label = true }, new() { Weight = -1 }]), "Weight"));
        Refused("Column 'Features' is -Infinity at slot 1 in row 1, the feature 'Features[1]'; it must be finite", () => Read(Rows([new(), new() { Features = [0, float.NegativeInfinity] }])));

        static void Numbered(float[] labels) => Context.BinaryClassification.Trainers.DecisionTree().Fit(
            Context.Data.LoadFromEnumerable(labels.Select(label => new NumberedExample { Label = label }).ToArray()));
        static void Refused(string message, Action fit) => Assert.Contains(message, Assert.Throws<ArgumentOutOfRangeException>(fit).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AKeyOfThreeIsNoLabelOfTwo()
    {
        var view = Views.KeyedGlass(Context);
        Assert.Contains("Column 'Label' is a key of 6 values; of two classes it must have 2.", Assert.Throws<ArgumentException>(() => Context.BinaryClassification.Trainers.DecisionTree().Fit(view)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ViewsWithoutLabelledRowsAreRefused()
    {
        Assert.Contains("No row has a label in column 'Label'.", Assert.Throws<ArgumentException>(() => Read(Rows())).Message, StringComparison.Ordinal);
        var missing = Context.Data.LoadFromEnumerable(new[] { new NumberedExample { Label = float.NaN } });
        Assert.Contains("No row has a label", Assert.Throws<ArgumentException>(() => Read(missing)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RowsWithoutALabelAreLeftOutAndMissingValuesStay()
    {
        var data = Read(Context.Data.LoadFromEnumerable(new NumberedExample[]
        {
            new() { Label = 0, Features = [1, 2] }, new() { Label = float.NaN, Features = [9, 9] }, new() { Label = 2, Features = [3, 4] }, new() { Label = 0, Features = [5, 6] },
        }));
        Assert.Equal((3, 3), (data.RowCount, data.ClassCount));
        Assert.Equal([0, 2, 0], data.Labels);
        Assert.Equal([1, 3, 5], data.Column(0).ToArray());

        Dataset? rows = null;
        Context.BinaryClassification.Trainers.Classifier((own, _, input) =>
        {
            rows = own;
            return Counterweight.Training.Trees.DecisionTreeClassifier.Fit(own, null, input);
        }).Fit(Rows([new() { Features = [float.NaN, 1] }, new() { Label = true, Features = [2, float.NaN] }]));
        Assert.Equal([double.NaN, 2], rows!.Column(0).ToArray());
    }

    /// <summary>Hashed words: most slots are 0 and are not stored.</summary>
    [Fact]
    public void SparseVectorsAreTheDenseOnes()
    {
        var texts = Context.Data.LoadFromEnumerable(Enumerable.Range(0, 40).Select(row => new Example { Text = $"word{row % 5} other{row % 3}", Label = row % 5 == 1 }).ToArray());
        var view = Context.Transforms.Text.ProduceHashedWordBags("Features", "Text", numberOfBits: 6).Fit(texts).Transform(texts);
        Assert.False(First(view).IsDense);
        var data = Read(view);
        float[][] dense = [.. view.GetColumn<VBuffer<float>>("Features").Select(vector => vector.DenseValues().ToArray())];
        for (var feature = 0; feature < 64; feature++)
        {
            Assert.Equal(dense.Select(row => (double)row[feature]), data.Column(feature).ToArray());
        }

        var model = Context.BinaryClassification.Trainers.LogisticRegression().Fit(view);
        Assert.Equal(Views.Column<bool>(view, "Label"), Views.Column<bool>(model.Transform(view), "PredictedLabel"));
    }

    [Fact]
    public void SlotsOfOneHotEncodingAreCategories()
    {
        var rows = Enumerable.Range(0, 60).Select(row => new Example { Text = row % 7 == 0 ? "" : $"colour {row % 4}", Weight = row, Label = row % 4 == 2 }).ToArray();
        var view = Context.Data.LoadFromEnumerable(rows);
        var prepared = Context.Transforms.Categorical.OneHotEncoding("Colour", "Text").Append(Context.Transforms.Concatenate("Features", "Weight", "Colour")).Fit(view).Transform(view);
        var data = Read(prepared);

        Assert.Equal(["Weight", "Colour"], data.FeatureNames, StringComparer.Ordinal);
        Assert.Null(data.Categories[0]);
        Assert.Contains("Colour.colour 2", data.Categories[1]!, StringComparer.Ordinal);
        Assert.Equal(rows.Select(row => (double)row.Weight), data.Column(0).ToArray());
        for (var row = 0; row < rows.Length; row++)
        {
            var value = data.Column(1)[row];
            Assert.Equal(rows[row].Text.Length == 0 ? double.NaN : data.Categories[1]!.ToList().IndexOf("Colour." + rows[row].Text), double.IsNaN(value) ? double.NaN : value);
        }

        // One split by a set of categories is enough.
        var model = Context.BinaryClassification.Trainers.DecisionTree(options: new() { MaxDepth = 1 }).Fit(prepared);
        var loaded = SavingTests.Reloaded(Context, model, prepared.Schema);
        Assert.Equal(rows.Select(row => row.Label && row.Text.Length > 0), Views.Column<bool>(loaded.Transform(prepared), "PredictedLabel"));
    }

    /// <summary>Slots that say they are of one category, and are 1 both.</summary>
    [Fact]
    public void CountsOfCategoriesAreNoCategories()
    {
        var view = Context.Data.LoadFromEnumerable(new[] { new Example { Text = "a" }, new Example { Text = "b", Label = true } });
        var prepared = Context.Transforms.Categorical.OneHotEncoding("Features", "Text").Fit(view).Transform(view);
        Assert.Equal(2, Read(prepared).Categories[0]!.Count);
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => Read(new AllOnes(prepared)));
        Assert.Contains("Column 'Features' is 1 at slot 1 in row 0, a category of 'a': of its slots one at most may be 1", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ViewsOfUnknownLengthAndShuffledOnesAreRead()
    {
        var view = Views.Pima(Context);
        var filtered = Context.Data.FilterByCustomPredicate<BinaryRow>(view, row => row.Features[0] > 5);
        Assert.Null(filtered.GetRowCount());
        Assert.Equal(Views.Column<float[]>(view, "Features").Count(row => row[0] <= 5), Read(filtered).RowCount);

        var shuffled = Context.Data.ShuffleRows(view, seed: 5);
        var data = Read(shuffled);
        Assert.Equal(768, data.RowCount);
        Assert.Equal(Views.Column<bool>(shuffled, "Label").Select(label => label ? 1 : 0), data.Labels.ToArray());
        var model = Context.BinaryClassification.Trainers.DecisionTree().Fit(shuffled);
        Assert.Equal(1, Context.BinaryClassification.EvaluateImbalanced(model.Transform(shuffled)).BalancedAccuracy, 0.02);
        Assert.Equal(Context.BinaryClassification.EvaluateImbalanced(model.Transform(view)).BalancedAccuracy, Context.BinaryClassification.EvaluateImbalanced(model.Transform(shuffled)).BalancedAccuracy, 1e-12);
    }

    [Fact]
    public void AnEmptyViewIsTransformedToAnEmptyOne()
    {
        var model = Context.BinaryClassification.Trainers.DecisionTree().Fit(Views.Pima(Context));
        var empty = Context.Data.LoadFromEnumerable(Array.Empty<BinaryRow>());
        Assert.Empty(Views.Column<float>(model.Transform(empty), "Score"));
    }

    [Fact]
    public void RowsOfAnotherWidthAreRefusedWhenTheyAreScored()
    {
        var model = Context.BinaryClassification.Trainers.DecisionTree().Fit(Views.Pima(Context));
        var narrow = Rows(Example.Many(1));
        Assert.Contains("Column 'Features' has 2 slots; it must have 8", Assert.Throws<ArgumentException>(() => model.Transform(narrow)).Message, StringComparison.Ordinal);
        var loaded = SavingTests.Reloaded(Context, model, Views.Pima(Context).Schema).Transform(narrow);
        Assert.Contains("Column 'Features' has 2 slots; it must have 8", Assert.ThrowsAny<Exception>(() => Views.Column<float>(loaded, "Score")).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void TrainersTakeWeightsAndRowsToWatch()
    {
        var weights = Read(Rows([new() { Weight = 2 }, new() { Label = true, Weight = 0.5f }]), "Weight").SampleWeights.ToArray();
        Assert.Equal([2, 0.5], weights);

        var (train, test) = Context.Data.StratifiedTrainTestSplit(Views.Pima(Context), 0.3);
        var trainer = Context.BinaryClassification.Trainers.GradientBoosting(options: new() { Rounds = 200, EarlyStoppingRounds = 5 });
        var model = Assert.IsType<Counterweight.Training.Boosting.GradientBoostingClassifier>(trainer.Fit(train, test).Classifier);
        Assert.InRange(model.Model.RoundCount, 1, 150);
        Assert.Throws<ArgumentException>(() => trainer.Fit(train));
    }

    private static VBuffer<float> First(IDataView view) => view.GetColumn<VBuffer<float>>("Features").First();

    /// <summary>The features of a view, each of them 1.</summary>
    private sealed class AllOnes(IDataView view) : IDataView
    {
        public bool CanShuffle => false;

        public DataViewSchema Schema => view.Schema;

        public long? GetRowCount() => null;

        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => new Cursor(view.GetRowCursor(columnsNeeded));

        public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded)];

        private sealed class Cursor(DataViewRowCursor rows) : DataViewRowCursor
        {
            public override long Position => rows.Position;

            public override long Batch => rows.Batch;

            public override DataViewSchema Schema => rows.Schema;

            public override bool IsColumnActive(DataViewSchema.Column column) => rows.IsColumnActive(column);

            public override ValueGetter<DataViewRowId> GetIdGetter() => rows.GetIdGetter();

            public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => column.Name is not "Features" ? rows.GetGetter<TValue>(column)
                : (ValueGetter<TValue>)(Delegate)(ValueGetter<VBuffer<float>>)((ref VBuffer<float> vector) => vector = new(2, [1, 1]));

            public override bool MoveNext() => rows.MoveNext();
        }
    }

    private sealed class Example
    {
        public bool Label { get; set; }

        [VectorType(2)]
        public float[] Features { get; set; } = [1, 2];

        [VectorType(2)]
        public double[] Wide { get; set; } = [1, 2];

        public float[] Variable { get; set; } = [1, 2];

        public float Weight { get; set; } = 1;

        public string Text { get; set; } = "";

        public static Example[] Many(int count) => [.. Enumerable.Range(0, count).Select(row => new Example { Label = row % 2 == 0 })];
    }

    private sealed class NumberedExample
    {
        public float Label { get; set; }

        [VectorType(2)]
        public float[] Features { get; set; } = [1, 2];
    }
}
