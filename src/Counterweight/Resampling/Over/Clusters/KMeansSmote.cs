using System.Buffers;
using Counterweight.Core.Checks;
using Counterweight.Elementwise;
using Counterweight.Neighbors;
using Counterweight.Resampling.Over.Interpolation;

namespace Counterweight.Resampling.Over.Clusters;

/// <summary>
/// K-means SMOTE: rows of all classes are clustered, and SMOTE acts inside each cluster in which the class is not too rare. The sparser its
/// rows lie in a cluster, the more new rows that gets.
/// </summary>
/// <remarks>
/// <para>
/// Douzas, Bacao, Last, «Improving imbalanced learning through a heuristic oversampling method based on k-means and SMOTE», Information
/// Sciences 465, 2018. A cluster serves a class if (others + 1)/(own + 1) is below a threshold. Its sparsity is d^e/own, where d is the
/// mean Euclidean distance of its own rows from each other, and new rows are shared in proportion to it (exact totals by largest remainder).
/// </para>
/// <para>
/// A cluster of one row of the class, or, unless all are taken, of k rows or fewer, serves it not. Where no cluster does, the class is
/// over-sampled as by <see cref="Smote"/>. Clusters are found anew for each class that grows. There are no missing values and no choices of one's own.
/// </para>
/// </remarks>
public sealed class KMeansSmote : OverSampler
{
    /// <summary>Sparsities are compared to this many parts of the greatest.</summary>
    private const double Parts = 1 << 30;

    /// <summary>A method with its options.</summary>
    /// <param name="clusterCount">Clusters, at least 1.</param>
    /// <param name="neighborCount">k, at least 1.</param>
    /// <param name="few">What happens to a cluster, or a class, of k rows or fewer.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public KMeansSmote(int clusterCount = 8, int neighborCount = 5, FewRows few = FewRows.Refuse)
    {
        Guard.AtLeast(clusterCount, 1);
        Guard.AtLeast(neighborCount, 1);
        (ClusterCount, NeighborCount, Few) = (clusterCount, neighborCount, OverChecks.Defined(few));
    }

    /// <summary>Clusters.</summary>
    public int ClusterCount { get; }

    /// <summary>k.</summary>
    public int NeighborCount { get; }

    /// <summary>What happens to a cluster of k rows or fewer: it serves the class not, or all its rows are neighbors.</summary>
    public FewRows Few { get; }

    /// <summary>Below which ratio of other rows to those of the class a cluster serves it; above 0, 1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The ratio is not above 0.</exception>
    public double ImbalanceThreshold
    {
        get => field == 0 ? 1 : field;
        init
        {
            Guard.Positive(value, nameof(ImbalanceThreshold));
            field = value;
        }
    }

    /// <summary>e of the sparsity, finite and at least 0; null: the number of features, as in the paper.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The exponent is out of its range.</exception>
    public double? DensityExponent
    {
        get;
        init
        {
            Guard.Weight(value ?? 0, nameof(DensityExponent));
            field = value;
        }
    }

    /// <summary>Times at most that centers move, at least 0; 25 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public int MaxIterations
    {
        get;
        init
        {
            Guard.AtLeast(value, 0, nameof(MaxIterations));
            field = value;
        }
    } = 25;

    private protected override void Check(in LabeledRows rows)
    {
        if (rows.Metric.MissingValues != MissingValues.Refuse)
        {
            throw new ArgumentException("rows.Metric takes missing values, of which clusters have no mean.", nameof(rows));
        }

        OverChecks.Features(in rows);
    }

    private protected override void CheckDraws(in RowDraws draws)
    {
        if (!draws.Parents.IsEmpty || !draws.Neighbors.IsEmpty)
        {
            throw new ArgumentException("draws.Parents and draws.Neighbors are of the seed, as clusters are.", nameof(draws));
        }
    }

    private protected override void CheckClass(in LabeledRows rows, int label, long count) => OverChecks.Neighbors(label, count, NeighborCount, Few);

    private protected override void Make(in ClassTask task)
    {
        var original = task.Original;
        var clusters = ArrayPool<int>.Shared.Rent(original.RowCount);
        var rented = ArrayPool<int>.Shared.Rent(OverChecks.Size(task.Rows.Length + (2L * Math.Min(ClusterCount, original.RowCount))));
        try
        {
            var stream = task.Draws.Stream(RowDraws.Purpose.Clusters, task.Label);
            var found = new KMeans(in original, ClusterCount, task.DegreeOfParallelism).Assign(stream, MaxIterations, clusters.AsSpan(0, original.RowCount));
            var ends = rented.AsSpan(0, found);
            var sizes = rented.AsSpan(found, found);
            var own = rented.AsSpan(checked(2 * found), task.Rows.Length);
            Group(in task, clusters.AsSpan(0, original.RowCount), ends, sizes, own);
            Make(in task, ends, sizes, own);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(clusters);
            ArrayPool<int>.Shared.Return(rented);
        }
    }

