using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Core.Numerics;
using Counterweight.Features;
using Counterweight.Features.Bundles;
using Counterweight.Histograms.Increments;

namespace Counterweight.Histograms;

/// <summary>What can be wrong with gradients, Hessians and their weights, and the exceptions that say so.</summary>
internal static class GradientHistogramChecks
{
    /// <summary>The number of rows, the same in all.</summary>
    public static int Rows(int weights, int gradients, int hessians, int outputCount)
    {
        Guard.AtLeast(outputCount, 1);
        if (gradients % outputCount != 0)
        {
            throw new ArgumentException(Guard.Text($"gradients has {gradients} elements, no multiple of {outputCount} outputs."), nameof(gradients));
        }

        Rows(weights, gradients, hessians, outputCount, gradients / outputCount);
        return gradients / outputCount;
    }

    public static void Rows(int weights, int gradients, int hessians, int outputCount, int rowCount)
    {
        Elements(gradients, outputCount, rowCount, nameof(gradients));
        Elements(hessians, outputCount, rowCount, nameof(hessians));
        if (weights != 0 && weights != rowCount)
        {
            throw new ArgumentException(Guard.Text($"weights has {weights} elements, neither none nor one for each of {rowCount} rows."), nameof(weights));
        }
    }

    /// <summary>One histogram of the columns of bundles, and memory for the cells of a feature.</summary>
    public static void Feature(GradientHistogramView histogram, FeatureBundles bundles, ReadOnlySpan<long> cells)
    {
        var shape = histogram.Shape;
        if (histogram.Count != 1)
        {
            throw new ArgumentException(Guard.Text($"histogram is {histogram.Count} histograms, not one."), nameof(histogram));
        }

        bundles.CheckHistogram(shape.FeatureCount, shape.BinCount, nameof(histogram));
        Guard.SameLength(cells.Length, (long)bundles.BinCount * shape.CellLength, nameof(cells), "the number of bins and the length of a cell");
        Guard.Disjoint(cells, histogram.Cells, nameof(cells), nameof(histogram));
    }

    /// <summary>The largest magnitude where the weight is not 0.</summary>
    public static double Largest<T>(ReadOnlySpan<T> weights, ReadOnlySpan<T> elements, int outputCount, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (weights.IsEmpty || outputCount == 1)
        {
            return Largest(elements, weights, 0, outputCount, name);
        }

        var largest = 0.0;
        for (var row = 0; row < weights.Length; row++)
        {
            if (weights[row] != T.Zero)
            {
                largest = Math.Max(largest, Largest(elements.Slice(checked(row * outputCount), outputCount), [], row, outputCount, name));
            }
        }

        return largest;
    }

    /// <summary>The exception for the first row that is bad.</summary>
    public static void ThrowFirst<TBin, T>(
        BinMatrix<TBin> bins,
        GradientHistogramShape shape,
        RowSet rows,
        ReadOnlySpan<T> weights,
        ReadOnlySpan<T> gradients,
        ReadOnlySpan<T> hessians,
        GradientHistogramScale scale)
        where TBin : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < rows.Count(bins.RowCount); i++)
        {
            var row = rows[i];
            HistogramChecks.Row(row, i, bins.RowCount);
            var weight = weights.IsEmpty ? 1 : double.CreateTruncating(weights[row]);
            if (!(weight >= 0 && double.IsFinite(weight)))
            {
                throw Guard.WeightError(weights[row], row, nameof(weights));
            }

            // The same bound as in the kernel. A weight beyond it is refused as part of a sum that is too large.
            if (!(weight * scale.WeightFactor <= 1L << GradientQuantizer<T>.WeightBits))
            {
                throw Overflow(scale, "destination");
            }

            if (FixedPoint.ToUnits(weight, scale.WeightFactor) != 0)
            {
                Within(gradients, row, shape.OutputCount, scale.GradientFactor, nameof(gradients));
                Within(hessians, row, shape.OutputCount, scale.HessianFactor, nameof(hessians));
            }

            HistogramChecks.Bins(bins, row, shape.BinCount);
        }

        throw HistogramChecks.Changed();
    }

    public static ArgumentOutOfRangeException Overflow(GradientHistogramScale scale, string destination) =>
        new(destination, scale.WeightExponent, Guard.Text($"The rows' weights could overflow on the scale 2^{scale.WeightExponent} of {destination}; their sum must be at most 2^{GradientQuantizer<double>.WeightBits - scale.WeightExponent}."));

    private static void Elements(int length, int outputCount, int rowCount, string name)
    {
        if (length != (long)rowCount * outputCount)
        {
            throw new ArgumentException(Guard.Text($"{name} has {length} elements; {rowCount} rows × {outputCount} outputs need {(long)rowCount * outputCount}."), name);
        }
    }

    private static double Largest<T>(ReadOnlySpan<T> elements, ReadOnlySpan<T> weights, int firstRow, int outputCount, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var largest = LargestMagnitudeLoop.MaxOrNaN(elements, weights);
        for (var i = 0; double.IsNaN(largest); i++)
        {
            if (!T.IsFinite(elements[i]) && (weights.IsEmpty || weights[i] != T.Zero))
            {
                throw new ArgumentOutOfRangeException(name, elements[i], Guard.Text($"{name} at row {firstRow + (i / outputCount)}, output {i % outputCount} is {elements[i]}; it must be finite."));
            }
        }

        return largest;
    }

    private static void Within<T>(ReadOnlySpan<T> elements, int row, int outputCount, double factor, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var limit = (1L << GradientQuantizer<T>.GradientBits) / factor;
        for (var k = 0; k < outputCount; k++)
        {
            var element = elements[checked((row * outputCount) + k)];
            if (!(Math.Abs(double.CreateTruncating(element)) <= limit))
            {
                throw new ArgumentOutOfRangeException(name, element, Guard.Text($"{name} at row {row}, output {k} is {element}; it must be finite and, on this scale, in [{-limit}, {limit}]."));
            }
        }
    }
}
