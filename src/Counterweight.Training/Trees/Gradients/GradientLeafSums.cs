using Counterweight.Histograms;

namespace Counterweight.Training.Trees.Gradients;

/// <summary>
/// Sums of leaves to a finer unit. Histograms round gradients to 2⁻²³ of the largest, which is more than those of all
/// other rows where a class is very rare, or a leaf very sure: its value would be the rounding's.
/// </summary>
internal static class GradientLeafSums
{
    /// <summary>More bits than a histogram keeps; the products of weights and gradients stay within 92.</summary>
    private const int Bits = 30;

    /// <summary>What rounding may move a leaf's best value by, and a step towards it.</summary>
    private const double Tolerance = 1.0 / 1024;

    /// <summary>A leaf's sums as they are, or taken again where rounding could show.</summary>
    /// <param name="sums">G and H of the histogram.</param>
    /// <param name="weight">Weight of the rows, in the scale's units.</param>
    /// <param name="penalty">λ.</param>
    /// <param name="rows">The leaf's rows.</param>
    /// <param name="operands">What the sums are of.</param>
    /// <param name="outputs">K.</param>
    /// <param name="output">The output that the sums are of.</param>
    public static (double Gradient, double Hessian) Of((double Gradient, double Hessian) sums, long weight, double penalty, ReadOnlySpan<int> rows, in GradientOperands operands, int outputs, int output)
    {
        var error = weight * operands.Scale.GradientQuantum / 2;
        return operands.RefinesLeaves && error > Tolerance * sums.Hessian && error > Tolerance / 4 * (sums.Hessian + penalty) ? Again(rows, in operands, outputs, output) : sums;
    }

    /// <summary>Weight of rows in the scale's units.</summary>
    public static long Weight(ReadOnlySpan<int> rows, ReadOnlySpan<float> weights, GradientHistogramScale scale)
    {
        var factor = Math.ScaleB(1, scale.WeightExponent);
        if (weights.IsEmpty)
        {
            return rows.Length * (long)factor;
        }

        var sum = 0L;
        foreach (var row in rows)
        {
            sum += (long)Math.Round(weights[row] * factor);
        }

        return sum;
    }

    private static (double Gradient, double Hessian) Again(ReadOnlySpan<int> rows, in GradientOperands operands, int outputs, int output)
    {
        var scale = operands.Scale;
        var weights = operands.Weights;
        var gradients = operands.Gradients;
        var hessians = operands.Hessians;
        var weightFactor = Math.ScaleB(1, scale.WeightExponent);
        var gradientFactor = Math.ScaleB(1, scale.GradientExponent + Bits);
        var hessianFactor = Math.ScaleB(1, scale.HessianExponent + Bits);
        var (gradient, hessian) = (Int128.Zero, Int128.Zero);
        foreach (var row in rows)
        {
            var weight = (long)Math.Round(weights.IsEmpty ? weightFactor : weights[row] * weightFactor);
            var at = ((long)row * outputs) + output;
            gradient += Math.BigMul(weight, (long)Math.Round(gradients[(int)at] * gradientFactor));
            hessian += Math.BigMul(weight, (long)Math.Round(hessians[(int)at] * hessianFactor));
        }

        return (scale.ToGradient(gradient) * Math.ScaleB(1, -Bits), scale.ToHessian(hessian) * Math.ScaleB(1, -Bits));
    }
}
