using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Features;

namespace Counterweight.Binning;

/// <summary>The bins of one feature: which values lie in each. Immutable, and rebuilt from its own arrays.</summary>
/// <remarks>
/// A numeric value is in the first bin whose edge is not below it; −0 is 0. A category is in the bin of its own where
/// it has one; all others, and categories never seen, are in the last bin. NaN is in none of them: the bin of missing
/// values is <see cref="BinMapper.MissingBin"/>.
/// </remarks>
public sealed class FeatureBins
{
    /// <summary>Most bins a feature can have; in bytes they are at most 255.</summary>
    public const int MaxBins = 65535;

    private readonly double[] lowest;
    private readonly double[] highest;
    private readonly double[] edges;
    private readonly float[] floatTable;
    private readonly double[] doubleTable;

    private FeatureBins(FeatureKind kind, double[] lowest, double[] highest, double[] edges, bool hasMissing)
    {
        Kind = kind;
        HasMissing = hasMissing;
        this.lowest = lowest;
        this.highest = highest;
        this.edges = edges;
        var length = (int)BitOperations.RoundUpToPowerOf2((uint)edges.Length + 1);
        doubleTable = new double[length];
        doubleTable.AsSpan().Fill(double.PositiveInfinity);
        edges.CopyTo(doubleTable, 0);
        floatTable = [.. doubleTable.Select(RoundDown)];
    }

    /// <summary>Numeric or categorical.</summary>
    public FeatureKind Kind { get; }

    /// <summary>Whether rows that the bins were found from lack a value.</summary>
    public bool HasMissing { get; }

    /// <summary>Bins of values, at least 1, the missing one not among them.</summary>
    public int BinCount => Kind == FeatureKind.Numeric ? edges.Length + 1 : lowest.Length + 1;

    /// <summary>Lowest value of each bin, ascending; of a categorical feature the category of each bin but the last. Empty where no row has a value.</summary>
    public ReadOnlySpan<double> Lowest => lowest;

    /// <summary>Highest value of each bin; of a categorical feature the same as <see cref="Lowest"/>.</summary>
    public ReadOnlySpan<double> Highest => highest;

    /// <summary>The thresholds between bins of a numeric feature, one fewer than bins: midpoints of neighbouring values. Empty for a categorical one.</summary>
    public ReadOnlySpan<double> Edges => Kind == FeatureKind.Numeric ? edges : [];

    /// <summary>A table of 2^n thresholds or categories, ascending, padded by +∞; of floats each the greatest that is not above.</summary>
    internal float[] FloatTable => floatTable;

    /// <inheritdoc cref="FloatTable"/>
    internal double[] DoubleTable => doubleTable;

    /// <summary>Bins of a numeric feature, such as saved ones.</summary>
    /// <param name="lowest">Lowest value of each bin, at most <see cref="MaxBins"/> of them; none where no row had a value.</param>
    /// <param name="highest">Highest value of each bin, not below its lowest and below the next bin's lowest.</param>
    /// <param name="hasMissing">Whether rows lack a value.</param>
    /// <exception cref="ArgumentException">The lengths differ or are too great.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is NaN or out of order; the message names index and value.</exception>
    public static FeatureBins CreateNumeric(ReadOnlySpan<double> lowest, ReadOnlySpan<double> highest, bool hasMissing)
    {
        Guard.SameLength(highest.Length, lowest.Length, nameof(highest), nameof(lowest));
        CheckLength(lowest.Length, MaxBins, nameof(lowest));
        for (var bin = 0; bin < lowest.Length; bin++)
        {
            if (double.IsNaN(lowest[bin]) || (bin > 0 && !(lowest[bin] > highest[bin - 1])))
            {
                throw new ArgumentOutOfRangeException(nameof(lowest), lowest[bin], Guard.Text($"lowest[{bin}] is {lowest[bin]}; it must lie above the highest value of the bin before."));
            }

            if (!(highest[bin] >= lowest[bin]))
            {
                throw new ArgumentOutOfRangeException(nameof(highest), highest[bin], Guard.Text($"highest[{bin}] is {highest[bin]}; it must not lie below the bin's lowest value {lowest[bin]}."));
            }
        }

        var thresholds = new double[Math.Max(0, lowest.Length - 1)];
        for (var bin = 0; bin < thresholds.Length; bin++)
        {
            thresholds[bin] = Midpoint.Between(highest[bin], lowest[bin + 1]);
        }

        return new(FeatureKind.Numeric, lowest.ToArray(), highest.ToArray(), thresholds, hasMissing);
    }

    /// <summary>Bins of a categorical feature, such as saved ones.</summary>
    /// <param name="categories">The categories with a bin of their own, integers in ascending order, fewer than <see cref="MaxBins"/>.</param>
    /// <param name="hasMissing">Whether rows lack a value.</param>
    /// <exception cref="ArgumentException">There are too many categories.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A category is not a finite integer or out of order; the message names index and value.</exception>
    public static FeatureBins CreateCategorical(ReadOnlySpan<double> categories, bool hasMissing)
    {
        CheckLength(categories.Length, MaxBins - 1, nameof(categories));
        for (var bin = 0; bin < categories.Length; bin++)
        {
            if (!double.IsInteger(categories[bin]) || (bin > 0 && !(categories[bin] > categories[bin - 1])))
            {
                throw new ArgumentOutOfRangeException(nameof(categories), categories[bin], Guard.Text($"categories[{bin}] is {categories[bin]}; categories must be integers in ascending order."));
            }
        }

        var own = categories.ToArray();
        return new(FeatureKind.Categorical, own, own, own, hasMissing);
    }

