using System.Buffers;
using Counterweight.Neighbors;

namespace Counterweight.Resampling.Under.Cells;

/// <summary>
/// The nearest others of each of many rows, as <see cref="NearestNeighbors.SearchSelf"/> finds them, where rows differ along few
/// directions: most cells of rows are too far away from a row to hold one of its neighbors, and are not searched.
/// </summary>
internal sealed class CellSearch : IDisposable
{
    /// <summary>Rows from which on it is tried.</summary>
    /// <remarks>Chosen, not measured. Benchmark: bench/peers/cleaning.py.</remarks>
    public const int LeastRows = 1 << 14;

    /// <summary>Features up to which it is tried: their covariance has the square of so many numbers.</summary>
    public const int MostFeatures = 1 << 11;

    /// <summary>Rows of a cell at most.</summary>
    /// <remarks>Chosen, not measured. Benchmark: bench/peers/cleaning.py.</remarks>
    public const int CellRows = 1024;

    /// <summary>Nearest cells that each row searches first, so that its neighbors so far are near when all others are looked at.</summary>
    private const int Rounds = 3;

    /// <summary>Share of all cells that rows may have to search; beyond, one search of all rows is faster.</summary>
    private const double MostSearched = 0.4;

    private readonly CellPlan plan;
    private readonly int featureCount;
    private readonly int k;
    private readonly int degreeOfParallelism;
    private readonly float[] packed;
    private readonly float[] queries;
    private readonly int[] found;
    private readonly float[] distances;
    private readonly int[] chosen;
    private readonly int[] searched;

    private CellSearch(CellPlan plan, ReadOnlySpan<float> points, int featureCount, int k, int degreeOfParallelism)
    {
        (this.plan, this.featureCount, this.k, this.degreeOfParallelism) = (plan, featureCount, k, degreeOfParallelism);
        packed = ArrayPool<float>.Shared.Rent(points.Length);
        queries = ArrayPool<float>.Shared.Rent(points.Length);
        found = ArrayPool<int>.Shared.Rent(checked(plan.RowCount * k));
        distances = ArrayPool<float>.Shared.Rent(checked(plan.RowCount * k));
        chosen = ArrayPool<int>.Shared.Rent(plan.RowCount);
        searched = ArrayPool<int>.Shared.Rent(checked(plan.RowCount * (Rounds + 1)));
        searched.AsSpan(0, plan.RowCount * (Rounds + 1)).Fill(-1);
        for (var place = 0; place < plan.RowCount; place++)
        {
            points.Slice(plan.Order[place] * featureCount, featureCount).CopyTo(packed.AsSpan(place * featureCount));
        }
    }

    private int Cells => plan.Starts.Count - 1;

