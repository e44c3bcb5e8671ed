using Counterweight.Draws;
using Counterweight.Training.Data;

namespace Counterweight.Training.Boosting;

/// <summary>Random rows and features. Each draw has a key of its own, so that no order of draws and no thread shows.</summary>
internal sealed class GradientDraws(ulong seed)
{
    /// <summary>Draws that are made together.</summary>
    private const int Together = 256;

    /// <summary>Parts rows into those that are drawn for a round and the others; rows that are not given shift no draw.</summary>
    /// <returns>How many are drawn.</returns>
    public int Rows(int round, double fraction, ReadOnlySpan<int> rows, Span<int> drawn, Span<int> others)
    {
        var stream = SeedStreams.Of(seed, DrawPurpose.RoundRows, round);
        Span<double> buffer = stackalloc double[Together];
        var count = 0;
        for (var first = 0; first < rows.Length;)
        {
            var numbers = buffer[..Math.Min(Together, rows.Length - first)];
            stream.FillUniform(first, numbers);
            foreach (var number in numbers)
            {
                drawn[count] = rows[first];
                others[first - count] = rows[first];
                count += number < fraction ? 1 : 0;
                first++;
            }
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
        RandomOrder.Shuffle(SeedStreams.Of(seed, DrawPurpose.TreeFeatures, tree), 0, order);
        var weights = new double[featureCount];
        foreach (var feature in order.AsSpan(0, (int)Math.Ceiling(fraction * order.Length)))
        {
            weights[feature] = factors is null ? 1 : factors[feature];
        }

        return weights;
    }
}
