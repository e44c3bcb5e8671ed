using System.Numerics;
using Counterweight.Core.Checks;

namespace Counterweight.Metrics.Ranking.Intervals;

/// <summary>Rows of positive weight, in the order of label, prediction and weight: those in which all three are the same are a group.</summary>
internal sealed class EqualRows
{
    private readonly int[] ends;
    private readonly double[] weights;

    private EqualRows(int[] labels, int[] predicted, double[] weights, int[] ends)
    {
        Labels = labels;
        Predicted = predicted;
        this.weights = weights;
        this.ends = ends;
    }

    /// <summary>Groups.</summary>
    public int Count => ends.Length;

    /// <summary>Rows of all groups.</summary>
    public int RowCount => ends.Length == 0 ? 0 : ends[^1];

    /// <summary>Label of each group.</summary>
    public int[] Labels { get; }

    /// <summary>Prediction of each group.</summary>
    public int[] Predicted { get; }

    public static EqualRows Of<T>(ClassLabels predicted, ClassLabels labels, ReadOnlySpan<T> sampleWeights, int classCount)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rows = new Dictionary<(long Cell, double Weight), int>();
        for (var row = 0; row < labels.Length; row++)
        {
            var weight = sampleWeights.IsEmpty ? 1 : double.CreateTruncating(sampleWeights[row]);
            if (weight > 0)
            {
                var cell = ((long)labels[row] * (classCount + 1)) + predicted[row] + 1;
                rows[(cell, weight)] = rows.GetValueOrDefault((cell, weight)) + 1;
            }
        }

        (long Cell, double Weight)[] groups = [.. rows.Keys.Order()];
        var lasts = new int[groups.Length];
        for (var group = 0; group < groups.Length; group++)
        {
            lasts[group] = (group == 0 ? 0 : lasts[group - 1]) + rows[groups[group]];
        }

        return new EqualRows(
            [.. groups.Select(group => (int)(group.Cell / (classCount + 1)))],
            [.. groups.Select(group => (int)(group.Cell % (classCount + 1)) - 1)],
            [.. groups.Select(group => group.Weight)],
            lasts);
    }

    /// <summary>Weight of the drawn rows of each group.</summary>
    /// <param name="counts">How often each row was drawn in each lane.</param>
    /// <param name="lane">The replicate among them.</param>
    /// <param name="drawn">One a group.</param>
    public void Sum(ReadOnlySpan<byte> counts, int lane, Span<double> drawn)
    {
        var row = 0;
        for (var group = 0; group < ends.Length; group++)
        {
            var sum = 0L;
            for (; row < ends[group]; row++)
            {
                sum += counts[checked((row * ResampleDraws.Lanes) + lane)];
            }

            drawn[group] = sum * weights[group];
        }
    }
}
