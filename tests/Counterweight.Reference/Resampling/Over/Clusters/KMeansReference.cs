using Counterweight.Randomness;

namespace Counterweight.Reference.Resampling.Over.Clusters;

/// <summary>Lloyd's algorithm, begun by k-means++, in double.</summary>
/// <param name="features">Rows × features.</param>
/// <param name="width">Features.</param>
public sealed class KMeansReference(float[] features, int width)
{
    private readonly double[][] rows = [.. features.Select(value => (double)value).Chunk(width)];

    /// <summary>Whether every row was nearer to one mean than to the others by more than single precision rounds.</summary>
    public bool IsClear { get; private set; } = true;

    /// <summary>The cluster of each row.</summary>
    public int[] Assign(RandomStream stream, int clusterCount, int iterations)
    {
        var centers = Begin(stream, clusterCount);
        var clusters = rows.Select(row => Nearest(row, centers)).ToArray();
        for (var i = 0; i < iterations; i++)
        {
            for (var c = 0; c < centers.Count; c++)
            {
                var own = rows.Where((_, row) => clusters[row] == c).ToArray();
                centers[c] = own.Length == 0 ? centers[c] : [.. Enumerable.Range(0, width).Select(f => own.Average(row => row[f]))];
            }

            IsClear &= rows.All(row => centers.Select(center => Squared(row, center)).Order().Take(2).ToArray() is not [var first, var second] || second - first > 1e-5 * (first + second));
            var next = rows.Select(row => Nearest(row, centers)).ToArray();
            if (next.SequenceEqual(clusters))
            {
                break;
            }

            clusters = next;
        }

        return clusters;
    }

    private List<double[]> Begin(RandomStream stream, int clusterCount)
    {
        List<double[]> centers = [rows[stream.Below(0, (uint)rows.Length)]];
        while (centers.Count < Math.Min(clusterCount, rows.Length))
        {
            double[] parts = [.. rows.Select(row => centers.Min(center => Squared(row, center)))];
            if (parts.Sum() == 0)
            {
                break;
            }

            var (number, sum, drawn) = (stream.Uniform(centers.Count) * parts.Sum(), 0.0, -1);
            while (sum <= number && drawn < parts.Length - 1)
            {
                sum += parts[++drawn];
            }

            centers.Add(rows[drawn]);
        }

        return centers;
    }

    private static int Nearest(double[] row, List<double[]> centers) => centers.Index().MinBy(center => Squared(row, center.Item)).Index;

    private static double Squared(double[] a, double[] b) => a.Zip(b, (x, y) => (x - y) * (x - y)).Sum();
}