    /// <summary>Finds the bins of a numeric feature: see <see cref="QuantileBins.Find"/>.</summary>
    /// <typeparam name="T">Type of the values, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TWeight">Type of the weights, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="data">Rows with their features; NaN is a missing value, ±∞ are values.</param>
    /// <param name="feature">The feature.</param>
    /// <param name="sampleWeights">One weight a row, finite and at least 0, or empty: all 1. A row of weight 0 is no row.</param>
    /// <param name="maxBins">Most bins, 2 … 65,535; at most 255 where bins are to be bytes.</param>
    /// <exception cref="ArgumentException">The weights are neither none nor one a row.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such feature, a weight is negative, NaN or infinite, or there are too few or too many bins.</exception>
    public static FeatureBins FindNumeric<T, TWeight>(FeatureMatrix<T> data, int feature, ReadOnlySpan<TWeight> sampleWeights, int maxBins)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TWeight : unmanaged, IBinaryFloatingPointIeee754<TWeight>
    {
        FeatureChecks.BinLimit(maxBins, MaxBins);
        using var column = SortedColumn<T, TWeight>.Create(data, feature, sampleWeights);
        var firsts = new T[Math.Min(maxBins, column.Values.Length)];
        var lasts = new T[firsts.Length];
        var count = QuantileBins.Find(column.Values, column.Rows, sampleWeights, maxBins, firsts, lasts);
        return CreateNumeric(Widen<T>(firsts.AsSpan(0, count)), Widen<T>(lasts.AsSpan(0, count)), column.HasMissing);
    }

    /// <summary>
    /// Finds the bins of a categorical feature: the heaviest categories have bins of their own, in the order of their
    /// ids, at most <paramref name="maxBins"/> − 1 of them; of equal weight, those of lower id.
    /// </summary>
    /// <typeparam name="T">Type of the values, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TWeight">Type of the weights, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="data">Rows with their features; NaN is a missing value.</param>
    /// <param name="feature">The feature, whose values are integers.</param>
    /// <param name="sampleWeights">One weight a row, finite and at least 0, or empty: all 1. A row of weight 0 is no row.</param>
    /// <param name="maxBins">Most bins, the shared one included, 2 … 65,535; at most 255 where bins are to be bytes.</param>
    /// <exception cref="ArgumentException">The weights are neither none nor one a row.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such feature, a value is not a finite integer, a weight is negative, NaN or infinite, or there are too few or too many bins.</exception>
    public static FeatureBins FindCategorical<T, TWeight>(FeatureMatrix<T> data, int feature, ReadOnlySpan<TWeight> sampleWeights, int maxBins)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TWeight : unmanaged, IBinaryFloatingPointIeee754<TWeight>
    {
        FeatureChecks.BinLimit(maxBins, MaxBins);
        using var column = SortedColumn<T, TWeight>.Create(data, feature, sampleWeights);
        for (var i = 0; i < column.Values.Length; i++)
        {
            if (!T.IsInteger(column.Values[i]))
            {
                var row = column.Rows[i];
                throw new ArgumentOutOfRangeException(nameof(data), column.Values[i], Guard.Text($"data at row {row}, feature {feature} is {column.Values[i]}; a category must be a finite integer."));
            }
        }

        double[] heaviest = [.. column.Distinct(sampleWeights)
            .OrderByDescending(group => group.Weight).ThenBy(group => group.Value)
            .Take(maxBins - 1)
            .Select(group => group.Value)
            .Order()];
        return CreateCategorical(heaviest, column.HasMissing);
    }

    /// <summary>The threshold between the values of two bins of a numeric feature: a number t with highest value of <paramref name="below"/> ≤ t &lt; lowest value of <paramref name="above"/>, their midpoint unless rounding reaches the latter.</summary>
    /// <param name="below">A bin.</param>
    /// <param name="above">A bin after it, not necessarily the next.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such bin, or it is not after the other.</exception>
    /// <exception cref="InvalidOperationException">The feature is categorical.</exception>
    public double Threshold(int below, int above)
    {
        if (Kind != FeatureKind.Numeric)
        {
            throw new InvalidOperationException("Categories have no thresholds.");
        }

        Guard.Index(above, lowest.Length);
        Guard.Index(below, above);
        return Midpoint.Between(highest[below], lowest[above]);
    }

    private static void CheckLength(int length, int greatest, string name)
    {
        if (length > greatest)
        {
            throw new ArgumentException(Guard.Text($"{name} has {length} elements, more than {greatest}."), name);
        }
    }

    private static double[] Widen<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var wide = new double[values.Length];
        for (var i = 0; i < wide.Length; i++)
        {
            wide[i] = double.CreateTruncating(values[i]);
        }

        return wide;
    }

    // A float is at most the threshold exactly where it is at most the greatest float that is.
    private static float RoundDown(double value)
    {
        var near = (float)value;
        return near > value ? float.BitDecrement(near) : near;
    }
}
