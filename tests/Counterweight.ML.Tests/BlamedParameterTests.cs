using Counterweight.ML.Columns;
using Counterweight.Resampling.Over;
using Counterweight.Training;
using Counterweight.Training.Resampling;
using Microsoft.ML;
using Microsoft.ML.Data;
using Xunit;

namespace Counterweight.ML.Tests;

/// <summary>An error names what the caller wrote: a parameter of the method that was called, or a column.</summary>
public sealed class BlamedParameterTests
{
    private static readonly MLContext Context = Views.Context();
    private static readonly DataOperationsCatalog Data = Context.Data;
    private static readonly BinaryClassificationCatalog Binary = Context.BinaryClassification;

    [Theory]
    [InlineData(1, "numberOfFolds is 1; it must be in [2, 6], the number of rows that have a label.")]
    [InlineData(-1, "numberOfFolds is -1; it must be in [2, 6], the number of rows that have a label.")]
    [InlineData(7, "numberOfFolds is 7; it must be in [2, 6], the number of rows that have a label.")]
    public void FoldsAreNamedAsTheCallerNamesThem(int count, string message)
    {
        var (view, tree) = (Rows(6), Binary.Trainers.DecisionTree());
        AssertBlames("numberOfFolds", message, () => Data.StratifiedCrossValidationSplit(view, count));
        AssertBlames("numberOfFolds", message, () => Binary.StratifiedCrossValidate(view, tree, count));
        AssertBlames("numberOfFolds", message, () => Context.MulticlassClassification.StratifiedCrossValidate(view, Context.MulticlassClassification.Trainers.DecisionTree(), count));
        AssertBlames("numberOfFolds", message.Replace("6], the number of rows that have a label", "3], the number of groups of rows that have a label", StringComparison.Ordinal), () => Data.StratifiedCrossValidationSplit(view, count, samplingKeyColumnName: "Group"));
        AssertBlames("numberOfFolds", count > 2 ? message : $"numberOfFolds is {count}; it must be at least 2.", () => tree.OnHeldOutRows(Binary.Calibration(), count).Fit(view));
    }

    [Fact]
    public void RowsWithoutALabelAreNamedAsTheCallerNamesThem()
    {
        const string Message = "No row has a label in column 'Label'.";
        var view = Data.LoadFromEnumerable(new Unlabelled[] { new() });
        var labelled = Rows(4);
        var tree = Binary.Trainers.DecisionTree();
        AssertBlames("data", Message, () => Data.StratifiedTrainTestSplit(view));
        AssertBlames("data", Message, () => Data.StratifiedCrossValidationSplit(view, 2));
        AssertBlames("data", Message, () => Data.Resample(view, new OverResampler(new Smote())));
        AssertBlames("data", Message, () => Binary.EvaluateImbalanced(view));
        AssertBlames("input", Message, () => tree.Fit(view));
        AssertBlames("trainData", Message, () => tree.Fit(view, labelled));
        AssertBlames("validationData", Message, () => tree.Fit(labelled, view));
        AssertBlames("input", Message, () => tree.OnResampledRows(new OverResampler(new Smote())).Fit(view));
        AssertBlames("input", Message, () => tree.OnHeldOutRows(Binary.Calibration()).Fit(view));
        AssertBlames("input", Message, () => Binary.Calibration().Fit(view));
        AssertBlames("input", Message, () => Context.Transforms.ClassWeights().Fit(view));
    }

    [Fact]
    public void NoRowsAtAllAreNamedAsTheCallerNamesThem()
    {
        var tree = Binary.Trainers.DecisionTree();
        Assert.Throws<ArgumentNullException>("data", () => Data.StratifiedTrainTestSplit(null!));
        Assert.Throws<ArgumentNullException>("data", () => Data.StratifiedCrossValidationSplit(null!));
        Assert.Throws<ArgumentNullException>("data", () => Binary.StratifiedCrossValidate(null!, tree));
        Assert.Throws<ArgumentNullException>("data", () => Data.Resample(null!, new OverResampler(new Smote())));
        Assert.Throws<ArgumentNullException>("data", () => Binary.EvaluateImbalanced(null!));
        Assert.Throws<ArgumentNullException>("input", () => tree.Fit(null!));
        Assert.Throws<ArgumentNullException>("trainData", () => tree.Fit(null!, null));
        Assert.Throws<ArgumentNullException>("input", () => tree.OnResampledRows(new OverResampler(new Smote())).Fit(null!));
        Assert.Throws<ArgumentNullException>("input", () => tree.OnHeldOutRows(Binary.Calibration()).Fit(null!));
        Assert.Throws<ArgumentNullException>("input", () => Context.Transforms.ClassWeights().Fit(null!));
    }

