using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Features;

namespace Counterweight.Histograms;

/// <summary>What can be wrong with a histogram's operands, and the exceptions that say so.</summary>
internal static class HistogramChecks
{
    /// <summary>Cells of one histogram or of several, one after the other.</summary>
    public static void Cells(int cells, int length, string name)
    {
        NotDefault(length, "shape");
        if (cells % length != 0)
        {
            throw new ArgumentException(Guard.Text($"{name} has {cells} elements, no multiple of the shape's {length}."), name);
        }
    }

    /// <summary>Cells of one histogram.</summary>
    public static void OneOf(int cells, int length, string name)
    {
        NotDefault(length, "shape");
        if (cells != length)
        {
            throw new ArgumentException(Guard.Text($"{name} has {cells} elements; the shape needs {length}."), name);
        }
    }

    /// <summary>What histograms of classes and of gradients have in common: bins, rows, and cells to write.</summary>
    public static void Operands<TBin, TCell>(BinMatrix<TBin> bins, RowSet rows, Span<TCell> destination, int featureCount, int degreeOfParallelism)
        where TBin : unmanaged
        where TCell : unmanaged
    {
        if (destination.IsEmpty)
        {
            throw new ArgumentException("destination is the default of its type, which has no cells.", nameof(destination));
        }

        if (bins.FeatureCount != featureCount)
        {
            throw new ArgumentException(Guard.Text($"bins has {bins.FeatureCount} features, the shape of destination {featureCount}."), nameof(bins));
        }

        Guard.DegreeOfParallelism(degreeOfParallelism);
        Apart(destination, bins.Bins, nameof(bins));
        Apart(destination, rows.Rows, nameof(rows));
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
    public static void ThrowFirst<TBin, T>(BinMatrix<TBin> bins, HistogramShape shape, RowSet rows, ReadOnlySpan<int> labels, ReadOnlySpan<T> sampleWeights)
        where TBin : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < rows.Count(labels.Length); i++)
        {
            var row = rows[i];
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

    private static void NotDefault(int shapeLength, string shape)
    {
        if (shapeLength == 0)
        {
            throw new ArgumentException(Guard.Text($"{shape} is the default of its type, which has no cells."), shape);
        }
    }

    /// <summary>The loop found a bad row that is good now. What it summed must not be returned.</summary>
    public static InvalidOperationException Changed() => new("The operands were written to during the call.");
}
