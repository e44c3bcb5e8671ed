using System.Buffers;
using Counterweight.Core.Simd;
using Counterweight.Neighbors;

namespace Counterweight.Resampling.Over.Interpolation;

/// <summary>
/// Points that new rows of one class lie between: its rows, or some of them, side by side, and their neighbors among
/// themselves. Rented arrays, given back by <see cref="Dispose"/>.
/// </summary>
internal readonly unsafe ref struct PointGroup
{
    /// <summary>Floats behind the points, which a block may be read into.</summary>
    private const int Behind = 16;

    private readonly float[] points;
    private readonly int[] rows;
    private readonly int[] neighbors;

    private PointGroup(int own, int others, int featureCount, int neighborCount)
    {
        (Count, NeighborCount, FeatureCount) = (own, neighborCount, featureCount);
        points = ArrayPool<float>.Shared.Rent(OverChecks.Size(((long)own + others) * featureCount + Behind));
        rows = ArrayPool<int>.Shared.Rent(own + others);
        neighbors = ArrayPool<int>.Shared.Rent(OverChecks.Size((long)own * neighborCount));
    }

    /// <summary>Points of the class, which come first.</summary>
    public int Count { get; }

    public int FeatureCount { get; }

    public int NeighborCount { get; }

    /// <summary>The points, of the class first.</summary>
    public ReadOnlySpan<float> Points => points;

    /// <summary>The neighbors of each point of the class, the nearest first.</summary>
    public Span<int> Neighbors => neighbors.AsSpan(0, checked(Count * NeighborCount));

    /// <summary>Gathers rows of one class and finds the neighbors of each among them, if any are asked for; others, of whatever class, may stand behind them.</summary>
    public static PointGroup Of(in ClassTask task, ReadOnlySpan<int> rows, int neighborCount, ReadOnlySpan<int> others = default, ReadOnlyMemory<NominalFeature> nominals = default)
    {
        var group = new PointGroup(rows.Length, others.Length, task.FeatureCount, neighborCount);
        try
        {
            rows.CopyTo(group.rows);
            others.CopyTo(group.rows.AsSpan(rows.Length));
            RowGatherLoop.Gather(task.Original.Features, task.FeatureCount, group.rows.AsSpan(0, rows.Length + others.Length), group.points);
            if (neighborCount > 0)
            {
                group.Search(task.Original.Metric with { NominalFeatures = nominals }, task.DegreeOfParallelism);
            }
        }
        catch
        {
            group.Dispose();
            throw;
        }

        return group;
    }

    /// <summary>Makes new rows.</summary>
    /// <param name="task">The class.</param>
    /// <param name="choices">How pairs are chosen; neighbors, the stream and given choices are filled in.</param>
    /// <param name="range">The first new row of the class that is made here, and how many.</param>
    /// <param name="votes">Features that are not interpolated, but those of the parent's neighbors by vote.</param>
    public void Interpolate(in ClassTask task, PairChoices choices, (int First, int Count) range, NeighborVotes votes = default)
    {
        var draws = task.Draws.Slice(range.First, range.Count, FeatureCount);
        var to = task.Destination.Slice(range.First, range.Count, FeatureCount);
        fixed (float* pointer = points, features = to.Features, steps = to.Steps, newWeights = to.SampleWeights, weights = task.Original.SampleWeights, givenSteps = draws.Steps, vote = votes.Values)
        fixed (int* row = rows, neighbor = neighbors, parents = to.Parents, toNeighbors = to.Neighbors, givenParents = draws.Parents, givenNeighbors = draws.Neighbors, voted = votes.Columns)
        {
            var job = new InterpolationJob(
                new()
                {
                    Points = pointer,
                    FeatureCount = FeatureCount,
                    Rows = row,
                    Weights = weights,
                    Choices = choices with
                    {
                        Neighbors = neighbor,
                        NeighborCount = NeighborCount,
                        Stream = task.Draws.Stream(RowDraws.Purpose.Pairs, task.Label),
                        FirstDraw = range.First,
                        GivenParents = givenParents,
                        GivenNeighbors = givenNeighbors,
                        GivenSteps = givenSteps,
                    },
                    NewCount = range.Count,
                    Features = features,
                    Parents = parents,
                    Neighbors = toNeighbors,
                    Steps = steps,
                    NewWeights = newWeights,
                    Voted = voted,
                    VotedCount = votes.Columns.Length,
                    Votes = vote,
                },
                task.DegreeOfParallelism);
            BlockDispatch.Run<InterpolationJob, float>(ref job);
        }
    }

    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(points);
        ArrayPool<int>.Shared.Return(rows);
        ArrayPool<int>.Shared.Return(neighbors);
    }

    private void Search(NeighborOptions metric, int degreeOfParallelism)
    {
        var distances = ArrayPool<float>.Shared.Rent(checked(Count * NeighborCount));
        try
        {
            NearestNeighbors.SearchSelf(
                points.AsSpan(0, checked(Count * FeatureCount)), FeatureCount, NeighborCount, Neighbors, distances.AsSpan(0, Neighbors.Length), metric, degreeOfParallelism);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(distances);
        }
    }
}
