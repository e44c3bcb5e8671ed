using Counterweight.Splits;

namespace Counterweight.Training.Boosting;

/// <summary>Exact sums of weights, gradients and Hessians over all rows, groups of them, or some.</summary>
internal static class GradientTotals
{
    /// <summary>Weight of each class: a histogram whose bins are the labels.</summary>
    public static double[] ClassWeights(ReadOnlySpan<int> labels, int classCount, float[] weights)
    {
        var groups = new ushort[labels.Length];
        for (var row = 0; row < groups.Length; row++)
        {
            groups[row] = (ushort)labels[row];
        }

        var nothing = new float[labels.Length];
        var scale = GradientHistogramScale.For<float>(weights, nothing, nothing);
        var shape = new GradientHistogramShape(1, classCount);
        var cells = new long[shape.Length];
        GradientHistogram.Build<ushort, float>(new BinMatrix<ushort>(groups, groups.Length, 1), shape, weights, nothing, nothing, scale, cells);
        return [.. Enumerable.Range(0, classCount).Select(label => scale.ToWeight(cells[shape.IndexOf(0, label) + 1]))];
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
        GradientHistogram.Build(new BinMatrix<byte>(oneBin, oneBin.Length, 1), shape, rows, weights, gradients, hessians, scale, cells);
        for (var i = 0; i < sums.Length; i += 2)
        {
            sums[i] = scale.ToGradient(cells[2 + i]);
            sums[i + 1] = scale.ToHessian(cells[3 + i]);
        }
    }
}
