using Counterweight.Training.Data;

namespace Counterweight.Training.Boosting;

/// <summary>Random rows and features. Each draw has a key of its own, so that no order of draws and no thread shows.</summary>
internal sealed class GradientDraws(ulong seed)
{
    private const ulong RowStream = 0x726F_7773;
    private const ulong FeatureStream = 0x6665_6174;

    /// <summary>Parts rows into those that are drawn for a round and the others; rows that are not given shift no draw.</summary>
    /// <returns>How many are drawn.</returns>
    public int Rows(int round, double fraction, ReadOnlySpan<int> rows, Span<int> drawn, Span<int> others)
    {
        var key = Key(RowStream, round);
        var bound = (ulong)Math.ScaleB(fraction, 53);
        var count = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            var isDrawn = new SplitMix64(key + ((ulong)i * 0xD1B54A32D192ED03)).Next() >> 11 < bound;
            drawn[count] = rows[i];
            others[i - count] = rows[i];
            count += isDrawn ? 1 : 0;
        }

        return count;
    }

    /// <summary>Factors of the features that a tree may split, 0 for the others; empty where all are 1.</summary>
    public double[] Features(int tree, double fraction, int featureCount, IReadOnlyList<double>? factors)
    {
        if (fraction == 1)
        {
            return factors is null ? [] : [.. factors];
        }

        int[] order = [.. Enumerable.Range(0, featureCount).Where(feature => factors is null || factors[feature] > 0)];
        new SplitMix64(Key(FeatureStream, tree)).Shuffle(order);
        var weights = new double[featureCount];
        foreach (var feature in order.AsSpan(0, (int)Math.Ceiling(fraction * order.Length)))
        {
            weights[feature] = factors is null ? 1 : factors[feature];
        }

        return weights;
    }

    private ulong Key(ulong stream, int number) => new SplitMix64(new SplitMix64(seed ^ (stream << 32)).Next() + (ulong)number).Next();
}
