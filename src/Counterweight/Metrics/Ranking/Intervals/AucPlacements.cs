using System.Buffers;
using System.Numerics;
using Counterweight.Core.Sums;
using Counterweight.Sorting;

namespace Counterweight.Metrics.Ranking.Intervals;

/// <summary>For each row the share of the other class that it is ranked right against, ½ where equal: DeLong's structural components.</summary>
internal static class AucPlacements
{
    /// <summary>Writes the placements. Sums are exact, so that the order of rows does not show.</summary>
    public static void Fill<TLabel, T>(ReadOnlySpan<T> scores, ReadOnlySpan<TLabel> labels, ReadOnlySpan<double> weights, double positives, double negatives, Span<double> placements)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rows = scores.Length;
        var order = ArrayPool<int>.Shared.Rent(rows);
        var workspace = ArrayPool<long>.Shared.Rent(FeatureSort.WorkspaceLength<T>(rows));
        FeatureSort.Argsort(scores, order.AsSpan(0, rows), workspace.AsSpan());
        ReproducibleSum positive = default, negative = default;
        var (start, belowPositive, belowNegative) = (0, 0.0, 0.0);
        for (var i = 0; i < rows; i++)
        {
            var row = order[i];
            if (labels[row] == TLabel.One)
            {
                positive.Add(weights[row]);
            }
            else
            {
                negative.Add(weights[row]);
            }

            if (i + 1 < rows && scores[order[i + 1]] == scores[row])
            {
                continue;
            }

            var (throughPositive, throughNegative) = (positive.Value, negative.Value);
            for (; start <= i; start++)
            {
                row = order[start];
                placements[row] = labels[row] == TLabel.One
                    ? (belowNegative + throughNegative) / (2 * negatives)
                    : 1 - ((belowPositive + throughPositive) / (2 * positives));
            }

            (belowPositive, belowNegative) = (throughPositive, throughNegative);
        }

        ArrayPool<int>.Shared.Return(order);
        ArrayPool<long>.Shared.Return(workspace);
    }
}
