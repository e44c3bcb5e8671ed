using Counterweight.Resampling.Over;
using Counterweight.Training.Resampling;
using Microsoft.ML;
using Microsoft.ML.Data;
using Xunit;

namespace Counterweight.ML.Tests;

/// <summary>Training rows that are resampled, and rows that are not.</summary>
public sealed class ResamplingTests
{
    private static readonly MLContext Context = Views.Context();

    [Fact]
    public void UnderSamplingDropsRowsAndOverSamplingCopiesThem()
    {
        var view = Views.Pima(Context);
        var under = Context.Data.Resample(view, new RandomUnderResampler(), seed: 2);
        Assert.Equal([268, 268], Counts(under));
        Assert.Equal(536, under.GetRowCount());
        var original = Keys(view);
        Assert.Subset(original, Keys(under));

        var over = Context.Data.Resample(view, new OverResampler(new RandomOverSampler()));
        Assert.Equal([500, 500], Counts(over));
        Assert.Equal(original, Keys(over));
        Assert.Equal(["Label", "Features"], over.Schema.Select(column => column.Name), StringComparer.Ordinal);
    }

    [Fact]
    public void SmoteMakesRowsBetweenThose()
    {
        var view = Views.Pima(Context);
        var smote = Context.Data.Resample(view, new OverResampler(new Smote()), seed: 1);
        Assert.Equal([500, 500], Counts(smote));
        float[][] positives = [.. Views.Column<float[]>(view, "Features").Zip(Views.Column<bool>(view, "Label")).Where(row => row.Second).Select(row => row.First)];
        float[][] made = Views.Column<float[]>(smote, "Features")[768..];
        for (var feature = 0; feature < 8; feature++)
        {
            var (least, greatest) = (positives.Min(row => row[feature]), positives.Max(row => row[feature]));
            Assert.All(made, row => Assert.InRange(row[feature], least, greatest));
        }

        Assert.NotEqual(Views.Column<float[]>(smote, "Features")[768..], Views.Column<float[]>(Context.Data.Resample(view, new OverResampler(new Smote()), seed: 2), "Features")[768..]);
    }

    /// <summary>A trainer that ML.NET made: it is given more rows, and the fitted model scores rows as they are.</summary>
    [Fact]
    public void AnyTrainerIsFittedToResampledRowsAndScoresAllAsTheyAre()
    {
        var view = Views.Pima(Context);
        var plain = Context.BinaryClassification.Trainers.LbfgsLogisticRegression();
        var resampled = plain.OnResampledRows(new OverResampler(new Smote()));
        var scored = resampled.Fit(view).Transform(view);
        Assert.Equal(Views.Column<bool>(view, "Label"), Views.Column<bool>(scored, "Label"));

        var (before, after) = (Context.BinaryClassification.EvaluateImbalanced(plain.Fit(view).Transform(view)), Context.BinaryClassification.EvaluateImbalanced(scored));
        Assert.True(after.Recall(1) > before.Recall(1) + 0.1);

        // The model that rows resampled before would have given.
        var direct = plain.Fit(Context.Data.Resample(view, new OverResampler(new Smote()))).Transform(view);
        Assert.Equal(Views.Column<float>(direct, "Score"), Views.Column<float>(scored, "Score"));
    }

    [Fact]
    public void KeysWeightsAndNamesStayAsTheyWere()
    {
        var glass = Views.KeyedGlass(Context);
        var weighted = Context.Transforms.ClassWeights("Weight").Fit(glass).Transform(glass);
        var over = Context.Data.Resample(weighted, new OverResampler(new RandomOverSampler()), exampleWeightColumnName: "Weight");

        Assert.Equal(weighted.Schema["Label"].Type, over.Schema["Label"].Type);
        Assert.Equal(weighted.Schema["Features"].Type, over.Schema["Features"].Type);
        var named = Context.Transforms.Conversion.MapKeyToValue("Type", "Label").Fit(over).Transform(over);
        Assert.Equal(Views.Column<string>(glass, "Type"), Views.Column<string>(named, "Type")[..214], StringComparer.Ordinal);
        Assert.Equal(Views.Column<float>(weighted, "Weight"), Views.Column<float>(over, "Weight")[..214]);
        Assert.All(Views.Column<string>(named, "Type").CountBy(name => name, StringComparer.Ordinal), count => Assert.Equal(76, count.Value));
    }

    /// <summary>One-hot slots are a category each: made rows have one of them, and not parts of two.</summary>
    [Fact]
    public void SmoteOfOneHotSlotsIsSmoteOfCategories()
    {
        var random = new Random(2);
        var rows = Enumerable.Range(0, 80).Select(row => new Example { Size = random.NextSingle(), Colour = $"{random.Next(3)}", Label = row % 8 == 0 }).ToArray();
        var view = Context.Data.LoadFromEnumerable(rows);
        var prepared = Context.Transforms.Categorical.OneHotEncoding("Colour").Append(Context.Transforms.Concatenate("Features", "Size", "Colour")).Fit(view).Transform(view);
        var over = Context.Data.Resample(prepared, new OverResampler(new Smote()));

        Assert.Equal([70, 70], Counts(over));
        Assert.Equal(Views.Column<float[]>(prepared, "Features"), Views.Column<float[]>(over, "Features")[..80]);
        Assert.All(Views.Column<float[]>(over, "Features"), row => Assert.Equal([0, 0, 1], row[1..].Order()));
    }

    [Fact]
    public void WhatCannotBeResampledIsRefused()
    {
        var view = Views.Pima(Context);
        Assert.Throws<ArgumentNullException>(() => Context.Data.Resample(view, null!));
        Assert.Contains("There is no column 'Class'", Assert.Throws<ArgumentException>(() => Context.Data.Resample(view, new RandomUnderResampler(), "Class")).Message, StringComparison.Ordinal);
        var pipeline = new EstimatorChain<ITransformer>().Append(Context.BinaryClassification.Trainers.DecisionTree().OnResampledRows(new RandomUnderResampler(), featureColumnName: "Label"));
        Assert.Contains("Column 'Label' is of type Boolean; it must be a vector of Single", Assert.Throws<ArgumentException>(() => pipeline.Fit(view)).Message, StringComparison.Ordinal);
    }

    private static int[] Counts(IDataView view) => [.. Views.Column<bool>(view, "Label").CountBy(label => label).OrderBy(count => count.Key).Select(count => count.Value)];

    private static HashSet<string> Keys(IDataView view) => Views.Column<float[]>(view, "Features").Select(row => string.Join(' ', row)).ToHashSet(StringComparer.Ordinal);

    private sealed class Example
    {
        public float Size { get; set; }

        public string Colour { get; set; } = "";

        public bool Label { get; set; }
    }
}