    [Fact]
    public void AClassOfOneRowIsNamed() => AssertBlames(
        "Kind", "Column 'Kind' has one row of class 'c'; a class must have two rows, one for each side.", () => Data.StratifiedTrainTestSplit(Keyed(), labelColumnName: "Kind"));

    [Fact]
    public void WeightsOfClassesThatDoNotFitAreNamed() => AssertBlames(
        "weighting", "weighting is custom 1, 2, 3, which has 3 weights for 2 classes.", () => Context.Transforms.ClassWeights(weighting: ClassWeighting.Custom(1, 2, 3)).Fit(Rows(4)));

    [Theory]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void AnInfiniteFeatureIsNamedByTheCallersRow(float value)
    {
        // Rows 0 and 1 have no label, so that row 3 is the second that is trained on.
        var view = Data.LoadFromEnumerable(Enumerable.Range(0, 40).Select(row => new Numbered { Label = row < 2 ? float.NaN : row % 2, Features = [row, row == 3 ? value : 1] }).ToArray());
        var message = Refuse.Text($"Column 'Features' is {value} at slot 1 in row 3, the feature 'Features[1]'; it must be finite, or NaN where it is missing.");
        AssertBlames("Features", message, () => Binary.Trainers.DecisionTree().Fit(view));
        AssertBlames("Features", message, () => Data.Resample(view, new OverResampler(new Smote())));

        // Rows are scored by blocks, and one at a time where a model was loaded.
        var far = Data.LoadFromEnumerable(Enumerable.Range(0, 600).Select(row => new Numbered { Label = row % 2, Features = [row, row == 523 ? value : 1] }).ToArray());
        var model = Binary.Trainers.DecisionTree().Fit(Data.TakeRows(far, 100));
        AssertBlames("Features", message.Replace("row 3,", "row 523,", StringComparison.Ordinal), () => Views.Column<float>(model.Transform(far), "Score"));
        var mapper = model.GetRowToRowMapper(far.Schema);
        using var cursor = far.GetRowCursor(far.Schema);
        var score = mapper.GetRow(cursor, mapper.OutputSchema).GetGetter<float>(mapper.OutputSchema["Score"]);
        var number = 0f;
        while (cursor.Position < 523)
        {
            cursor.MoveNext();
        }

        AssertBlames("Features", message.Replace(" in row 3,", ",", StringComparison.Ordinal), () => score(ref number));
    }

    [Fact]
    public void KeysOfOneNameAreClassesOfTheirNumbers()
    {
        // ML.NET holds the values of keys to be no different; a data set does.
        var builder = new DataViewSchema.Annotations.Builder();
        builder.Add("KeyValues", new VectorDataViewType(TextDataViewType.Instance, 3), (ref VBuffer<ReadOnlyMemory<char>> names) => names = new(3, ["no".AsMemory(), "yes".AsMemory(), "no".AsMemory()]));
        var schema = new DataViewSchema.Builder();
        schema.AddColumn("Kind", new KeyDataViewType(typeof(uint), 3), builder.ToAnnotations());
        Assert.Equal(["no #0", "yes #1", "no #2"], new ClassColumn(schema.ToSchema(), "Kind", isBinary: false).ClassNames());
    }

    private static void AssertBlames(string parameter, string message, Action step)
    {
        var error = Assert.ThrowsAny<ArgumentException>(step);
        Assert.Equal((parameter, $"{message} (Parameter '{parameter}')"), (error.ParamName, error.Message));
    }

    private static IDataView Rows(int count) => Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(row => new Grouped { Label = row % 2 == 0, Features = [row, 1], Group = row % 3 }).ToArray());

    private static IDataView Keyed()
    {
        var view = Data.LoadFromEnumerable("aabbc".Select(letter => new Texted { Text = $"{letter}" }).ToArray());
        return Context.Transforms.Conversion.MapValueToKey("Kind", "Text").Fit(view).Transform(view);
    }

    private sealed class Unlabelled
    {
        public float Label { get; set; } = float.NaN;

        [VectorType(2)]
        public float[] Features { get; set; } = [1, 2];

        public float Score { get; set; }

        public float Probability { get; set; }

        public bool PredictedLabel { get; set; }
    }

    private sealed class Grouped
    {
        public bool Label { get; set; }

        [VectorType(2)]
        public float[] Features { get; set; } = [];

        public int Group { get; set; }
    }

    private sealed class Numbered
    {
        public float Label { get; set; }

        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }

    private sealed class Texted
    {
        public string Text { get; set; } = "";
    }
}
