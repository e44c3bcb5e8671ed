using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Features;

namespace Counterweight.Histograms;

/// <summary>What can be wrong with a histogram's operands, and the exceptions that say so.</summary>
internal static class HistogramChecks
{
    /// <summary>Features of the bins and the shape, cells of the shape and the destination.</summary>
    public static void Shape(int bins, int shape, int length, int destination)
    {
        if (length == 0)
        {
            throw new ArgumentException("The shape has no cells.", nameof(shape));
        }

        if (bins != shape)
        {
            throw new ArgumentException(Guard.Text($"bins has {bins} features, the shape {shape}."), nameof(bins));
        }

        if (destination != length)
        {
            throw new ArgumentException(Guard.Text($"destination has {destination} cells; the shape needs {length}."), nameof(destination));
        }
    }

    public static void Labels(int labels, int rowCount, int classCount, int classWeights, int sampleWeights)
    {
        if (labels != rowCount)
        {
            throw new ArgumentException(Guard.Text($"labels has {labels} elements, bins {rowCount} rows."), nameof(labels));
        }

        if (classWeights != 0 && classWeights != classCount)
        {
            throw new ArgumentException(Guard.Text($"classWeights has {classWeights} elements, neither none nor one for each of {classCount} classes."), nameof(classWeights));
        }

        if (sampleWeights != 0 && sampleWeights != labels)
        {
            throw new ArgumentException(Guard.Text($"sampleWeights has {sampleWeights} elements, neither none nor one for each of {labels} rows."), nameof(sampleWeights));
        }
    }

    /// <summary>Two histograms and where a third goes.</summary>
    public static void Pair(int length, int second, string secondName, int third, string thirdName)
    {
        if (second != length)
        {
            throw new ArgumentException(Guard.Text($"{secondName} has {second} cells, not {length}."), secondName);
        }

        if (third != length)
        {
            throw new ArgumentException(Guard.Text($"{thirdName} has {third} cells, not {length}."), thirdName);
        }
    }

    public static void Apart<TCell, T>(Span<TCell> destination, ReadOnlySpan<T> source, string name)
        where TCell : unmanaged
        where T : unmanaged
    {
        if (Guard.Overlap<TCell, T>(destination, source))
        {
            throw new ArgumentException(Guard.Text($"destination overlaps {name}."), nameof(destination));
        }
    }

    /// <summary>One of the rows to sum.</summary>
    public static void Row(int rows, int index, int rowCount)
    {
        if ((uint)rows >= (uint)rowCount)
        {
            throw new ArgumentOutOfRangeException(nameof(rows), rows, Guard.Text($"rows[{index}] is {rows}; a row must be in [0, {rowCount})."));
        }
    }

    public static void Bins<TBin>(BinMatrix<TBin> bins, int row, int binCount)
        where TBin : unmanaged
    {
        for (var feature = 0; feature < bins.FeatureCount; feature++)
        {
            var bin = bins[row, feature];
            if (bin >= binCount)
            {
                throw new ArgumentOutOfRangeException(nameof(bins), bin, Guard.Text($"bins at row {row}, feature {feature} is {bin}; a bin must be in [0, {binCount})."));
            }
        }
    }

    /// <summary>The exception for the first row that is bad.</summary>
    public static void ThrowFirst<TBin, T>(BinMatrix<TBin> bins, HistogramShape shape, bool allRows, ReadOnlySpan<int> rows, ReadOnlySpan<int> labels, ReadOnlySpan<T> sampleWeights)
        where TBin : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var count = allRows ? labels.Length : rows.Length;
        for (var i = 0; i < count; i++)
        {
            var row = allRows ? i : rows[i];
            Row(row, i, labels.Length);
            if ((uint)labels[row] >= (uint)shape.ClassCount)
            {
                throw Guard.LabelError(labels[row], row, shape.ClassCount, nameof(labels));
            }

            if (!sampleWeights.IsEmpty && !WeightLoop.IsValid(sampleWeights[row]))
            {
                throw Guard.WeightError(sampleWeights[row], row, nameof(sampleWeights));
            }

            Bins(bins, row, shape.BinCount);
        }

        throw Changed();
    }

    /// <summary>The loop found a bad row that is good now: never to be taken for a sum.</summary>
    public static InvalidOperationException Changed() => new("The operands were written to during the call.");
}
