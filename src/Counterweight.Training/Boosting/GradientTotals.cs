using System.Numerics;
using System.Runtime.InteropServices;
using Counterweight.Features;
using Counterweight.Histograms;

namespace Counterweight.Training.Boosting;

/// <summary>Exact sums of weights, gradients and Hessians over all rows, groups of them, or some.</summary>
internal static class GradientTotals
{
    /// <summary>Weight of each class, exact and rounded once: the order of rows does not show, nor a class's fraction however small.</summary>
    /// <param name="labels">One class a row.</param>
    /// <param name="classCount">Classes.</param>
    /// <param name="weights">One finite weight ≥ 0 a row, or empty: all 1.</param>
    public static double[] ClassWeights(ReadOnlySpan<int> labels, int classCount, float[] weights)
    {
        if (weights.Length == 0)
        {
            var counts = new double[classCount];
            foreach (var label in labels)
            {
                counts[label]++;
            }

            return counts;
        }

        // Σ of mantissas by class and exponent; few pairs of these occur.
        var mantissas = new Dictionary<(int Label, uint Exponent), long>();
        for (var row = 0; row < labels.Length; row++)
        {
            // Without its sign: −0 is a weight of 0.
            var bits = BitConverter.SingleToUInt32Bits(weights[row]) & 0x7FFFFFFF;
            var exponent = Math.Max(bits >> 23, 1);
            var mantissa = (long)(bits - ((exponent - 1) << 23));
            CollectionsMarshal.GetValueRefOrAddDefault(mantissas, (labels[row], exponent), out _) += mantissa;
        }

        var sums = new BigInteger[classCount];
        foreach (var ((label, exponent), sum) in mantissas)
        {
            sums[label] += (BigInteger)sum << (int)(exponent - 1);
        }

        return [.. sums.Select(sum => Math.ScaleB((double)sum, -149))];
    }

    /// <summary>G₁, H₁, … of some rows.</summary>
    /// <param name="oneBin">A zero for each row of the data.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="weights">One weight a row of the data, or empty.</param>
    /// <param name="gradients">K gradients a row of the data.</param>
    /// <param name="hessians">K Hessians a row of the data.</param>
    /// <param name="scale">Their scale.</param>
    /// <param name="sums">2K sums.</param>
    public static void Sum(byte[] oneBin, ReadOnlySpan<int> rows, float[] weights, ReadOnlySpan<float> gradients, ReadOnlySpan<float> hessians, GradientHistogramScale scale, Span<double> sums)
    {
        var shape = new GradientHistogramShape(1, 1, sums.Length / 2);
        Span<long> cells = stackalloc long[64];
        cells = shape.Length <= 64 ? cells[..shape.Length] : new long[shape.Length];
        GradientHistogram.Build(BinMatrix.Create(oneBin, oneBin.Length, 1), weights, gradients, hessians, new(cells, shape, scale), rows);
        for (var i = 0; i < sums.Length; i += 2)
        {
            sums[i] = scale.ToGradient(cells[2 + i]);
            sums[i + 1] = scale.ToHessian(cells[3 + i]);
        }
    }
}
