using Counterweight.Neighbors;
using Counterweight.Randomness;
using Counterweight.Resampling;
using Counterweight.Training.Data;

namespace Counterweight.Training.Resampling;

/// <summary>A method that drops rows of classes, with its options. The rows that stay keep their order and their weights.</summary>
/// <remarks>
/// Methods that look at neighbors take numbers, and refuse categories by the name of the column. Distances are between the values as they
/// are, in single precision: features of greater spread count for more, unless <see cref="Metric"/> weighs them.
/// </remarks>
public abstract record UnderResampler : IResampler
{
    private protected UnderResampler()
    {
    }

    /// <summary>The rows that classes shall have, or the classes that may lose rows, as the method has it; by default all but the minority.</summary>
    public SamplingStrategy Strategy { get; init; }

    /// <summary>How distances are measured, where the method measures any; by default squared Euclidean.</summary>
    public NeighborOptions Metric { get; init; }

    /// <summary>Threads at most, the caller's included, at least 1. The rows are the same.</summary>
    public int DegreeOfParallelism { get; init; } = 1;

    /// <inheritdoc/>
    public Dataset Resample(Dataset data, ulong seed, CancellationToken cancellation = default)
    {
        RowPoints.CheckClasses(data);
        Require.AtLeast(DegreeOfParallelism, 1, nameof(DegreeOfParallelism));
        cancellation.ThrowIfCancellationRequested();
        return data.Subset(Rows(data, seed, cancellation));
    }

    /// <summary>The rows that stay, ascending.</summary>
    private protected abstract int[] Rows(Dataset data, ulong seed, CancellationToken cancellation);

    /// <summary>A view of rows with distances.</summary>
    private protected LabeledRows Points(Dataset data)
    {
        RowPoints.RefuseCategories(data, GetType().Name);
        return new LabeledRows(RowPoints.Of(data, Metric), data.FeatureCount, data.Labels) { Metric = Metric };
    }

    private protected static RandomStream Stream(ulong seed) => new(seed);
}
