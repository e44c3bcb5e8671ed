using System.Numerics;

namespace Counterweight.Reference.Binning;

/// <summary>Weighted quantile bins by their definition, in whole numbers.</summary>
public static class QuantileReference
{
    /// <summary>Lowest and highest value of each bin.</summary>
    /// <param name="values">Values in any order, no NaN.</param>
    /// <param name="weights">One weight each.</param>
    /// <param name="maxBins">Most bins.</param>
    public static (double[] Lowest, double[] Highest) Find(IReadOnlyList<double> values, IReadOnlyList<double> weights, int maxBins)
    {
        var groups = values.Zip(weights)
            .Where(pair => pair.Second > 0)
            .GroupBy(pair => pair.First == 0 ? 0 : pair.First, pair => Exact(pair.Second))
            .OrderBy(group => group.Key)
            .Select(group => (Value: group.Key, Weight: group.Aggregate(BigInteger.Zero, (sum, weight) => sum + weight)))
            .ToArray();
        if (groups.Length <= maxBins)
        {
            double[] each = [.. groups.Select(group => group.Value)];
            return (each, each);
        }

        var bins = new List<List<(double Value, BigInteger Weight)>> { new() };
        var unbinned = groups.Aggregate(BigInteger.Zero, (sum, group) => sum + group.Weight);
        foreach (var group in groups)
        {
            var held = bins[^1].Aggregate(BigInteger.Zero, (sum, member) => sum + member.Weight);
            var left = maxBins - bins.Count + 1;
            var full = (held * left >= unbinned) || (group.Weight * left >= unbinned);
            if (bins[^1].Count > 0 && left > 1 && full)
            {
                unbinned -= held;
                bins.Add([]);
            }

            bins[^1].Add(group);
        }

        return ([.. bins.Select(bin => bin[0].Value)], [.. bins.Select(bin => bin[^1].Value)]);
    }

    // weight · 2^1074.
    private static BigInteger Exact(double weight)
    {
        var bits = BitConverter.DoubleToInt64Bits(weight);
        var field = (int)(bits >> 52);
        var fraction = bits & ((1L << 52) - 1);
        return field == 0 ? fraction : (BigInteger)(fraction | (1L << 52)) << (field - 1);
    }
}
