using Counterweight.Reference.Precision;

namespace Counterweight.Reference.Splits;

/// <summary>Split search by brute force: every candidate's improvement straight from the definition, in double.</summary>
public sealed class SplitReference(long[] counts, double[] weights, int featureCount, int binCount, int classCount, bool lastBinIsMissing, Func<double[], double[], double> ofSides)
{
    /// <summary>1 − Σ(S_c/W)².</summary>
    public static double Gini(double[] classWeights)
    {
        var total = classWeights.Sum();
        return 1 - classWeights.Sum(s => s / total * (s / total));
    }

    /// <summary>−Σ(S_c/W)·log₂(S_c/W).</summary>
    public static double Entropy(double[] classWeights)
    {
        var total = classWeights.Sum();
        return -classWeights.Where(s => s > 0).Sum(s => s / total * Math.Log2(s / total));
    }

    /// <summary>I − W_L/W·I_L − W_R/W·I_R of class weights on the left and right.</summary>
    public static Func<double[], double[], double> Reduced(Func<double[], double> impurity) => (left, right) =>
    {
        var (l, r) = (left.Sum(), right.Sum());
        var all = left.Zip(right, (x, y) => x + y).ToArray();
        return impurity(all) - (l / (l + r) * impurity(left)) - (r / (l + r) * impurity(right));
    };

    /// <summary>Root of the mean, over pairs of classes, of Σ over the sides of (√(S_a/S_a(node)) − √(S_b/S_b(node)))².</summary>
    public static double Hellinger(double[] left, double[] right)
    {
        var classes = Enumerable.Range(0, left.Length).Where(c => left[c] + right[c] > 0).ToArray();
        var (sum, pairs) = (0.0, 0);
        foreach (var a in classes)
        {
            foreach (var b in classes.Where(c => c > a))
            {
                double Root(double[] side, int c) => Math.Sqrt(side[c] / (left[c] + right[c]));
                sum += Math.Pow(Root(left, a) - Root(left, b), 2) + Math.Pow(Root(right, a) - Root(right, b), 2);
                pairs++;
            }
        }

        return Math.Sqrt(sum / pairs);
    }

    /// <summary>The improvement of rows with bin ≤ <paramref name="bin"/> on the left; NaN where a side has too few rows or too little weight.</summary>
    public double Gain(int feature, int bin, bool missingGoesLeft, long minRowCount = 1, double minWeight = 0) =>
        Gain(SideOf(feature, 0, bin + 1, missingGoesLeft), SideOf(feature, bin + 1, ValueBins, !missingGoesLeft), minRowCount, minWeight);

    /// <summary>The first candidate, in the order of features, bins and missing right before left, better than all before by more than <paramref name="tolerance"/>.</summary>
    public (int Feature, int Bin, bool MissingGoesLeft, double Gain)? Find(double tolerance = 1e-12, long minRowCount = 1, double minWeight = 0)
    {
        (int, int, bool, double)? best = null;
        var most = 0.0;
        for (var f = 0; f < featureCount; f++)
        {
            // Either side is a sum of its own bins, one after the other: no side is a difference.
            var directions = lastBinIsMissing ? 2 : 1;
            var lefts = Enumerable.Range(0, directions).Select(missingGoesLeft => Growing(f, missingGoesLeft == 1, Enumerable.Range(0, ValueBins))).ToArray();
            var rights = Enumerable.Range(0, directions).Select(missingGoesLeft => Growing(f, missingGoesLeft == 0, Enumerable.Range(1, ValueBins).Reverse())).ToArray();
            for (var b = 0; b < ValueBins; b++)
            {
                for (var missingGoesLeft = 0; missingGoesLeft < directions; missingGoesLeft++)
                {
                    var improvement = Gain(lefts[missingGoesLeft][b], rights[missingGoesLeft][ValueBins - 1 - b], minRowCount, minWeight);
                    if (improvement > most + tolerance)
                    {
                        best = (f, b, missingGoesLeft == 1, improvement);
                        most = improvement;
                    }
                }
            }
        }

        return best;
    }

    private int ValueBins => binCount - (lastBinIsMissing ? 1 : 0);

    private double Gain(in Side left, in Side right, long minRowCount, double minWeight)
    {
        var (l, r) = (Array.ConvertAll(left.Weights, sum => sum.Hi), Array.ConvertAll(right.Weights, sum => sum.Hi));
        return Math.Min(left.Rows, right.Rows) < Math.Max(1, minRowCount) || Math.Min(l.Sum(), r.Sum()) < minWeight ? double.NaN : ofSides(l, r);
    }

    private Side SideOf(int feature, int first, int end, bool withMissing)
    {
        var side = withMissing && lastBinIsMissing ? Plus(feature, Empty, binCount - 1) : Empty;
        for (var bin = first; bin < end; bin++)
        {
            side = Plus(feature, side, bin);
        }

        return side;
    }

    private List<Side> Growing(int feature, bool withMissing, IEnumerable<int> bins)
    {
        var sides = new List<Side>();
        var side = SideOf(feature, 0, 0, withMissing);
        foreach (var bin in bins)
        {
            side = bin < ValueBins ? Plus(feature, side, bin) : side;
            sides.Add(side);
        }

        return sides;
    }

    private Side Empty => new(new DoubleDouble[classCount], 0);

    private Side Plus(int feature, in Side side, int bin)
    {
        var (sums, rows) = (side.Weights.ToArray(), side.Rows);
        for (var c = 0; c < sums.Length; c++)
        {
            var at = (((feature * binCount) + bin) * classCount) + c;
            sums[c] += weights[at];
            rows += counts[at];
        }

        return new(sums, rows);
    }

    private readonly record struct Side(DoubleDouble[] Weights, long Rows);
}
