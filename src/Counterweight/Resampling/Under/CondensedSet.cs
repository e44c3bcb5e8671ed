using System.Buffers;

namespace Counterweight.Resampling.Under;

/// <summary>A set of rows that grows, and for each other row which row of the set is nearest.</summary>
/// <remarks>
/// Rows outside the set are looked at in chunks. Only what has joined since is searched: in one search before a chunk, and
/// row by row for what joins within it.
/// </remarks>
internal ref struct CondensedSet
{
    /// <remarks>Chosen, not measured. Benchmark: condensed-nearest-neighbor.</remarks>
    private const int RowsAtOnce = 128;

    private readonly LabeledRows data;
    private readonly int degreeOfParallelism;
    private readonly int[] rented;
    private readonly float[] distances;
    private readonly Span<int> nearestLabels;
    private readonly Span<int> setLabels;
    private readonly Span<int> outside;
    private readonly Span<int> seen;
    private PointSubset set;
    private PointSubset chunk;

    /// <summary>Begins with all rows of classes that are not chosen, and the seeds.</summary>
    public CondensedSet(LabeledRows data, ReadOnlySpan<bool> chosen, ReadOnlySpan<int> seeds, int degreeOfParallelism)
    {
        var rows = data.RowCount;
        this.data = data;
        this.degreeOfParallelism = degreeOfParallelism;
        rented = ArrayPool<int>.Shared.Rent(checked(5 * rows));
        distances = ArrayPool<float>.Shared.Rent(rows);
        Marks = rented.AsSpan(0, rows);
        nearestLabels = rented.AsSpan(rows, rows);
        setLabels = rented.AsSpan(2 * rows, rows);
        outside = rented.AsSpan(3 * rows, rows);
        seen = rented.AsSpan(4 * rows, rows);
        Marks.Fill(VoteLoop.Dropped);
        nearestLabels.Fill(-1);
        seen.Clear();
        distances.AsSpan(0, rows).Fill(float.PositiveInfinity);
        set = new PointSubset(in data, rows);
        chunk = new PointSubset(in data, Math.Min(rows, RowsAtOnce));
        for (var row = 0; row < rows; row++)
        {
            if (!chosen[data.Labels[row]])
            {
                Join(row);
            }
        }

        foreach (var seed in seeds)
        {
            if (Marks[seed] != 0)
            {
                Join(seed);
            }
        }

        var count = 0;
        for (var row = 0; row < rows; row++)
        {
            if (Marks[row] != 0)
            {
                outside[count++] = row;
            }
        }

        outside = outside[..count];
    }

    /// <summary>0 for each row of the set.</summary>
    public Span<int> Marks { get; }

    /// <summary>Looks once at each row outside; returns how many have joined.</summary>
    public int Pass()
    {
        var joined = set.Count;
        for (var start = 0; start < outside.Length; start += RowsAtOnce)
        {
            var rows = outside.Slice(start, Math.Min(RowsAtOnce, outside.Length - start));
            if (seen[start / RowsAtOnce] == set.Count && set.Count > 0 && !HasStranger(rows))
            {
                continue;
            }

            chunk.Clear();
            foreach (var row in rows)
            {
                chunk.Add(in data, row);
            }

            Look(rows, seen[start / RowsAtOnce]);
            foreach (var row in rows)
            {
                if (IsStranger(row))
                {
                    Join(row);
                    Look(rows, set.Count - 1);
                }
            }

            seen[start / RowsAtOnce] = set.Count;
        }

        return set.Count - joined;
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        set.Dispose();
        chunk.Dispose();
        ArrayPool<int>.Shared.Return(rented);
        ArrayPool<float>.Shared.Return(distances);
    }

    private readonly bool IsStranger(int row) => Marks[row] != 0 && nearestLabels[row] != data.Labels[row];

    private readonly bool HasStranger(ReadOnlySpan<int> rows)
    {
        foreach (var row in rows)
        {
            if (IsStranger(row))
            {
                return true;
            }
        }

        return false;
    }

    private void Join(int row)
    {
        Marks[row] = 0;
        setLabels[set.Count] = data.Labels[row];
        set.Add(in data, row);
    }

    /// <summary>Compares the rows of the chunk with those of the set from one on.</summary>
    private void Look(ReadOnlySpan<int> rows, int first)
    {
        using var found = Neighborhood.Of(set.From(first), chunk.Points, 1, in data, degreeOfParallelism);
        for (var i = 0; i < found.Rows.Length; i++)
        {
            var row = rows[i];
            if (found.SquaredDistances[i] < distances[row] || nearestLabels[row] < 0)
            {
                distances[row] = found.SquaredDistances[i];
                nearestLabels[row] = setLabels[first + found.Rows[i]];
            }
        }
    }
}