    /// <summary>Searches, unless rows are too few, too alike or too unlike, or the metric is not the plain one: then it returns false.</summary>
    public static bool TrySearch(in LabeledRows data, int k, Span<int> indices, Span<float> squaredDistances, int degreeOfParallelism, int leastRows = LeastRows, int cellRows = CellRows)
    {
        var isPlain = data.Metric.FeatureWeights.IsEmpty && data.Metric.NominalFeatures.IsEmpty && data.Metric.MissingValues == MissingValues.Refuse;
        if (data.RowCount < leastRows || !isPlain || data.FeatureCount is < CellPlan.Directions or > MostFeatures || k > cellRows / 4)
        {
            return false;
        }

        using var cells = CellPlan.Of(data.Features, data.FeatureCount, cellRows);
        if (cells is null)
        {
            return false;
        }

        using var search = new CellSearch(cells, data.Features, data.FeatureCount, k, degreeOfParallelism);
        search.SearchOwn(indices, squaredDistances);
        if (!search.IsWorthwhile(squaredDistances))
        {
            return false;
        }

        for (var round = 1; round <= Rounds; round++)
        {
            search.SearchNearest(round, data.Features, indices, squaredDistances);
        }

        for (var cell = 0; cell < search.Cells; cell++)
        {
            search.SearchCell(cell, search.Choose(cell, squaredDistances), data.Features, indices, squaredDistances);
        }

        return true;
    }

    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(packed);
        ArrayPool<float>.Shared.Return(queries);
        ArrayPool<int>.Shared.Return(found);
        ArrayPool<float>.Shared.Return(distances);
        ArrayPool<int>.Shared.Return(chosen);
        ArrayPool<int>.Shared.Return(searched);
    }

    private void SearchOwn(Span<int> indices, Span<float> squaredDistances)
    {
        for (var cell = 0; cell < Cells; cell++)
        {
            var rows = plan.Order.AsSpan(plan.Starts[cell], plan.Starts[cell + 1] - plan.Starts[cell]);
            NearestNeighbors.SearchSelf(Points(cell), featureCount, k, found.AsSpan(0, rows.Length * k), distances.AsSpan(0, rows.Length * k), default, degreeOfParallelism);
            for (var i = 0; i < rows.Length; i++)
            {
                searched[rows[i] * (Rounds + 1)] = cell;
                for (var j = 0; j < k; j++)
                {
                    indices[(rows[i] * k) + j] = rows[found[(i * k) + j]];
                    squaredDistances[(rows[i] * k) + j] = distances[(i * k) + j];
                }
            }
        }
    }

    /// <summary>Looks at a sample of rows.</summary>
    private bool IsWorthwhile(ReadOnlySpan<float> squaredDistances)
    {
        var (near, all) = (0L, 0L);
        for (var row = 0; row < plan.RowCount; row += 61)
        {
            for (var cell = 0; cell < Cells; cell++)
            {
                near += MayHold(row, cell, squaredDistances) ? 1 : 0;
                all++;
            }
        }

        return near < MostSearched * all;
    }

    private bool MayHold(int row, int cell, ReadOnlySpan<float> squaredDistances) =>
        plan.Bound(row, cell) <= (squaredDistances[(row * k) + k - 1] * 1.001f) + plan.Slack;

    private Span<int> SearchedBy(int row) => searched.AsSpan(row * (Rounds + 1), Rounds + 1);

    /// <summary>Each row searches the nearest cell that it has not yet.</summary>
    private void SearchNearest(int round, ReadOnlySpan<float> points, Span<int> indices, Span<float> squaredDistances)
    {
        for (var row = 0; row < plan.RowCount; row++)
        {
            var (nearest, least) = (-1, float.PositiveInfinity);
            for (var cell = 0; cell < Cells; cell++)
            {
                var bound = plan.Bound(row, cell);
                if (bound < least && !SearchedBy(row).Contains(cell))
                {
                    (nearest, least) = (cell, bound);
                }
            }

            SearchedBy(row)[round] = nearest >= 0 && MayHold(row, nearest, squaredDistances) ? nearest : -1;
        }

        for (var cell = 0; cell < Cells; cell++)
        {
            var count = 0;
            for (var row = 0; row < plan.RowCount; row++)
            {
                if (SearchedBy(row)[round] == cell)
                {
                    chosen[count++] = row;
                }
            }

            SearchCell(cell, count, points, indices, squaredDistances);
        }
    }

    /// <summary>Rows that may have a neighbor in a cell that they have not searched.</summary>
    private int Choose(int cell, ReadOnlySpan<float> squaredDistances)
    {
        var count = 0;
        for (var row = 0; row < plan.RowCount; row++)
        {
            if (MayHold(row, cell, squaredDistances) && !SearchedBy(row).Contains(cell))
            {
                chosen[count++] = row;
            }
        }

        return count;
    }

    private ReadOnlySpan<float> Points(int cell) =>
        packed.AsSpan(plan.Starts[cell] * featureCount, (plan.Starts[cell + 1] - plan.Starts[cell]) * featureCount);

    private void SearchCell(int cell, int count, ReadOnlySpan<float> points, Span<int> indices, Span<float> squaredDistances)
    {
        if (count == 0)
        {
            return;
        }

        for (var i = 0; i < count; i++)
        {
            points.Slice(chosen[i] * featureCount, featureCount).CopyTo(queries.AsSpan(i * featureCount));
        }

        NearestNeighbors.Search(
            Points(cell), queries.AsSpan(0, count * featureCount), featureCount, k, found.AsSpan(0, count * k), distances.AsSpan(0, count * k), default, degreeOfParallelism);
        for (var i = 0; i < count; i++)
        {
            var at = chosen[i] * k;
            for (var j = 0; j < k; j++)
            {
                if (!Insert(plan.Order[plan.Starts[cell] + found[(i * k) + j]], distances[(i * k) + j], indices.Slice(at, k), squaredDistances.Slice(at, k)))
                {
                    break;
                }
            }
        }
    }

    /// <summary>Puts a row where it belongs by distance and number; false where it does not.</summary>
    private static bool Insert(int row, float squaredDistance, Span<int> rows, Span<float> squaredDistances)
    {
        var place = rows.Length;
        while (place > 0 && (squaredDistance < squaredDistances[place - 1] || (squaredDistance == squaredDistances[place - 1] && row < rows[place - 1])))
        {
            place--;
        }

        if (place == rows.Length)
        {
            return false;
        }

        rows[place..^1].CopyTo(rows[(place + 1)..]);
        squaredDistances[place..^1].CopyTo(squaredDistances[(place + 1)..]);
        (rows[place], squaredDistances[place]) = (row, squaredDistance);
        return true;
    }
}
