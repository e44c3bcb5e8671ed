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

    /// <summary>The improvement of rows with bin ≤ <paramref name="bin"/> on the left; NaN where a side has no row.</summary>
    public double Improvement(int feature, int bin, bool missingLeft) => Improvement(feature, bin, missingLeft, 1, 0);

    /// <summary>As above; NaN where a side has too few rows or too little weight.</summary>
    public double Improvement(int feature, int bin, bool missingLeft, long minRows, double minWeight)
    {
        var (left, right) = (new DoubleDouble[classCount], new DoubleDouble[classCount]);
        var (leftRows, rightRows) = (0L, 0L);
        for (var b = 0; b < binCount; b++)
        {
            var goesLeft = lastBinIsMissing && b == binCount - 1 ? missingLeft : b <= bin;
            var side = goesLeft ? left : right;
            var rows = 0L;
            for (var c = 0; c < side.Length; c++)
            {
                var at = (((feature * binCount) + b) * classCount) + c;
                side[c] += weights[at];
                rows += counts[at];
            }

            (leftRows, rightRows) = goesLeft ? (leftRows + rows, rightRows) : (leftRows, rightRows + rows);
        }

        var (l, r) = (Array.ConvertAll(left, sum => sum.Hi), Array.ConvertAll(right, sum => sum.Hi));
        if (Math.Min(leftRows, rightRows) < Math.Max(1, minRows) || Math.Min(l.Sum(), r.Sum()) < minWeight)
        {
            return double.NaN;
        }

        return ofSides(l, r);
    }

    /// <summary>The first candidate, in the order of features, bins and missing right before left, better than all before by more than <paramref name="tolerance"/>.</summary>
    public (int Feature, int Bin, bool MissingLeft, double Improvement)? Find(double tolerance = 1e-12, long minRows = 1, double minWeight = 0)
    {
        (int, int, bool, double)? best = null;
        var most = 0.0;
        for (var f = 0; f < featureCount; f++)
        {
            for (var b = 0; b < binCount - (lastBinIsMissing ? 1 : 0); b++)
            {
                for (var missingLeft = 0; missingLeft < (lastBinIsMissing ? 2 : 1); missingLeft++)
                {
                    var improvement = Improvement(f, b, missingLeft == 1, minRows, minWeight);
                    if (improvement > most + tolerance)
                    {
                        best = (f, b, missingLeft == 1, improvement);
                        most = improvement;
                    }
                }
            }
        }

        return best;
    }
}
