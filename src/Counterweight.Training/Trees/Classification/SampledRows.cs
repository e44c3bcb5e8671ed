using Counterweight.Histograms;
using Counterweight.Histograms.Compact;

namespace Counterweight.Training.Trees.Classification;

/// <summary>The rows of one tree: how often each counts and what it weighs. Memory is used again for the next tree.</summary>
internal sealed class SampledRows(GrowthData data)
{
    private readonly int[] order = new int[data.RowCount];
    private int count;

    /// <summary>What each row of the data adds to a histogram.</summary>
    public ClassRow[] Weights { get; } = new ClassRow[data.RowCount];

    /// <summary>Rows of weight in an order in which every node of the tree is one run; within a node the order of the data remains.</summary>
    public Span<int> Order => order.AsSpan(0, count);

    public WeightScale Scale { get; private set; }

    public ClassCell[] Totals { get; private set; } = [];

    public double[] ClassWeights { get; private set; } = [];

    public double[] SampleWeights { get; private set; } = [];

    /// <summary>Whether every row counts once.</summary>
    public bool CountOnce { get; private set; }

    public double Weight => Scale.ToWeight(ClassTotals.Weight(Totals));

    /// <summary>Sets the rows of a tree.</summary>
    /// <param name="classWeights">One weight a class, or empty.</param>
    /// <param name="sampleWeights">One weight a row, or empty.</param>
    /// <param name="counts">How often each row counts, or empty: all once.</param>
    public void Set(double[] classWeights, double[] sampleWeights, ReadOnlySpan<int> counts)
    {
        (ClassWeights, SampleWeights, CountOnce) = (classWeights, sampleWeights, counts.IsEmpty);
        // Rows that are not drawn must not show, not even in the scale: beside a row that weighs 10¹⁶ times as much they would be nothing.
        var (drawn, greatest) = (0L, 0.0);
        var labels = data.Labels;
        for (var row = 0; row < data.RowCount; row++)
        {
            var times = counts.IsEmpty ? 1 : counts[row];
            var weight = times > 0 ? RowWeight(row) : 0;
            drawn += weight > 0 ? times : 0;
            greatest = Math.Max(greatest, weight);
        }

        Scale = WeightScale.Create(greatest, drawn);
        Totals = new ClassCell[data.ClassCount];
        var ofClass = new long[data.ClassCount];
        ofClass.AsSpan().Fill(-1);
        count = 0;
        for (var row = 0; row < data.RowCount; row++)
        {
            var label = labels[row];
            var times = counts.IsEmpty ? 1 : counts[row];
            var units = times == 0 ? 0
                : sampleWeights.Length > 0 ? Scale.ToUnits(RowWeight(row))
                : ofClass[label] >= 0 ? ofClass[label]
                : ofClass[label] = Scale.ToUnits(RowWeight(row));
            times = units == 0 ? 0 : times;
            var all = units * times;
            Weights[row] = new ClassRow(label, times, all);
            var sum = Totals[label];
            Totals[label] = new ClassCell(sum.RowCount + times, sum.Weight + all);
            order[count] = row;
            count += times > 0 ? 1 : 0;
        }

    }

    private double RowWeight(int row) =>
        (ClassWeights.Length == 0 ? 1 : ClassWeights[data.Labels[row]]) * (SampleWeights.Length == 0 ? 1 : SampleWeights[row]);
}
