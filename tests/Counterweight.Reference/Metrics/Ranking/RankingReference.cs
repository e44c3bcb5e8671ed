using System.Numerics;

namespace Counterweight.Reference.Metrics.Ranking;

/// <summary>Metrics of rankings from their definitions.</summary>
internal static class RankingReference
{
    /// <summary>Distinct scores of rows of positive weight, descending, with the exact weights at and above each, rounded once.</summary>
    public static IReadOnlyList<RankingPoint> Points(double[] scores, int[] labels, double[] weights)
    {
        var points = new List<RankingPoint>();
        BigInteger[] sums = [0, 0];
        foreach (var group in Enumerable.Range(0, scores.Length).Where(row => weights[row] > 0).GroupBy(row => scores[row] + 0.0).OrderByDescending(group => group.Key))
        {
            foreach (var row in group)
            {
                sums[labels[row]] += Exact(weights[row]);
            }

            points.Add(new(group.Key, Rounded(sums[1]), Rounded(sums[0])));
        }

        return points;
    }

    /// <summary>The weighted count of pairs of a positive and a negative row that are in order, ½ of those that are equal, over all pairs.</summary>
    public static double PairCount(double[] scores, int[] labels, double[] weights)
    {
        var (ordered, all) = (0.0, 0.0);
        for (var i = 0; i < scores.Length; i++)
        {
            for (var j = 0; j < scores.Length; j++)
            {
                if (labels[i] == 1 && labels[j] == 0)
                {
                    var pair = weights[i] * weights[j];
                    all += pair;
                    ordered += scores[i] > scores[j] ? pair : scores[i] == scores[j] ? pair / 2 : 0;
                }
            }
        }

        return ordered / all;
    }

    /// <summary>Σ of the steps of recall, each times the precision there.</summary>
    public static double AveragePrecision(IReadOnlyList<RankingPoint> points)
    {
        if (points.Count == 0 || points[^1].TruePositives == 0)
        {
            return double.NaN;
        }

        var (sum, before) = (0.0, 0.0);
        foreach (var (_, tp, fp) in points)
        {
            sum += (tp - before) / points[^1].TruePositives * (tp / (tp + fp));
            before = tp;
        }

        return sum;
    }

    /// <summary>The area under the curve up to a rate, trapezoid by trapezoid, in McClish's scale.</summary>
    public static double PartialAuc(IReadOnlyList<RankingPoint> points, double max)
    {
        if (points.Count == 0 || points[^1].TruePositives == 0 || points[^1].FalsePositives == 0)
        {
            return double.NaN;
        }

        var (area, x, y) = (0.0, 0.0, 0.0);
        foreach (var (_, tp, fp) in points)
        {
            var (rate, recall) = (fp / points[^1].FalsePositives, tp / points[^1].TruePositives);
            if (x < max && rate > x)
            {
                var end = Math.Min(rate, max);
                var atEnd = y + ((recall - y) * ((end - x) / (rate - x)));
                area += (end - x) * (y + atEnd) / 2;
            }

            (x, y) = (rate, recall);
        }

        return 0.5 * (1 + ((area - (max * max / 2)) / (max - (max * max / 2))));
    }

    /// <summary>The greatest distance between both rates.</summary>
    public static double Distance(IReadOnlyList<RankingPoint> points) =>
        points.Count == 0 || points[^1].TruePositives == 0 || points[^1].FalsePositives == 0
            ? double.NaN
            : points.Max(point => Math.Abs((point.TruePositives / points[^1].TruePositives) - (point.FalsePositives / points[^1].FalsePositives)));

    private static BigInteger Exact(double weight)
    {
        var bits = BitConverter.DoubleToInt64Bits(weight);
        var exponent = (int)(bits >> 52);
        var mantissa = bits & ((1L << 52) - 1);
        return exponent == 0 ? mantissa : (BigInteger)(mantissa | (1L << 52)) << (exponent - 1);
    }

    private static double Rounded(BigInteger sum)
    {
        var excess = Math.Max((int)sum.GetBitLength() - 62, 0);
        var top = (long)(sum >> excess);
        return Math.ScaleB((double)(top << 1 | ((BigInteger)top << excess == sum ? 0L : 1)), excess - 1075);
    }
}
