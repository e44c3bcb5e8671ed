using System.Buffers;
using Counterweight.Core.Checks;
using Counterweight.Neighbors;
using Counterweight.Resampling.Over;

namespace Counterweight.Resampling.Combined;

/// <summary>A method that adds rows and then drops some of all, old or new: which ones, and its options. It has no state.</summary>
/// <remarks>
/// Rows have numbers: original ones come first, new ones behind them in the order of <see cref="OverSampler"/>. Results are the same at any
/// number of threads and on every machine.
/// </remarks>
public abstract class CombinedSampler
{
    private protected CombinedSampler(OverSampler? overSampler, SamplingStrategy? cleaned)
    {
        OverSampler = overSampler ?? new Smote();
        Cleaned = cleaned ?? SamplingStrategy.All;

        // A ratio and rows of classes are refused here already.
        Cleaned.MarkChosen([1L, 1], SamplingDirection.Under, stackalloc bool[2], nameof(cleaned));
    }

    /// <summary>What adds rows.</summary>
    public OverSampler OverSampler { get; }

    /// <summary>The classes that may lose rows.</summary>
    public SamplingStrategy Cleaned { get; }

    /// <summary>Makes the new rows, and writes which of all rows stay.</summary>
    /// <param name="rows">The original rows.</param>
    /// <param name="strategy">The rows that classes should have before any goes.</param>
    /// <param name="draws">The seed, or choices of one's own.</param>
    /// <param name="destination">The new rows: as many as <see cref="Over.OverSampler.CountNewRows(ReadOnlySpan{int}, SamplingStrategy)"/> says.</param>
    /// <param name="kept">One element a row, original or new: the rows that stay in ascending order, then −1.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included. Rents memory for all rows.</param>
    /// <returns>How many rows stay.</returns>
    /// <exception cref="ArgumentException">As <see cref="Over.OverSampler.Generate"/>. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range. Nothing has been written.</exception>
    public int Generate(LabeledRows rows, SamplingStrategy strategy, RowDraws draws, NewRows destination, Span<int> kept, int degreeOfParallelism = 1)
    {
        Guard.DegreeOfParallelism(degreeOfParallelism);
        CheckFeatures(in rows);
        var all = OverChecks.Size((long)rows.RowCount + destination.Labels.Length);
        OverChecks.Size((long)rows.Features.Length + destination.Features.Length);
        Guard.SameLength(kept.Length, all, nameof(kept), "original and new rows");
        CheckApart(kept, in rows, in draws, in destination);
        CheckSize(all);
        OverSampler.Generate(rows, strategy, draws, destination, degreeOfParallelism);
        var features = ArrayPool<float>.Shared.Rent(rows.Features.Length + destination.Features.Length);
        var labels = ArrayPool<int>.Shared.Rent(all);
        try
        {
            rows.Features.CopyTo(features);
            destination.Features.CopyTo(features.AsSpan(rows.Features.Length));
            rows.Labels.CopyTo(labels);
            destination.Labels.CopyTo(labels.AsSpan(rows.RowCount));
            return Clean(features.AsSpan(0, rows.Features.Length + destination.Features.Length), labels.AsSpan(0, all), in rows, kept, degreeOfParallelism);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(features);
            ArrayPool<int>.Shared.Return(labels);
        }
    }

    /// <summary>Allocates what <see cref="Generate"/> writes, with the rows that stay one after the other.</summary>
    /// <param name="rows">The original rows.</param>
    /// <param name="strategy">The rows that classes should have before any goes.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included.</param>
    /// <inheritdoc cref="Generate" path="/exception"/>
    public CombinedRows Resample(LabeledRows rows, SamplingStrategy strategy, ulong seed, int degreeOfParallelism = 1)
    {
        Guard.DegreeOfParallelism(degreeOfParallelism);
        CheckFeatures(in rows);
        var all = OverSampler.Resample(rows, strategy, seed, degreeOfParallelism);
        var kept = new int[all.RowCount];
        return new(all, kept[..Clean(all.Features.Span, all.Labels.Span, in rows, kept, degreeOfParallelism)]);
    }

    /// <summary>Refuses so many rows that their neighbors are beyond an array.</summary>
    private protected virtual void CheckSize(int rows)
    {
    }

    /// <summary>Writes the rows that stay.</summary>
    private protected abstract int Clean(LabeledRows data, Span<int> kept, int degreeOfParallelism);

    private static void CheckFeatures(in LabeledRows rows)
    {
        if (rows.RowCount > 0)
        {
            NeighborChecks.Options(rows.Metric, rows.FeatureCount);
            NeighborChecks.Values(rows.Features, rows.FeatureCount, rows.Metric, "features");
        }
    }

    private static void CheckApart(Span<int> kept, in LabeledRows rows, in RowDraws draws, in NewRows destination)
    {
        Guard.Disjoint<int, float>(kept, rows.Features, nameof(kept), "features");
        Guard.Disjoint<int, int>(kept, rows.Labels, nameof(kept), "labels");
        Guard.Disjoint<int, float>(kept, rows.SampleWeights, nameof(kept), "rows.SampleWeights");
        Guard.Disjoint<int, float>(kept, rows.Metric.FeatureWeights.Span, nameof(kept), "rows.Metric.FeatureWeights");
        Guard.Disjoint<int, int>(kept, draws.Parents, nameof(kept), "draws.Parents");
        Guard.Disjoint<int, int>(kept, draws.Neighbors, nameof(kept), "draws.Neighbors");
        Guard.Disjoint<int, float>(kept, draws.Steps, nameof(kept), "draws.Steps");
        Guard.Disjoint<int, float>(kept, draws.Noise, nameof(kept), "draws.Noise");
        Guard.Disjoint<int, float>(kept, destination.Features, nameof(kept), "destination.Features");
        Guard.Disjoint<int, int>(kept, destination.Labels, nameof(kept), "destination.Labels");
        Guard.Disjoint<int, int>(kept, destination.Parents, nameof(kept), "destination.Parents");
        Guard.Disjoint<int, int>(kept, destination.Neighbors, nameof(kept), "destination.Neighbors");
        Guard.Disjoint<int, float>(kept, destination.Steps, nameof(kept), "destination.Steps");
        Guard.Disjoint<int, float>(kept, destination.SampleWeights, nameof(kept), "destination.SampleWeights");
    }

    private int Clean(ReadOnlySpan<float> features, ReadOnlySpan<int> labels, in LabeledRows rows, Span<int> kept, int degreeOfParallelism) =>
        labels.IsEmpty ? 0 : Clean(new LabeledRows(features, rows.FeatureCount, labels) { Metric = rows.Metric }, kept, degreeOfParallelism);
}
