using System.Buffers;
using Counterweight.Core.Checks;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;

namespace Counterweight.Neighbors;

/// <summary>Exact k-nearest neighbors by squared Euclidean distance.</summary>
/// <remarks>
/// <para>
/// Points are row-major: row r is <c>points[r·featureCount … ]</c>. For each query the k nearest candidates come out, the nearest
/// first, and the lowest index first among equal distances. A squared distance is Σ_f w_f(a_f − b_f)² of the numbers, then plus
/// w_f times the tabulated squared difference of each nominal feature, in single precision. Its relative error is at most
/// (⌈F/16⌉ + N + 8)·2⁻²⁴ for F numbers and N nominal features, where neither a term underflows nor the sum overflows; a sum
/// beyond the greatest float is +∞. With missing values see <see cref="MissingValues.Scale"/>. What is returned for a
/// pair depends on its two rows and the options alone: not on threads, registers or other rows. Features are not scaled: those of
/// greater spread count for more, unless <see cref="NeighborOptions.FeatureWeights"/> are one over their variances.
/// </para>
/// <para>
/// Temporary memory of O((candidates + queries) · features) is rented, so that one thread allocates nothing in the long run. No
/// matrix of distances is made.
/// </para>
/// </remarks>
public static unsafe class NearestNeighbors
{
    /// <summary>The nearest candidates of each query.</summary>
    /// <param name="candidates">Candidates × features. Finite, or NaN where <paramref name="options"/> allow it.</param>
    /// <param name="queries">Queries × features. Likewise.</param>
    /// <param name="featureCount">Features of a row, at least 1.</param>
    /// <param name="k">Neighbors of a query: at least 1, at most the number of candidates.</param>
    /// <param name="indices">Queries × k: candidates.</param>
    /// <param name="squaredDistances">Queries × k.</param>
    /// <param name="options">Weights, nominal features, missing values.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included.</param>
    /// <exception cref="ArgumentException">A length does not fit, or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range. Nothing has been written.</exception>
    public static void Search(
        ReadOnlySpan<float> candidates,
        ReadOnlySpan<float> queries,
        int featureCount,
        int k,
        Span<int> indices,
        Span<float> squaredDistances,
        NeighborOptions options = default,
        int degreeOfParallelism = 1)
    {
        Guard.AtLeast(featureCount, 1);
        Guard.DegreeOfParallelism(degreeOfParallelism);
        var candidateCount = NeighborChecks.Rows(candidates, featureCount, nameof(candidates));
        var queryCount = NeighborChecks.Rows(queries, featureCount, nameof(queries));
        NeighborChecks.Enough(k, candidateCount, queryCount);
        NeighborChecks.Results(indices, squaredDistances, queryCount, k);
        NeighborChecks.Disjoint(indices, squaredDistances, candidates, nameof(candidates));
        NeighborChecks.Disjoint(indices, squaredDistances, queries, nameof(queries));
        NeighborChecks.Disjoint(indices, squaredDistances, options.FeatureWeights.Span, "options.FeatureWeights");
        NeighborChecks.Options(in options, featureCount);
        NeighborChecks.Values(candidates, featureCount, in options, nameof(candidates));
        NeighborChecks.Values(queries, featureCount, in options, nameof(queries));
        fixed (float* c = candidates, q = queries, d = squaredDistances)
        fixed (int* i = indices)
        {
            Run(new(c, null, candidateCount), new(q, null, queryCount), new() { K = k, Indices = i, SquaredDistances = d, FeatureCount = featureCount }, in options, degreeOfParallelism);
        }
    }

    /// <summary>The nearest of all other points of each point: a point is left out by its index, so its duplicates stay.</summary>
    /// <param name="points">Points × features. Finite, or NaN where <paramref name="options"/> allow it.</param>
    /// <param name="featureCount">Features of a row, at least 1.</param>
    /// <param name="k">Neighbors of a point: at least 1, below the number of points.</param>
    /// <param name="indices">Points × k.</param>
    /// <param name="squaredDistances">Points × k.</param>
    /// <param name="options">Weights, nominal features, missing values.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included.</param>
    /// <inheritdoc cref="Search" path="/exception"/>
    public static void SearchSelf(
        ReadOnlySpan<float> points,
        int featureCount,
        int k,
        Span<int> indices,
        Span<float> squaredDistances,
        NeighborOptions options = default,
        int degreeOfParallelism = 1)
    {
        Guard.AtLeast(featureCount, 1);
        Guard.DegreeOfParallelism(degreeOfParallelism);
        var count = NeighborChecks.Rows(points, featureCount, nameof(points));
        NeighborChecks.Enough(k, count - 1, count);
        NeighborChecks.Results(indices, squaredDistances, count, k);
        NeighborChecks.Disjoint(indices, squaredDistances, points, nameof(points));
        NeighborChecks.Disjoint(indices, squaredDistances, options.FeatureWeights.Span, "options.FeatureWeights");
        NeighborChecks.Options(in options, featureCount);
        NeighborChecks.Values(points, featureCount, in options, nameof(points));
        fixed (float* p = points, d = squaredDistances)
        fixed (int* i = indices)
        {
            Run(new(p, null, count), default, new() { K = k, Indices = i, SquaredDistances = d, FeatureCount = featureCount, AreSame = true }, in options, degreeOfParallelism);
        }
    }

