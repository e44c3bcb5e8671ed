using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Core.Numerics;
using Counterweight.Histograms;

namespace Counterweight.Splits.Exact;

/// <summary>Makes weighted labels and sums them.</summary>
internal static class WeightedLabelLoop
{
    public static void Pack<T>(ReadOnlySpan<int> labels, ReadOnlySpan<T> classWeights, ReadOnlySpan<T> sampleWeights, double factor, Span<WeightedLabel> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        DebugChecks.Same(labels.Length, destination.Length);
        DebugChecks.Weights(sampleWeights);
        for (var row = 0; row < labels.Length; row++)
        {
            var ofClass = classWeights.IsEmpty ? 1 : double.CreateTruncating(classWeights[labels[row]]);
            var ofRow = sampleWeights.IsEmpty ? 1 : double.CreateTruncating(sampleWeights[row]);
            destination[row] = new(labels[row], FixedPoint.ToUnits(ofClass * ofRow, factor));
        }
    }

    /// <summary>The place of the first row with a label that is no class, −1 where there is none.</summary>
    public static int FirstRejected(ReadOnlySpan<int> rows, ReadOnlySpan<WeightedLabel> labels, int classCount)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            if (labels[rows[i]].Label >= classCount)
            {
                return i;
            }
        }

        return -1;
    }

    public static void Sum(ReadOnlySpan<int> rows, ReadOnlySpan<WeightedLabel> labels, Span<ClassCell> totals)
    {
        DebugChecks.Rows(rows, labels.Length);
        totals.Clear();
        foreach (var row in rows)
        {
            var label = labels[row];
            ref var cell = ref totals[label.Label];
            cell = new(cell.RowCount + 1, cell.Weight + label.Units);
        }
    }
}