    /// <summary>Sorts the rows of the class by cluster: where each ends, and how many rows of all classes it has.</summary>
    private static void Group(in ClassTask task, ReadOnlySpan<int> clusters, Span<int> ends, Span<int> sizes, Span<int> own)
    {
        sizes.Clear();
        ends.Clear();
        foreach (var cluster in clusters)
        {
            sizes[cluster]++;
        }

        foreach (var row in task.Rows)
        {
            ends[clusters[row]]++;
        }

        for (int cluster = 0, start = 0; cluster < ends.Length; cluster++)
        {
            (ends[cluster], start) = (start, start + ends[cluster]);
        }

        foreach (var row in task.Rows)
        {
            own[ends[clusters[row]]++] = row;
        }
    }

    private void Make(in ClassTask task, ReadOnlySpan<int> ends, ReadOnlySpan<int> sizes, ReadOnlySpan<int> own)
    {
        var shares = ArrayPool<long>.Shared.Rent(checked(2 * ends.Length));
        try
        {
            var weights = shares.AsSpan(0, ends.Length);
            var newEnds = shares.AsSpan(ends.Length, ends.Length);
            if (!Weights(in task, ends, sizes, own, weights))
            {
                Smote(in task, task.Rows, (0, task.NewCount));
                return;
            }

            LargestRemainder.Share(weights, task.NewCount, newEnds);
            for (var cluster = 0; cluster < ends.Length; cluster++)
            {
                var (start, first) = cluster == 0 ? (0, 0) : (ends[cluster - 1], (int)newEnds[cluster - 1]);
                if (newEnds[cluster] > first)
                {
                    Smote(in task, own[start..ends[cluster]], (first, (int)newEnds[cluster] - first));
                }
            }
        }
        finally
        {
            ArrayPool<long>.Shared.Return(shares);
        }
    }

    /// <summary>What clusters get new rows in proportion to, 0 of those that do not serve; false where none does.</summary>
    private bool Weights(in ClassTask task, ReadOnlySpan<int> ends, ReadOnlySpan<int> sizes, ReadOnlySpan<int> own, Span<long> weights)
    {
        var rented = ArrayPool<double>.Shared.Rent(ends.Length);
        try
        {
            var sparsities = rented.AsSpan(0, ends.Length);
            var greatest = double.NegativeInfinity;
            var serves = false;
            for (var cluster = 0; cluster < ends.Length; cluster++)
            {
                var rows = own[(cluster == 0 ? 0 : ends[cluster - 1])..ends[cluster]];
                var isServing = Serves(rows.Length, sizes[cluster]);
                weights[cluster] = isServing ? 1 : 0;
                sparsities[cluster] = isServing ? LogSparsity(in task, rows) : double.NegativeInfinity;
                greatest = Math.Max(greatest, sparsities[cluster]);
                serves |= isServing;
            }

            // Where all rows are duplicates, or some too far apart for a float, such clusters get as many new ones.
            if (double.IsInfinity(greatest))
            {
                for (var cluster = 0; cluster < ends.Length; cluster++)
                {
                    weights[cluster] = weights[cluster] > 0 && sparsities[cluster].Equals(greatest) ? 1 : 0;
                }

                return serves;
            }

            foreach (ref var sparsity in sparsities)
            {
                sparsity -= greatest;
            }

            VectorMath.Exp<double>(sparsities, sparsities);
            for (var cluster = 0; cluster < ends.Length; cluster++)
            {
                weights[cluster] = (long)Math.Round(Parts * sparsities[cluster]);
            }

            return true;
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    private bool Serves(int own, int all) =>
        own >= 2 && (own > NeighborCount || Few == FewRows.UseAll) && all - own + 1.0 < ImbalanceThreshold * (own + 1.0);

    /// <summary>ln(d^e/own).</summary>
    private double LogSparsity(in ClassTask task, ReadOnlySpan<int> rows)
    {
        using var group = PointGroup.Of(in task, rows, neighborCount: 0);
        Span<double> values = [MeanDistance.Of(in group, task.DegreeOfParallelism), rows.Length];
        VectorMath.Log<double>(values, values);
        var exponent = DensityExponent ?? task.FeatureCount;
        return exponent == 0 ? -values[1] : Math.FusedMultiplyAdd(exponent, values[0], -values[1]);
    }

    private unsafe void Smote(in ClassTask task, ReadOnlySpan<int> rows, (int First, int Count) range)
    {
        using var group = PointGroup.Of(in task, rows, (int)Math.Min(NeighborCount, rows.Length - 1L));
        group.Interpolate(in task, new() { ParentCount = group.Count, Neighbors = null, NeighborCount = 0 }, range);
    }
}
