using System.Buffers;
using System.Numerics;
using Counterweight.Core.Checks;

namespace Counterweight.Resampling;

/// <summary>The rows of each class in ascending order, in rented memory that <see cref="Dispose"/> gives back.</summary>
internal readonly ref struct RowsByClass
{
    private readonly int[] rows;
    private readonly long[] ends;

    /// <summary>Sorts the rows by class.</summary>
    public RowsByClass(ClassLabels labels, scoped in ClassPlan plan)
    {
        rows = ArrayPool<int>.Shared.Rent(labels.Length);
        ends = ArrayPool<long>.Shared.Rent(plan.Counts.Length + 1);
        var start = ends[0] = 0;
        for (var c = 0; c < plan.Counts.Length; c++)
        {
            ends[c + 1] = start;
            start += plan.Counts[c];
        }

        // One of the two has no rows.
        Place(labels.Ints);
        Place(labels.Longs);
    }

    /// <summary>The rows of a class.</summary>
    public ReadOnlySpan<int> Of(int label) => rows.AsSpan((int)ends[label], (int)(ends[label + 1] - ends[label]));

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(rows);
        ArrayPool<long>.Shared.Return(ends);
    }

    private void Place<TLabel>(ReadOnlySpan<TLabel> labels)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        // Each class's end runs from its start to its end.
        for (var row = 0; row < labels.Length; row++)
        {
            rows[ends[int.CreateTruncating(labels[row]) + 1]++] = row;
        }
    }
}
