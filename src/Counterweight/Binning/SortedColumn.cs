using System.Buffers;
using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Features;
using Counterweight.Sorting;

namespace Counterweight.Binning;

/// <summary>The values of one feature in ascending order, of the rows that have both weight and a value, in pooled memory.</summary>
internal sealed class SortedColumn<T, TWeight> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TWeight : unmanaged, IBinaryFloatingPointIeee754<TWeight>
{
    private readonly T[] values;
    private readonly int[] rows;
    private readonly int count;

    private SortedColumn(T[] values, int[] rows, int count, bool hasMissing)
    {
        this.values = values;
        this.rows = rows;
        this.count = count;
        HasMissing = hasMissing;
    }

    public ReadOnlySpan<T> Values => values.AsSpan(0, count);

    public ReadOnlySpan<int> Rows => rows.AsSpan(0, count);

    public bool HasMissing { get; }

    public static SortedColumn<T, TWeight> Create(FeatureMatrix<T> data, int feature, ReadOnlySpan<TWeight> sampleWeights)
    {
        Guard.SameLengthOrEmpty(sampleWeights.Length, data.RowCount, nameof(sampleWeights), "the number of rows");
        Guard.Weights(sampleWeights, nameof(sampleWeights));
        var column = data.Column(feature);
        var counting = Counting(sampleWeights, data.RowCount);
        if (counting is null)
        {
            return Sort(column, data.RowStride, null, data.RowCount);
        }

        var chosen = new T[counting.Length];
        for (var i = 0; i < chosen.Length; i++)
        {
            chosen[i] = column[checked(counting[i] * data.RowStride)];
        }

        return Sort(chosen, 1, counting, chosen.Length);
    }

    /// <summary>Distinct values, each with its weight in a unit of their own.</summary>
    public List<(double Value, UInt128 Weight)> Distinct(ReadOnlySpan<TWeight> sampleWeights)
    {
        var groups = new List<(double, UInt128)>();
        if (count > 0)
        {
            var largest = sampleWeights.IsEmpty ? 1 : WeightLoop.MaxOrNaN(sampleWeights);
            using var ordered = new OrderedWeights<TWeight>(sampleWeights, Rows);
            var loop = new QuantileLoop<T, TWeight>(Values, ordered.Weights, largest);
            for (var at = 0; at < count;)
            {
                at = loop.Next(at, out var first, out var weight);
                groups.Add((double.CreateTruncating(values[first]), weight));
            }
        }

        return groups;
    }

    public void Dispose()
    {
        ArrayPool<T>.Shared.Return(values);
        ArrayPool<int>.Shared.Return(rows);
    }

    // Null where all rows have weight.
    private static int[]? Counting(ReadOnlySpan<TWeight> sampleWeights, int rowCount)
    {
        var zeros = sampleWeights.Count(TWeight.Zero);
        if (zeros == 0)
        {
            return null;
        }

        var counting = new int[rowCount - zeros];
        var next = 0;
        for (var row = 0; row < rowCount; row++)
        {
            if (sampleWeights[row] > TWeight.Zero)
            {
                counting[next++] = row;
            }
        }

        return counting;
    }

    private static SortedColumn<T, TWeight> Sort(ReadOnlySpan<T> values, int stride, int[]? names, int count)
    {
        var sorted = ArrayPool<T>.Shared.Rent(count);
        var order = ArrayPool<int>.Shared.Rent(count);
        var workspace = ArrayPool<long>.Shared.Rent(FeatureSort.WorkspaceLength<T>(count));
        var present = FeatureSort.Argsort(values, order.AsSpan(0, count), workspace, sorted.AsSpan(0, count), stride);
        ArrayPool<long>.Shared.Return(workspace);
        if (names is not null)
        {
            foreach (ref var row in order.AsSpan(0, count))
            {
                row = names[row];
            }
        }

        return new(sorted, order, present, present < count);
    }
}
