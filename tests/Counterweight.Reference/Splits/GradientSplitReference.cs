using Counterweight.Splits;

namespace Counterweight.Reference.Splits;

/// <summary>Split search of boosting by brute force: every candidate's gain straight from the definition, in double.</summary>
/// <param name="cells">Cells without padding, in real units: {rows, weight, G₁, H₁, …} at ((feature · bins) + bin) · length.</param>
/// <param name="featureCount">Features.</param>
/// <param name="binCount">Bins.</param>
/// <param name="outputCount">K.</param>
/// <param name="penalties">Penalties.</param>
/// <param name="options">Minimums and the missing bin.</param>
public sealed class GradientSplitReference(double[] cells, int featureCount, int binCount, int outputCount, BoostingGain penalties, GradientSplitOptions options)
{
    /// <summary>Numbers in a cell.</summary>
    public int CellLength => 2 + (2 * outputCount);

    /// <summary>Sum of the cells of a feature whose bins are chosen.</summary>
    public double[] Sum(int feature, Func<int, bool> chosen)
    {
        var sum = new double[CellLength];
        for (var bin = 0; bin < binCount; bin++)
        {
            if (chosen(bin))
            {
                Add(sum, feature, bin);
            }
        }

        return sum;
    }

    /// <summary>The reduction of G·v + ½(H + λ)v² + α|v|, summed over the outputs, by the best |v| ≤ max step.</summary>
    public double Reduction(double[] sum)
    {
        var reduction = 0.0;
        for (var k = 0; k < outputCount; k++)
        {
            var (g, h) = (sum[2 + (2 * k)], sum[3 + (2 * k)] + penalties.L2);
            if (h > 0 && Math.Abs(g) > penalties.L1)
            {
                var v = -(g - (Math.Sign(g) * penalties.L1)) / h;
                v = penalties.MaxStep > 0 ? Math.Clamp(v, -penalties.MaxStep, penalties.MaxStep) : v;
                reduction -= (g * v) + (h / 2 * v * v) + (penalties.L1 * Math.Abs(v));
            }
        }

        return reduction;
    }

    /// <summary>The gain of a partition of a feature's bins; NaN where a side falls short of a minimum.</summary>
    public double Gain(int feature, Func<int, bool> goesLeft)
    {
        double[][] sides = [new double[CellLength], new double[CellLength]];
        for (var bin = 0; bin < binCount; bin++)
        {
            Add(sides[goesLeft(bin) ? 0 : 1], feature, bin);
        }

        var whole = sides[0].Zip(sides[1], (left, right) => left + right).ToArray();
        return sides.All(Allowed) ? Reduction(sides[0]) + Reduction(sides[1]) - Reduction(whole) - penalties.Gamma : double.NaN;
    }

    /// <summary>Whether a bin is on the left of a threshold.</summary>
    public bool GoesLeft(int bin, int threshold, bool missingGoesLeft) =>
        options.LastBinIsMissing && bin == binCount - 1 ? missingGoesLeft : bin <= threshold;

    /// <summary>The first candidate, in the order of features, bins and missing right before left, better than all before by more than a part of the node's own scale.</summary>
    public (int Feature, int Bin, bool MissingGoesLeft, double Gain)? Find(double tolerance = 1e-12)
    {
        (int, int, bool, double)? best = null;
        var most = 0.0;
        for (var f = 0; f < featureCount; f++)
        {
            var whole = Reduction(Sum(f, _ => true));
            for (var b = 0; b < binCount - (options.LastBinIsMissing ? 1 : 0); b++)
            {
                for (var missingGoesLeft = 0; missingGoesLeft < (options.LastBinIsMissing ? 2 : 1); missingGoesLeft++)
                {
                    var gain = Gain(f, bin => GoesLeft(bin, b, missingGoesLeft == 1));
                    if (gain > most + (tolerance * Math.Max(most, whole)))
                    {
                        best = (f, b, missingGoesLeft == 1, gain);
                        most = gain;
                    }
                }
            }
        }

        return best;
    }

    private void Add(double[] sum, int feature, int bin)
    {
        var cell = cells.AsSpan(((feature * binCount) + bin) * CellLength, CellLength);
        for (var i = 0; i < cell.Length; i++)
        {
            sum[i] += cell[i];
        }
    }

    private bool Allowed(double[] sum)
    {
        var hessian = 0.0;
        for (var k = 0; k < outputCount; k++)
        {
            hessian += sum[3 + (2 * k)];
        }

        return sum[0] >= Math.Max(1, options.MinRowCount) && sum[1] >= options.MinWeight && hessian >= options.MinHessian;
    }
}
