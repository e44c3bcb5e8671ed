using Counterweight.Binning;
using Counterweight.Training.Data;
using Counterweight.Training.Models;

namespace Counterweight.Training.Linear;

/// <summary>Columns of a linear model: one of a number, and of a category one for each of its categories that training rows have.</summary>
internal sealed class LinearColumns
{
    private readonly int[][] places;
    private readonly int[] firsts;
    private readonly bool[] isNumber;

    /// <param name="places">For each category of each feature its column among those of the feature, −1 for none; empty for a number.</param>
    private LinearColumns(int[][] places)
    {
        this.places = places;
        firsts = new int[places.Length];
        isNumber = Array.ConvertAll(places, own => own.Length == 0);
        for (var feature = 0; feature < places.Length; feature++)
        {
            firsts[feature] = Count;
            Count += IsNumber(feature) ? 1 : places[feature].Max() + 1;
        }

        NumberCount = isNumber.Count(flag => flag);
    }

    public int FeatureCount => places.Length;

    /// <summary>All columns.</summary>
    public int Count { get; }

    /// <summary>Columns of numbers.</summary>
    public int NumberCount { get; }

    /// <summary>Columns that are 0 or 1.</summary>
    public int IndicatorCount => Count - NumberCount;

    public bool HasCategories => NumberCount < FeatureCount;

    /// <summary>Columns of rows: the heaviest categories of a feature have one of their own, all others that have weight share one.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="weights">One weight a row, or empty: all 1. A row of weight 0 is no row.</param>
    /// <param name="most">Most categories of a feature with a column of their own.</param>
    public static LinearColumns Find(Dataset data, ReadOnlySpan<double> weights, int most)
    {
        var found = new int[data.FeatureCount][];
        for (var feature = 0; feature < found.Length; feature++)
        {
            found[feature] = data.Categories[feature] is { } names ? Places(data, feature, names.Count, weights, most) : [];
        }

        return new LinearColumns(found);
    }

    /// <summary>Whether a feature is a number.</summary>
    public bool IsNumber(int feature) => isNumber[feature];

    /// <summary>The column of a feature's value: of a number its only one, of a category the one that is 1; −1 for none.</summary>
    public int Of(int feature, double value)
    {
        if (IsNumber(feature))
        {
            return firsts[feature];
        }

        var own = places[feature];
        var place = value >= 0 && value < own.Length && double.IsInteger(value) ? own[(int)value] : -1;
        return place < 0 ? -1 : firsts[feature] + place;
    }

    /// <summary>What each column is.</summary>
    public LinearColumn[] Describe()
    {
        var columns = new List<LinearColumn>();
        for (var feature = 0; feature < places.Length; feature++)
        {
            var categories = places[feature].Select((place, category) => (place, category)).Where(pair => pair.place >= 0).ToLookup(pair => pair.place, pair => pair.category);
            var count = IsNumber(feature) ? 1 : categories.Count;
            for (var place = 0; place < count; place++)
            {
                columns.Add(new LinearColumn(feature, Array.AsReadOnly(categories[place].ToArray())));
            }
        }

        return [.. columns];
    }

    /// <summary>Refuses names of other categories than these.</summary>
    public void CheckSchema(ModelSchema schema)
    {
        for (var feature = 0; feature < places.Length; feature++)
        {
            var named = schema.Features[feature].Categories?.Count ?? 0;
            if (named != places[feature].Length)
            {
                throw Require.Misfit($"schema.Features[{feature}], '{schema.Features[feature].Name}', has {named} categories, the model {places[feature].Length}.", nameof(schema));
            }
        }
    }

    public void Write(ModelWriter writer)
    {
        foreach (var own in places)
        {
            writer.Integers(own);
        }
    }

    /// <summary>Columns of numbers alone.</summary>
    public static LinearColumns OfNumbers(int featureCount)
    {
        var none = new int[featureCount][];
        Array.Fill(none, []);
        return new LinearColumns(none);
    }

    /// <summary>Reads the columns of so many features.</summary>
    /// <exception cref="InvalidDataException">A column has no category.</exception>
    public static LinearColumns Read(ModelReader reader, int featureCount)
    {
        // No more memory than the model has bytes.
        var read = new List<int[]>();
        for (var feature = 0; feature < featureCount; feature++)
        {
            read.Add(reader.Integers());
            CheckPlaces(read[^1]);
        }

        ModelReader.Require(read.Sum(own => own.Length == 0 ? 1 : own.Max() + 1L) < Array.MaxLength, "an array holds a number of each column");
        return new LinearColumns([.. read]);
    }

    private static void CheckPlaces(int[] own)
    {
        var (next, last) = (0, own.Length == 0 ? 0 : own.Max());
        foreach (var place in own)
        {
            var isInOrder = place < 0 || place == last ? place >= -1 : place == next++;
            ModelReader.Require(isInOrder, "columns are those of categories in their order, the last perhaps of several");
        }

        ModelReader.Require(next == Math.Max(0, last), "every column has a category");
    }

    private static int[] Places(Dataset data, int feature, int categories, ReadOnlySpan<double> weights, int most)
    {
        var heaviest = data.IsSingle
            ? FeatureBins.FindCategorical(data.SingleMatrix, feature, weights, most + 1)
            : FeatureBins.FindCategorical(data.DoubleMatrix, feature, weights, most + 1);
        var own = new int[categories];
        own.AsSpan().Fill(-1);
        var column = data.Column(feature);
        for (var row = 0; row < column.Length; row++)
        {
            if (!double.IsNaN(column[row]) && (weights.IsEmpty || weights[row] > 0))
            {
                own[(int)column[row]] = heaviest.Lowest.Length;
            }
        }

        for (var place = 0; place < heaviest.Lowest.Length; place++)
        {
            own[(int)heaviest.Lowest[place]] = place;
        }

        return own;
    }
}
