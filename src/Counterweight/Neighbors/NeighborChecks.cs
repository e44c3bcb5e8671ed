using Counterweight.Core.Checks;
using Counterweight.Core.Work;

namespace Counterweight.Neighbors;

/// <summary>What searches of neighbors refuse.</summary>
internal static class NeighborChecks
{
    /// <summary>Whole rows; returns how many.</summary>
    public static int Rows(ReadOnlySpan<float> points, int featureCount, string name) => points.Length % featureCount == 0
        ? points.Length / featureCount
        : throw new ArgumentException(Guard.Text($"{name} has {points.Length} elements, no multiple of the {featureCount} features."), name);

    /// <summary>As many candidates as neighbors, unless nothing is asked.</summary>
    public static void Enough(int k, int available, int queries)
    {
        Guard.AtLeast(k, 1);
        if (queries > 0)
        {
            Guard.AtMost(k, available);
        }
    }

    /// <summary>Rows that exist, in ascending order.</summary>
    public static void Ascending(ReadOnlySpan<int> rows, int count, string name)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            if ((uint)rows[i] >= (uint)count || (i > 0 && rows[i] <= rows[i - 1]))
            {
                throw new ArgumentOutOfRangeException(name, rows[i], Guard.Text($"{name}[{i}] is {rows[i]}; a row must lie in [0, {count}) and be above the one before it."));
            }
        }
    }

    /// <summary>Whether two ascending lists have a row in common.</summary>
    public static bool HaveCommon(ReadOnlySpan<int> one, ReadOnlySpan<int> other)
    {
        for (int i = 0, j = 0; i < one.Length && j < other.Length;)
        {
            if (one[i] == other[j])
            {
                return true;
            }

            if (one[i] < other[j])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return false;
    }

    /// <summary>k results a query, in memory of their own.</summary>
    public static void Results(ReadOnlySpan<int> indices, ReadOnlySpan<float> squaredDistances, int queries, int k)
    {
        Guard.SameLength(indices.Length, (long)queries * k, nameof(indices), "queries · k");
        Guard.SameLength(squaredDistances.Length, (long)queries * k, nameof(squaredDistances), "queries · k");
        Guard.Disjoint(indices, squaredDistances, nameof(indices), nameof(squaredDistances));
    }

    public static void Disjoint<T>(ReadOnlySpan<int> indices, ReadOnlySpan<float> squaredDistances, ReadOnlySpan<T> input, string name)
        where T : unmanaged
    {
        Guard.Disjoint(indices, input, nameof(indices), name);
        Guard.Disjoint(squaredDistances, input, nameof(squaredDistances), name);
    }

    public static void Options(in NeighborOptions options, int featureCount)
    {
        if (options.MissingValues is not (MissingValues.Refuse or MissingValues.Scale))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.MissingValues, Guard.Text($"options.MissingValues is {(int)options.MissingValues}; it must be a value of MissingValues."));
        }

        Guard.SameLengthOrEmpty(options.FeatureWeights.Length, featureCount, "options.FeatureWeights", nameof(featureCount));
        Guard.Weights(options.FeatureWeights.Span, "options.FeatureWeights");
        if (options.MissingValues == MissingValues.Scale)
        {
            Total(in options);
        }

        var nominals = options.NominalFeatures.Span;
        for (var i = 0; i < nominals.Length; i++)
        {
            // Names are made where something is wrong: they allocate.
            if (nominals[i] is null || nominals[i].Feature >= featureCount)
            {
                var name = Guard.Text($"options.NominalFeatures[{i}]");
                ArgumentNullException.ThrowIfNull(nominals[i], name);
                Guard.Index(nominals[i].Feature, featureCount, name + ".Feature");
            }

            if (PointLayout.IndexOf(nominals[i].Feature, in options) != i)
            {
                throw new ArgumentException(Guard.Text($"options.NominalFeatures[{i}] is of feature {nominals[i].Feature}, which is listed before."), nameof(options));
            }
        }
    }

    /// <summary>Where values may be missing, sums of weights are divided by each other: they must be floats.</summary>
    private static void Total(in NeighborOptions options)
    {
        var sum = 0.0;
        foreach (var weight in options.FeatureWeights.Span)
        {
            sum += weight;
        }

        if (sum > float.MaxValue / 2)
        {
            throw new ArgumentException(Guard.Text($"options.FeatureWeights sum to {sum}; where values may be missing, the sum must be at most {float.MaxValue / 2}."), nameof(options));
        }
    }

    /// <summary>Values that are finite, or missing where that is allowed, and codes that are values of their features.</summary>
    public static void Values(ReadOnlySpan<float> points, int featureCount, in NeighborOptions options, string name)
    {
        if (options.MissingValues == MissingValues.Refuse)
        {
            Guard.Elements(default(NumberCheck<Off>), points, name, "it must be finite (a missing value needs MissingValues.Scale)");
        }
        else
        {
            Guard.Elements(default(NumberCheck<On>), points, name, "it must be finite, or NaN where it is missing");
        }

        foreach (var nominal in options.NominalFeatures.Span)
        {
            for (long i = nominal.Feature; i < points.Length; i += featureCount)
            {
                var code = points[(int)i];
                if (!(code >= 0 && code < nominal.ValueCount && code == MathF.Truncate(code)) && !float.IsNaN(code))
                {
                    throw new ArgumentOutOfRangeException(name, code, Guard.Text(
                        $"{name}[{i}] is {code}; feature {nominal.Feature} is nominal, and a code must be an integer in [0, {nominal.ValueCount})."));
                }
            }
        }
    }
}