    /// <summary>The nearest of some points of each of some points, such as the rows of one class among themselves or among all.</summary>
    /// <param name="points">Points × features. Finite, or NaN where <paramref name="options"/> allow it, in rows listed or not.</param>
    /// <param name="featureCount">Features of a row, at least 1.</param>
    /// <param name="candidates">Rows to search, ascending.</param>
    /// <param name="queries">Rows whose neighbors are searched, ascending. A query that is a candidate too is left out by its index.</param>
    /// <param name="k">Neighbors of a query: at least 1, at most the number of candidates, and below it if a query is one of them.</param>
    /// <param name="indices">Queries × k: rows of <paramref name="points"/>.</param>
    /// <param name="squaredDistances">Queries × k.</param>
    /// <param name="options">Weights, nominal features, missing values.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included.</param>
    /// <inheritdoc cref="Search" path="/exception"/>
    public static void SearchRows(
        ReadOnlySpan<float> points,
        int featureCount,
        ReadOnlySpan<int> candidates,
        ReadOnlySpan<int> queries,
        int k,
        Span<int> indices,
        Span<float> squaredDistances,
        NeighborOptions options = default,
        int degreeOfParallelism = 1)
    {
        Guard.AtLeast(featureCount, 1);
        Guard.DegreeOfParallelism(degreeOfParallelism);
        var count = NeighborChecks.Rows(points, featureCount, nameof(points));
        NeighborChecks.Enough(k, candidates.Length - (NeighborChecks.HaveCommon(candidates, queries) ? 1 : 0), queries.Length);
        NeighborChecks.Results(indices, squaredDistances, queries.Length, k);
        NeighborChecks.Disjoint(indices, squaredDistances, points, nameof(points));
        NeighborChecks.Disjoint(indices, squaredDistances, candidates, nameof(candidates));
        NeighborChecks.Disjoint(indices, squaredDistances, queries, nameof(queries));
        NeighborChecks.Ascending(candidates, count, nameof(candidates));
        NeighborChecks.Ascending(queries, count, nameof(queries));
        NeighborChecks.Disjoint(indices, squaredDistances, options.FeatureWeights.Span, "options.FeatureWeights");
        NeighborChecks.Options(in options, featureCount);
        NeighborChecks.Values(points, featureCount, in options, nameof(points));
        fixed (float* p = points, d = squaredDistances)
        fixed (int* i = indices, c = candidates, q = queries)
        {
            Run(new(p, c, candidates.Length), new(p, q, queries.Length), new() { K = k, Indices = i, SquaredDistances = d, FeatureCount = featureCount }, in options, degreeOfParallelism);
        }
    }

    private static void Run(RowSource candidates, RowSource queries, SearchOperands operands, in NeighborOptions options, int degreeOfParallelism)
    {
        if ((operands.AreSame ? candidates.Count : queries.Count) == 0)
        {
            return;
        }

        var length = new NeighborScratch(null, candidates, queries, in operands, in options).Length;
        if (length > Array.MaxLength)
        {
            throw new ArgumentException("The rows are too many for an array of temporary memory.", nameof(candidates));
        }

        var rented = ArrayPool<long>.Shared.Rent((int)length);
        try
        {
            fixed (long* buffer = rented)
            {
                var scratch = new NeighborScratch(buffer, candidates, queries, in operands, in options);
                scratch.Fill(candidates, queries, in options);
                Run(operands with { Scratch = scratch, Numbers = candidates.Rows }, in options, degreeOfParallelism);
            }
        }
        finally
        {
            ArrayPool<long>.Shared.Return(rented);
        }

        foreach (var nominal in options.NominalFeatures.Span)
        {
            // Loops have read its table through a pointer.
            GC.KeepAlive(nominal);
        }
    }

    private static void Run(SearchOperands operands, in NeighborOptions options, int degreeOfParallelism)
    {
        if (options.MissingValues == MissingValues.Scale)
        {
            Run<On, On>(operands, degreeOfParallelism);
        }
        else if (options.FeatureWeights.Span.ContainsAnyExcept(0f, 1f))
        {
            Run<On, Off>(operands, degreeOfParallelism);
        }
        else
        {
            Run<Off, Off>(operands, degreeOfParallelism);
        }
    }

    private static void Run<TWeights, TMissing>(SearchOperands operands, int degreeOfParallelism)
        where TWeights : struct, IStaticFlag
        where TMissing : struct, IStaticFlag
    {
        var job = new SearchJob<TWeights, TMissing>(operands, degreeOfParallelism);
        BlockDispatch.Run<SearchJob<TWeights, TMissing>, float>(ref job);
    }
}
