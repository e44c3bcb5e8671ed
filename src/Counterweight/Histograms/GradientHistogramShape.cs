using System.Diagnostics;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;

namespace Counterweight.Histograms;

/// <summary>
/// The shape of a gradient histogram of K outputs: <see cref="long"/>s, of which the cell (feature f, bin b) is
/// 2 + 2K from f · <see cref="FeatureStride"/> + b · <see cref="CellLength"/> on: row count, weight, G₁, H₁, … G_K, H_K.
/// </summary>
[DebuggerDisplay("{FeatureCount} features × {BinCount} bins × {OutputCount} outputs")]
[StructLayout(LayoutKind.Auto)]
public readonly record struct GradientHistogramShape
{
    /// <summary>Most bins of a feature, those of a <see cref="ushort"/>.</summary>
    public const int MaxBinCount = 65536;

    /// <summary>Describes a histogram.</summary>
    /// <param name="featureCount">Features, at least 1.</param>
    /// <param name="binCount">Bins a feature, 1 … 65,536, the missing bin included.</param>
    /// <param name="outputCount">K, gradients and Hessians a row, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is outside its range, or the histogram exceeds 2³¹ − 1 numbers.</exception>
    public GradientHistogramShape(int featureCount, int binCount, int outputCount = 1)
    {
        Guard.AtLeast(featureCount, 1);
        Guard.AtLeast(binCount, 1);
        Guard.AtMost(binCount, MaxBinCount);
        Guard.AtLeast(outputCount, 1);
        if ((Int128)featureCount * (((Int128)binCount * (2 + (2L * outputCount))) + Padding) > int.MaxValue)
        {
            throw new ArgumentOutOfRangeException(nameof(featureCount), featureCount, Guard.Text($"{featureCount} features of {binCount} bins × {outputCount} outputs exceed 2³¹ − 1 numbers."));
        }

        FeatureCount = featureCount;
        BinCount = binCount;
        OutputCount = outputCount;
    }

    private const int Padding = 8;

    /// <summary>Features.</summary>
    public int FeatureCount { get; }

    /// <summary>Bins of each feature.</summary>
    public int BinCount { get; }

    /// <summary>K, gradients and Hessians of each row.</summary>
    public int OutputCount { get; }

    /// <summary>Numbers in a cell, 2 + 2K.</summary>
    public int CellLength => 2 + (2 * OutputCount);

    /// <summary>
    /// Numbers from a feature to the next: bins · <see cref="CellLength"/>, and eight more, always zero, where that is
    /// a multiple of 32.
    /// </summary>
    /// <remarks>
    /// Without them the same bin of every feature, such as the bin of zeros in sparse data, falls into the same few
    /// sets of the first-level cache.
    /// </remarks>
    public int FeatureStride => (BinCount * CellLength) + ((BinCount * CellLength) % 32 == 0 ? Padding : 0);

    /// <summary>Numbers in the histogram.</summary>
    public int Length => FeatureCount * FeatureStride;

    /// <summary>The first number of the cell of a feature and bin: its row count.</summary>
    /// <param name="feature">Below <see cref="FeatureCount"/>.</param>
    /// <param name="bin">Below <see cref="BinCount"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside its range.</exception>
    public int IndexOf(int feature, int bin)
    {
        Guard.Index(feature, FeatureCount);
        Guard.Index(bin, BinCount);
        return (feature * FeatureStride) + (bin * CellLength);
    }
}
