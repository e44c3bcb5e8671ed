using System.Numerics;
using Counterweight.Engine;

namespace Counterweight.Splits;

/// <summary>What can be wrong with a histogram's operands, and the exceptions that say so.</summary>
internal static class HistogramChecks
{
    public static void Lengths(int bins, HistogramShape shape, int labels, int classWeights, int sampleWeights, int destination)
    {
        if (shape.Length == 0)
        {
            throw new ArgumentException("The shape has no cells.", nameof(shape));
        }

        if (bins != (long)labels * shape.FeatureCount)
        {
            throw new ArgumentException(Guard.Text($"bins has {bins} elements; {labels} labels × {shape.FeatureCount} features need {(long)labels * shape.FeatureCount}."), nameof(bins));
        }

        if (classWeights != 0 && classWeights != shape.ClassCount)
        {
            throw new ArgumentException(Guard.Text($"classWeights has {classWeights} elements, neither none nor one for each of {shape.ClassCount} classes."), nameof(classWeights));
        }

        if (sampleWeights != 0 && sampleWeights != labels)
        {
            throw new ArgumentException(Guard.Text($"sampleWeights has {sampleWeights} elements, neither none nor one for each of {labels} rows."), nameof(sampleWeights));
        }

        if (destination != shape.Length)
        {
            throw new ArgumentException(Guard.Text($"destination has {destination} cells; the shape needs {shape.Length}."), nameof(destination));
        }
    }

    public static void Apart<T>(Span<ClassCell> destination, ReadOnlySpan<T> source, string name)
        where T : unmanaged
    {
        if (Guard.Overlap<ClassCell, T>(destination, source))
        {
            throw new ArgumentException(Guard.Text($"destination overlaps {name}."), nameof(destination));
        }
    }

    public static void Scale(WeightScale scale, double largestWeight, int rowCount)
    {
        if (largestWeight != 0 && (largestWeight == double.PositiveInfinity || scale.Exponent > WeightScale.Create(largestWeight, rowCount).Exponent))
        {
            throw new ArgumentOutOfRangeException(nameof(scale), scale.Exponent, Guard.Text($"{rowCount} rows of weights up to {largestWeight} could overflow on the scale 2^{scale.Exponent}."));
        }
    }

    public static void ThrowFirst<T>(ReadOnlySpan<byte> bins, HistogramShape shape, bool allRows, ReadOnlySpan<int> rows, ReadOnlySpan<int> labels, ReadOnlySpan<T> sampleWeights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var count = allRows ? labels.Length : rows.Length;
        for (var i = 0; i < count; i++)
        {
            var row = allRows ? i : rows[i];
            if ((uint)row >= (uint)labels.Length)
            {
                throw new ArgumentOutOfRangeException(nameof(rows), row, Guard.Text($"rows[{i}] is {row}; a row must be in [0, {labels.Length})."));
            }

            if ((uint)labels[row] >= (uint)shape.ClassCount)
            {
                throw Guard.LabelError(labels[row], row, shape.ClassCount, nameof(labels));
            }

            if (!sampleWeights.IsEmpty && !WeightLoop.IsValid(sampleWeights[row]))
            {
                throw Guard.WeightError(sampleWeights[row], row, nameof(sampleWeights));
            }

            var ofRow = bins.Slice((int)((long)row * shape.FeatureCount), shape.FeatureCount);
            for (var feature = 0; feature < ofRow.Length; feature++)
            {
                if (ofRow[feature] >= shape.BinCount)
                {
                    throw new ArgumentOutOfRangeException(nameof(bins), ofRow[feature], Guard.Text($"bins at row {row}, feature {feature} is {ofRow[feature]}; a bin must be in [0, {shape.BinCount})."));
                }
            }
        }
    }
}
