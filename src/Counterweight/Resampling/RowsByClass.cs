using System.Buffers;

namespace Counterweight.Resampling;

/// <summary>The rows of each class in ascending order, in rented memory that <see cref="Dispose"/> gives back.</summary>
internal readonly ref struct RowsByClass
{
    private readonly int[] rows;
    private readonly long[] ends;

    /// <summary>Sorts the rows by class.</summary>
    public RowsByClass(ReadOnlySpan<int> labels, scoped in ClassPlan plan)
    {
        rows = ArrayPool<int>.Shared.Rent(labels.Length);
        ends = ArrayPool<long>.Shared.Rent(plan.Counts.Length + 1);
        var start = ends[0] = 0;
        for (var c = 0; c < plan.Counts.Length; c++)
        {
            ends[c + 1] = start;
            start += plan.Counts[c];
        }

        // Each class's end runs from its start to its end.
        for (var row = 0; row < labels.Length; row++)
        {
            rows[ends[labels[row] + 1]++] = row;
        }
    }

    /// <summary>The rows of a class.</summary>
    public ReadOnlySpan<int> Of(int label) => rows.AsSpan((int)ends[label], (int)(ends[label + 1] - ends[label]));

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(rows);
        ArrayPool<long>.Shared.Return(ends);
    }
}
