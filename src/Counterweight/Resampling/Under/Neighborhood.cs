using System.Buffers;
using Counterweight.Core.Checks;
using Counterweight.Neighbors;
using Counterweight.Resampling.Under.Cells;

namespace Counterweight.Resampling.Under;

/// <summary>Nearest rows of queries, in rented memory that <see cref="Dispose"/> gives back.</summary>
internal ref struct Neighborhood
{
    private int[]? rows;
    private float[]? distances;

    private Neighborhood(int queries, int count)
    {
        if ((long)queries * count > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, Guard.Text($"{queries} rows with {count} neighbors each are beyond an array."));
        }

        Count = count;
        var length = checked(queries * count);
        rows = ArrayPool<int>.Shared.Rent(length);
        distances = ArrayPool<float>.Shared.Rent(length);
        Rows = rows.AsSpan(0, length);
        SquaredDistances = distances.AsSpan(0, length);
    }

    /// <summary>Neighbors of a query.</summary>
    public int Count { get; }

    /// <summary>Query q's neighbors from q · <see cref="Count"/> on, nearest first.</summary>
    public Span<int> Rows { get; }

    /// <summary>How far away they are, squared.</summary>
    public Span<float> SquaredDistances { get; }

    /// <summary>Of each row the nearest others: as many as asked for, or all there are. Of one row nothing is read.</summary>
    public static Neighborhood OfAll(scoped in LabeledRows data, int most, int degreeOfParallelism)
    {
        var found = new Neighborhood(data.RowCount, Math.Max(0, Math.Min(most, data.RowCount - 1)));
        try
        {
            if (found.Count > 0 && !CellSearch.TrySearch(in data, found.Count, found.Rows, found.SquaredDistances, degreeOfParallelism))
            {
                NearestNeighbors.SearchSelf(data.Features, data.FeatureCount, found.Count, found.Rows, found.SquaredDistances, data.Metric, degreeOfParallelism);
            }
        }
        catch
        {
            found.Dispose();
            throw;
        }

        return found;
    }

    /// <summary>Of each query the nearest candidates: as many as asked for, or all there are.</summary>
    public static Neighborhood Of(ReadOnlySpan<float> candidates, ReadOnlySpan<float> queries, int most, scoped in LabeledRows data, int degreeOfParallelism)
    {
        var found = new Neighborhood(queries.Length / data.FeatureCount, Math.Min(most, candidates.Length / data.FeatureCount));
        try
        {
            if (found.Rows.Length > 0)
            {
                NearestNeighbors.Search(candidates, queries, data.FeatureCount, found.Count, found.Rows, found.SquaredDistances, data.Metric, degreeOfParallelism);
            }
        }
        catch
        {
            found.Dispose();
            throw;
        }

        return found;
    }

    /// <summary>Of each query the nearest others of some rows that hold all queries: as many as asked for, or all there are.</summary>
    public static Neighborhood OfRows(ReadOnlySpan<int> rows, ReadOnlySpan<int> queries, int most, scoped in LabeledRows data, int degreeOfParallelism)
    {
        var found = new Neighborhood(queries.Length, Math.Min(most, rows.Length - 1));
        try
        {
            if (found.Rows.Length > 0)
            {
                NearestNeighbors.SearchRows(data.Features, data.FeatureCount, rows, queries, found.Count, found.Rows, found.SquaredDistances, data.Metric, degreeOfParallelism);
            }
        }
        catch
        {
            found.Dispose();
            throw;
        }

        return found;
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (rows is not null)
        {
            ArrayPool<int>.Shared.Return(rows);
            ArrayPool<float>.Shared.Return(distances!);
            (rows, distances) = (null, null);
        }
    }
}
