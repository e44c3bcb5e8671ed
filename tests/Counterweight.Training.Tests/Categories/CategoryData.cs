using Counterweight.Training.Data;

namespace Counterweight.Training.Tests.Categories;

/// <summary>Made-up rows with categories.</summary>
internal static class CategoryData
{
    /// <summary>Categories of the features of <see cref="Mixed"/>; 0: a number.</summary>
    private static readonly int[] Counts = [0, 20, 4, 0, 400, 1, 70];

    /// <summary>Two numbers and five categories, of 20, 4, 400, 1 and 70, with some values missing. Classes depend on most of them.</summary>
    public static Dataset Mixed(int seed, int rows, int classes, double missing = 0.1)
    {
        var random = new Random(seed);
        var values = new double[Counts.Length * rows];
        var labels = new int[rows];
        for (var row = 0; row < rows; row++)
        {
            var score = random.NextDouble();
            for (var feature = 0; feature < Counts.Length; feature++)
            {
                // The square makes some categories rare, those of the 400 most of all.
                var value = Counts[feature] == 0 ? Math.Round(random.NextDouble(), 3) : Math.Floor(Counts[feature] * random.NextDouble() * random.NextDouble());
                score += Counts[feature] == 0 ? value / 3 : Scattered(feature, value) / 2;
                values[(feature * rows) + row] = random.NextDouble() < missing ? double.NaN : value;
            }

            labels[row] = row < classes ? row : Math.Clamp((int)((score - 0.8) * classes / 1.6), 0, classes - 1);
        }

        return TestData.Create(Counts.Length, classes, values, labels).WithCategories([.. Counts.Select(Names)]);
    }

    /// <summary>One feature, whose category alone decides between two classes: no order of the categories tells them.</summary>
    public static Dataset Scrambled(int seed, int rows, int categories, bool isNamed)
    {
        var random = new Random(seed);
        double[] values = [.. Enumerable.Range(0, rows).Select(_ => (double)random.Next(categories))];
        var data = TestData.Create(1, 2, values, [.. values.Select(value => Scattered(7, value) < 0.5 ? 0 : 1)]);
        return isNamed ? data.WithCategories([Names(categories)]) : data;
    }

    /// <summary>The same rows with the categories of each feature in another order.</summary>
    public static Dataset Permuted(Dataset data, int seed)
    {
        var random = new Random(seed);
        var names = data.Categories.Select(own =>
        {
            string[]? shuffled = own is null ? null : [.. own];
            random.Shuffle(shuffled ?? []);
            return shuffled;
        }).ToArray();
        var values = new double[data.FeatureCount * data.RowCount];
        for (var feature = 0; feature < data.FeatureCount; feature++)
        {
            for (var row = 0; row < data.RowCount; row++)
            {
                var value = data.Column(feature)[row];
                values[(feature * data.RowCount) + row] = names[feature] is null || double.IsNaN(value) ? value : Array.IndexOf(names[feature]!, data.Categories[feature]![(int)value]);
            }
        }

        return new Dataset(data.FeatureNames, data.ClassNames, values, data.Labels.ToArray()).WithCategories(names);
    }

    /// <summary>The same rows as floats.</summary>
    public static Dataset Floats(Dataset data)
    {
        float[] values = [.. Enumerable.Range(0, data.FeatureCount).SelectMany(feature => data.Column(feature).ToArray()).Select(value => (float)value)];
        return new Dataset(data.FeatureNames, data.ClassNames, values, data.Labels.ToArray()).WithCategories(data.Categories);
    }

    /// <summary>The same rows with other values of a feature.</summary>
    public static Dataset With(Dataset data, int feature, double value)
    {
        var values = Enumerable.Range(0, data.FeatureCount).SelectMany(column => data.Column(column).ToArray()).ToArray();
        Array.Fill(values, value, feature * data.RowCount, data.RowCount);
        return new Dataset(data.FeatureNames, data.ClassNames, values, data.Labels.ToArray()).WithCategories(data.Categories);
    }

    private static string[]? Names(int count) => count == 0 ? null : [.. Enumerable.Range(0, count).Select(category => $"k{category}")];

    /// <summary>A fraction that jumps from each category to the next.</summary>
    private static double Scattered(int feature, double category) => new Random((feature * 1000) + (int)category).NextDouble();
}
