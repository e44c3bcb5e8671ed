using Counterweight.Histograms;

namespace Counterweight.Reference.Splits;

/// <summary>A gradient histogram row by row: every row's W, W·g, W·h as the scale defines them, in 128-bit integers.</summary>
public static class GradientHistogramReference
{
    /// <summary>Number j of the cell (f, b) at ((f · bins) + b) · (2 + 2K) + j.</summary>
    public static Int128[] Sum(
        Func<int, int, int> binOf,
        int featureCount,
        int binCount,
        int outputCount,
        ReadOnlySpan<int> rows,
        ReadOnlySpan<double> weights,
        ReadOnlySpan<double> gradients,
        ReadOnlySpan<double> hessians,
        GradientHistogramScale scale)
    {
        var length = 2 + (2 * outputCount);
        var cells = new Int128[featureCount * binCount * length];
        var ofRow = new Int128[length];
        var (weightUnit, gradientUnit, hessianUnit) = (Math.Pow(2, scale.WeightExponent), Math.Pow(2, scale.GradientExponent), Math.Pow(2, scale.HessianExponent));
        foreach (var row in rows)
        {
            var weight = Round((double)(float)((weights.IsEmpty ? 1 : weights[row]) * weightUnit));
            if (weight == 0)
            {
                continue;
            }

            (ofRow[0], ofRow[1]) = (1, weight);
            for (var k = 0; k < outputCount; k++)
            {
                ofRow[2 + (2 * k)] = weight * Round(gradients[(row * outputCount) + k] * gradientUnit);
                ofRow[3 + (2 * k)] = weight * Round(hessians[(row * outputCount) + k] * hessianUnit);
            }

            for (var f = 0; f < featureCount; f++)
            {
                var at = ((f * binCount) + binOf(row, f)) * length;
                for (var i = 0; i < length; i++)
                {
                    cells[at + i] += ofRow[i];
                }
            }
        }

        return cells;

        static Int128 Round(double number) => (Int128)Math.Round(number, MidpointRounding.ToEven);
    }
}
