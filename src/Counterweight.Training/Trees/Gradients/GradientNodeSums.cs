using Counterweight.Histograms;

namespace Counterweight.Training.Trees.Gradients;

/// <summary>What follows from the sums of a node: rows, weight, G₁, H₁, G₂, H₂, …, in a scale's units.</summary>
internal static class GradientNodeSums
{
    public static long Rows(ReadOnlySpan<long> sums) => sums[0];

    public static long Weight(ReadOnlySpan<long> sums) => sums[1];

    /// <summary>G and H of an output.</summary>
    public static (double Gradient, double Hessian) Derivatives(ReadOnlySpan<long> sums, int output, GradientHistogramScale scale)
    {
        var cells = sums.Slice(2 + (2 * output), 2);
        return (scale.ToGradient(cells[0]), scale.ToHessian(cells[1]));
    }

    /// <summary>Sum of the Hessians over all outputs, which a <see cref="long"/> does not hold.</summary>
    public static Int128 Hessian(ReadOnlySpan<long> sums)
    {
        var sum = Int128.Zero;
        for (var i = 3; i < sums.Length; i += 2)
        {
            sum += sums[i];
        }

        return sum;
    }
}
