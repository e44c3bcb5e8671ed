using System.Buffers;

namespace Counterweight.Resampling.Under;

/// <summary>
/// The nearest neighbors of rows of which more and more go. Each row has a list of more neighbors than are asked for; while enough of
/// them are left they are the nearest of all that are left, and only rows that run out are searched again.
/// </summary>
internal ref struct ShrinkingNeighborhood
{
    /// <summary>Neighbors that a first list has beyond those asked for.</summary>
    /// <remarks>Chosen, not measured: sixteen in all are kept in registers by the search. Benchmark: repeated-editing.</remarks>
    private const int Spare = 8;

    private readonly LabeledRows data;
    private readonly int degreeOfParallelism;
    private readonly Neighborhood lists;
    private readonly int[] rented;
    private readonly Span<int> alive;
    private readonly Span<int> starving;
    private readonly Span<bool> isComplete;
    private readonly bool[] complete;

    /// <summary>Searches the lists of all rows; each is asked for at most so many neighbors later.</summary>
    public ShrinkingNeighborhood(LabeledRows data, int most, int degreeOfParallelism)
    {
        this.data = data;
        this.degreeOfParallelism = degreeOfParallelism;
        var rows = data.RowCount;
        lists = Neighborhood.OfAll(in data, (int)Math.Min(int.MaxValue, (long)most + Spare), degreeOfParallelism);
        rented = ArrayPool<int>.Shared.Rent(checked(2 * rows));
        complete = ArrayPool<bool>.Shared.Rent(rows);
        alive = rented.AsSpan(0, rows);
        starving = rented.AsSpan(rows, rows);
        isComplete = complete.AsSpan(0, rows);
        isComplete.Fill(lists.Count == rows - 1);
    }

    /// <summary>
    /// Puts before each row that is left, in <paramref name="nearest"/>, its nearest ones among all that are left: returns how many.
    /// </summary>
    /// <param name="marks">0 where a row is left.</param>
    /// <param name="count">Neighbors to find, at least 1.</param>
    /// <param name="nearest">Room for <paramref name="count"/> rows for each row; those of rows that are gone are not written.</param>
    public readonly int Find(ReadOnlySpan<int> marks, int count, Span<int> nearest)
    {
        var left = 0;
        for (var row = 0; row < marks.Length; row++)
        {
            if (marks[row] == 0)
            {
                alive[left++] = row;
            }
        }

        count = Math.Min(count, left - 1);
        var starved = 0;
        foreach (var row in alive[..left])
        {
            if (!Take(row, marks, count, nearest.Slice(row * count, count)))
            {
                starving[starved++] = row;
            }
        }

        if (starved > 0)
        {
            Refill(alive[..left], starving[..starved]);
            foreach (var row in starving[..starved])
            {
                Take(row, marks, count, nearest.Slice(row * count, count));
            }
        }

        return count;
    }

    /// <summary>Gives the memory back.</summary>
    public readonly void Dispose()
    {
        lists.Dispose();
        ArrayPool<int>.Shared.Return(rented);
        ArrayPool<bool>.Shared.Return(complete);
    }

    /// <summary>The first rows of a list that are left; false where the list runs out before and there are others.</summary>
    private readonly bool Take(int row, ReadOnlySpan<int> marks, int count, Span<int> nearest)
    {
        var found = 0;
        var list = lists.Rows.Slice(row * lists.Count, lists.Count);
        for (var i = 0; i < list.Length && found < count; i++)
        {
            if (list[i] >= 0 && marks[list[i]] == 0)
            {
                nearest[found++] = list[i];
            }
        }

        return found == count || isComplete[row];
    }

    /// <summary>Searches lists again among the rows that are left.</summary>
    private readonly void Refill(ReadOnlySpan<int> left, ReadOnlySpan<int> queries)
    {
        using var found = Neighborhood.OfRows(left, queries, lists.Count, in data, degreeOfParallelism);
        for (var q = 0; q < queries.Length; q++)
        {
            var list = lists.Rows.Slice(queries[q] * lists.Count, lists.Count);
            list.Fill(-1);
            found.Rows.Slice(q * found.Count, found.Count).CopyTo(list);
            isComplete[queries[q]] = found.Count == left.Length - 1;
        }
    }
}
