using System.Globalization;
using Counterweight.Training.Data;

namespace Counterweight.Peers.Rows;

/// <summary>Normal features, and classes that depend on some of them; rows to learn from and rows to judge by.</summary>
internal sealed class GeneratedRows
{
    /// <summary>Rows to judge by, at most.</summary>
    private const int MostTestRows = 100_000;

    private GeneratedRows(float[] values, int[] labels, int rows, int features, int classes)
    {
        Train = Part(values, labels, 0, rows, features, classes);
        Test = Part(values, labels, rows, labels.Length - rows, features, classes);
    }

    /// <summary>Rows to learn from.</summary>
    public RowPart Train { get; }

    /// <summary>Rows to judge by.</summary>
    public RowPart Test { get; }

    /// <summary>A line, a product and a wave tell the class, with noise; classes are bands of that number.</summary>
    /// <param name="rows">Rows to learn from.</param>
    /// <param name="features">Features, at least 3.</param>
    /// <param name="shares">How many rows a class has, as shares of any sum.</param>
    /// <param name="seed">Of all draws.</param>
    public static GeneratedRows Bands(int rows, int features, double[] shares, int seed)
    {
        var draws = new NormalDraws(seed);
        var all = rows + Math.Min(rows, MostTestRows);
        var line = draws.Floats(features);
        var values = draws.Floats(all * features);
        var signal = new double[all];
        for (var row = 0; row < all; row++)
        {
            var own = values.AsSpan(row * features, features);
            var sum = 0.0;
            for (var feature = 0; feature < features; feature++)
            {
                sum += line[feature] * own[feature];
            }

            signal[row] = (sum / Math.Sqrt(features)) + (0.8 * own[0] * own[1]) + (0.5 * Math.Sin(2 * own[2])) + (0.7 * draws.Next());
        }

        var limits = Limits(signal, shares);
        return new(values, Array.ConvertAll(signal, number => limits.Count(limit => limit < number)), rows, features, shares.Length);
    }

    /// <summary>Numbers and levels of variables add up to the class, with noise; a level of the first variable turns the first number's sign.</summary>
    /// <param name="rows">Rows to learn from.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="shares">How many rows a class has, as shares of any sum.</param>
    /// <param name="seed">Of all draws.</param>
    public static GeneratedRows Levels(int rows, LevelColumns columns, double[] shares, int seed)
    {
        var draws = new NormalDraws(seed);
        var all = rows + Math.Min(rows, MostTestRows);
        var effects = draws.Floats(columns.FeatureCount);
        var values = new float[all * columns.FeatureCount];
        var signal = new double[all];
        for (var row = 0; row < all; row++)
        {
            var own = values.AsSpan(row * columns.FeatureCount, columns.FeatureCount);
            var sum = 0.0;
            for (var number = 0; number < columns.Numbers; number++)
            {
                own[number] = (float)draws.Next();
                sum += effects[number] * own[number];
            }

            for (var variable = 0; variable < columns.Variables; variable++)
            {
                var level = (int)(columns.LevelCount * Math.Pow(draws.Uniform(), 2));
                own[columns.Column(variable, level)] = 1;
                sum += effects[columns.Column(variable, level)] + (variable == 0 && level % 2 == 0 ? own[0] : 0);
            }

            signal[row] = (sum / Math.Sqrt(columns.Numbers + columns.Variables)) + (0.7 * draws.Next());
        }

        var limits = Limits(signal, shares);
        return new(values, Array.ConvertAll(signal, number => limits.Count(limit => limit < number)), rows, columns.FeatureCount, shares.Length);
    }

    /// <summary>Classes drawn by a multinomial logistic regression, the later ones the rarer.</summary>
    /// <param name="rows">Rows to learn from.</param>
    /// <param name="features">Features.</param>
    /// <param name="classes">Classes.</param>
    /// <param name="seed">Of all draws.</param>
    public static GeneratedRows Logistic(int rows, int features, int classes, int seed)
    {
        var draws = new NormalDraws(seed);
        var all = rows + Math.Min(rows, MostTestRows);
        var weights = draws.Floats(classes * features);
        var values = draws.Floats(all * features);
        var labels = new int[all];
        for (var row = 0; row < all; row++)
        {
            var own = values.AsSpan(row * features, features);
            var best = double.NegativeInfinity;
            for (var label = 0; label < classes; label++)
            {
                // The greatest of logits with Gumbel's noise is a draw from their softmax.
                var score = (-0.7 * label) - Math.Log(-Math.Log(draws.Uniform()));
                for (var feature = 0; feature < features; feature++)
                {
                    score += 2 / Math.Sqrt(features) * weights[(label * features) + feature] * own[feature];
                }

                (best, labels[row]) = score > best ? (score, label) : (best, labels[row]);
            }
        }

        return new(values, labels, rows, features, classes);
    }

    /// <summary>Quantiles between classes of the shares.</summary>
    private static double[] Limits(double[] signal, double[] shares)
    {
        double[] sorted = [.. signal.Order()];
        var (limits, sum) = (new double[shares.Length - 1], 0.0);
        for (var label = 0; label < limits.Length; label++)
        {
            sum += shares[label];
            limits[label] = sorted[(int)(sum / shares.Sum() * (sorted.Length - 1))];
        }

        return limits;
    }

    private static RowPart Part(float[] values, int[] labels, int first, int count, int features, int classes)
    {
        var rowMajor = values.AsSpan(first * features, count * features).ToArray();
        var columns = new float[rowMajor.Length];
        for (var row = 0; row < count; row++)
        {
            for (var feature = 0; feature < features; feature++)
            {
                columns[(feature * count) + row] = rowMajor[(row * features) + feature];
            }
        }

        return new(new Dataset(Names("f", features), Names("c", classes), columns, labels.AsSpan(first, count).ToArray()), rowMajor);
    }

    private static string[] Names(string prefix, int count) => [.. Enumerable.Range(0, count).Select(i => prefix + i.ToString(CultureInfo.InvariantCulture))];
}
