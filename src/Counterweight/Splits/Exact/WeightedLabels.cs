using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Histograms;

namespace Counterweight.Splits.Exact;

/// <summary>Rows' classes and weights in the form exact split search reads, and their sums.</summary>
public static class WeightedLabels
{
    /// <summary>Puts each row's class together with its weight, class weight × sample weight, in units of a scale.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="labels">One label a row, in [0, <paramref name="classCount"/>).</param>
    /// <param name="classCount">K, 1 … <see cref="WeightedLabel.MaxClasses"/>.</param>
    /// <param name="classWeights">One weight a class, or empty: all 1.</param>
    /// <param name="sampleWeights">One weight a row, or empty: all 1.</param>
    /// <param name="scale">The scale, as <see cref="WeightScale.For"/> makes it of the same weights and rows.</param>
    /// <param name="destination">One element a row; those whose weight is nearer to 0 than to a unit have no units.</param>
    /// <exception cref="ArgumentException">A length does not fit, or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label, weight or the number of classes is outside its range, or all rows could overflow on this scale. Nothing has been written.</exception>
    public static void Pack<T>(
        ReadOnlySpan<int> labels,
        int classCount,
        ReadOnlySpan<T> classWeights,
        ReadOnlySpan<T> sampleWeights,
        WeightScale scale,
        Span<WeightedLabel> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckClasses(classCount);
        Guard.SameLength(destination.Length, labels.Length, nameof(destination), nameof(labels));
        Guard.SameLengthOrEmpty(classWeights.Length, classCount, nameof(classWeights), nameof(classCount));
        Guard.SameLengthOrEmpty(sampleWeights.Length, labels.Length, nameof(sampleWeights), nameof(labels));
        Guard.Disjoint<WeightedLabel, int>(destination, labels, nameof(destination), nameof(labels));
        Guard.Disjoint<WeightedLabel, T>(destination, classWeights, nameof(destination), nameof(classWeights));
        Guard.Disjoint<WeightedLabel, T>(destination, sampleWeights, nameof(destination), nameof(sampleWeights));
        Guard.Labels(labels, classCount, null, nameof(labels));
        var largest = (classWeights.IsEmpty ? 1 : Guard.Weights(classWeights, nameof(classWeights)))
            * (sampleWeights.IsEmpty ? 1 : Guard.Weights(sampleWeights, nameof(sampleWeights)));
        if (!(largest < scale.WeightLimit(labels.Length)))
        {
            throw new ArgumentOutOfRangeException(nameof(scale), scale.Exponent, Guard.Text($"{labels.Length} rows of weights up to {largest} could overflow on the scale 2^{scale.Exponent}; a product of weights must be below {scale.WeightLimit(labels.Length)}."));
        }

        WeightedLabelLoop.Pack(labels, classWeights, sampleWeights, scale.Factor, destination);
    }

    /// <summary>Rows and weight of each class of some rows.</summary>
    /// <param name="rows">Row numbers.</param>
    /// <param name="labels">All rows' labels and weights.</param>
    /// <param name="totals">One cell a class.</param>
    /// <exception cref="ArgumentException">Memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A row is not one of <paramref name="labels"/>, or its label is not a class of <paramref name="totals"/>, or there are too many classes. Nothing has been written.</exception>
    public static void Sum(ReadOnlySpan<int> rows, ReadOnlySpan<WeightedLabel> labels, Span<ClassCell> totals)
    {
        CheckClasses(totals.Length);
        Guard.Disjoint<ClassCell, WeightedLabel>(totals, labels, nameof(totals), nameof(labels));
        Guard.Disjoint<ClassCell, int>(totals, rows, nameof(totals), nameof(rows));
        CheckRows(rows, labels.Length, nameof(rows));
        var bad = WeightedLabelLoop.FirstRejected(rows, labels, totals.Length);
        if (bad >= 0)
        {
            throw Guard.LabelError(labels[rows[bad]].Label, rows[bad], totals.Length, nameof(labels));
        }

        WeightedLabelLoop.Sum(rows, labels, totals);
    }

    internal static void CheckClasses(int classCount)
    {
        Guard.AtLeast(classCount, 1);
        Guard.AtMost(classCount, WeightedLabel.MaxClasses);
    }

    internal static void CheckRows(ReadOnlySpan<int> rows, int rowCount, string name)
    {
        var bad = LabelLoop.FirstRejected(rows, rowCount, null);
        if (bad >= 0)
        {
            throw new ArgumentOutOfRangeException(name, rows[bad], Guard.Text($"{name}[{bad}] is {rows[bad]}; there are {rowCount} rows."));
        }
    }
}
