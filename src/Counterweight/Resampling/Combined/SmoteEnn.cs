using Counterweight.Core.Checks;
using Counterweight.Resampling.Over;
using Counterweight.Resampling.Under;

namespace Counterweight.Resampling.Combined;

/// <summary>SMOTE, then <see cref="EditedNearestNeighbors"/> on all rows.</summary>
/// <remarks>
/// By default rows of all classes may go, as in the source, and each has to have all of its three neighbors on its side.
/// Source: G. Batista, R. Prati, M. C. Monard, A Study of the Behavior of Several Methods for Balancing Machine Learning Training Data, 2004.
/// </remarks>
public sealed class SmoteEnn : CombinedSampler
{
    /// <summary>A method with its options.</summary>
    /// <param name="overSampler">What adds rows; null: SMOTE with five neighbors.</param>
    /// <param name="cleaned">The classes that may lose rows; null: all.</param>
    /// <param name="neighborCount">Neighbors that vote, at least 1.</param>
    /// <param name="vote">When they vote to keep a row.</param>
    /// <exception cref="ArgumentException">The strategy names no classes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public SmoteEnn(OverSampler? overSampler = null, SamplingStrategy? cleaned = null, int neighborCount = 3, NeighborVote vote = NeighborVote.All)
        : base(overSampler, cleaned)
    {
        Guard.AtLeast(neighborCount, 1);
        UnderChecks.Vote(vote);
        (NeighborCount, Vote) = (neighborCount, vote);
    }

    /// <summary>Neighbors that vote.</summary>
    public int NeighborCount { get; }

    /// <summary>When they vote to keep a row.</summary>
    public NeighborVote Vote { get; }

    private protected override void CheckSize(int rows) => OverChecks.Size(rows * Math.Min(NeighborCount, Math.Max(0, rows - 1L)));

    private protected override int Clean(LabeledRows data, Span<int> kept, int degreeOfParallelism) =>
        EditedNearestNeighbors.Select(data, kept, Cleaned, NeighborCount, Vote, degreeOfParallelism);
}
