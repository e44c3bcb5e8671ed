using Counterweight.Resampling.Over;
using Counterweight.Training.Resampling;
using Microsoft.ML;
using Microsoft.ML.Data;
using Xunit;

namespace Counterweight.ML.Tests;

/// <summary>Every view of this package knows a column of another view from its own.</summary>
public sealed class AskedColumnTests
{
    private static readonly MLContext Context = Views.Context();

    /// <summary>A view of each kind. Each has a column 1 that is no number.</summary>
    private static Dictionary<string, IDataView> All()
    {
        var view = Views.Pima(Context);
        return new(StringComparer.Ordinal)
        {
            ["scored"] = Context.BinaryClassification.Trainers.DecisionTree().Fit(view).Transform(view),
            ["resampled"] = Context.Data.Resample(view, new OverResampler(new Smote())),
            ["split"] = Context.Data.StratifiedTrainTestSplit(view).TestSet,
            ["fold"] = Context.Data.StratifiedCrossValidationSplit(view)[0].TrainSet,
        };
    }

    [Theory]
    [InlineData("scored")]
    [InlineData("resampled")]
    [InlineData("split")]
    [InlineData("fold")]
    public void AColumnOfAnotherViewIsRefused(string kind)
    {
        var view = All()[kind];
        var other = Context.Data.LoadFromEnumerable(new[] { new Wide() }).Schema;
        foreach (var column in other)
        {
            // Column 0 has a name of its own, column 1 a name of the views and another type, and the others lie beyond the last.
            var message = Assert.Throws<ArgumentException>("columnsNeeded", () => view.GetRowCursor([column])).Message;
            Assert.StartsWith($"Column '{column.Name}' of type {column.Type} is none of this view: its column {column.Index} is ", message, StringComparison.Ordinal);
            Assert.Throws<ArgumentException>("columnsNeeded", () => view.GetRowCursorSet([column], 2));
            using var cursor = view.GetRowCursor(view.Schema);
            Assert.Throws<ArgumentException>("column", () => cursor.GetGetter<float>(column));
        }

        Assert.Throws<ArgumentNullException>("columnsNeeded", () => view.GetRowCursor(null!));
        Assert.Throws<ArgumentNullException>("columnsNeeded", () => view.GetRowCursorSet(null!, 2));
    }

    [Theory]
    [InlineData("scored")]
    [InlineData("resampled")]
    [InlineData("split")]
    [InlineData("fold")]
    public void AnEqualColumnOfAnotherViewIsThatOfThisOne(string kind)
    {
        var (view, same) = (All()[kind], All()[kind].Schema);
        using var cursor = view.GetRowCursor(same);
        var read = same.Select(column => cursor.IsColumnActive(column)).ToArray();
        Assert.DoesNotContain(false, read);
        var label = cursor.GetGetter<bool>(same["Label"]);
        var value = false;
        Assert.True(cursor.MoveNext());
        label(ref value);
    }

    private sealed class Wide
    {
        public float Own { get; set; }

        public int Label { get; set; }

        public float C { get; set; }

        public float D { get; set; }

        public float E { get; set; }

        public float F { get; set; }
    }
}
