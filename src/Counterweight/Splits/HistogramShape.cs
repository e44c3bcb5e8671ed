using System.Runtime.InteropServices;

namespace Counterweight.Splits;

/// <summary>The shape of a class-weight histogram; cell (feature f, bin b, class c) lies at ((f · bins) + b) · classes + c.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct HistogramShape
{
    /// <summary>Describes a histogram.</summary>
    /// <param name="featureCount">Features, at least 1: the bytes in a row of the binned data.</param>
    /// <param name="binCount">Bins a feature, 1 … 256, the missing bin included.</param>
    /// <param name="classCount">Classes, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is outside its range, or the cells exceed 2³¹ − 1.</exception>
    public HistogramShape(int featureCount, int binCount, int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(featureCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(binCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(binCount, 256);
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        if ((Int128)featureCount * binCount * classCount > int.MaxValue)
        {
            throw new ArgumentOutOfRangeException(nameof(featureCount), featureCount, $"{featureCount} features × {binCount} bins × {classCount} classes exceed 2³¹ − 1 cells.");
        }

        FeatureCount = featureCount;
        BinCount = binCount;
        ClassCount = classCount;
    }

    /// <summary>Features.</summary>
    public int FeatureCount { get; }

    /// <summary>Bins of each feature.</summary>
    public int BinCount { get; }

    /// <summary>Classes.</summary>
    public int ClassCount { get; }

    /// <summary>Cells in the histogram.</summary>
    public int Length => FeatureCount * BinCount * ClassCount;
}
