namespace Counterweight.Resampling.Over;

/// <summary>
/// Where over-sampling writes: new rows alone, by class in ascending order. To have them behind the original ones, hand in
/// what lies behind those in one buffer.
/// </summary>
/// <param name="features">New rows × features.</param>
/// <param name="labels">One a new row.</param>
public readonly ref struct NewRows(Span<float> features, Span<int> labels)
{
    /// <summary>Row-major values.</summary>
    public Span<float> Features { get; } = features;

    /// <summary>The class of each new row.</summary>
    public Span<int> Labels { get; } = labels;

    /// <summary>The original row that each new row starts from; empty: not wanted.</summary>
    public Span<int> Parents { get; init; }

    /// <summary>The original row towards which each new row lies, its parent where there is no such row; empty: not wanted.</summary>
    public Span<int> Neighbors { get; init; }

    /// <summary>u, how far each new row lies from its parent (0) towards its neighbor (1); empty: not wanted.</summary>
    public Span<float> Steps { get; init; }

    /// <summary>Sample weights, interpolated as the features are; empty: not wanted, or there are none.</summary>
    public Span<float> SampleWeights { get; init; }

    /// <summary>Rows <paramref name="first"/> … of all that is wanted.</summary>
    internal NewRows Slice(int first, int count, int featureCount) => new(
        Features.Slice(checked(first * featureCount), checked(count * featureCount)), Labels.Slice(first, count))
    {
        Parents = Part(Parents, first, count),
        Neighbors = Part(Neighbors, first, count),
        Steps = Part(Steps, first, count),
        SampleWeights = Part(SampleWeights, first, count),
    };

    private static Span<T> Part<T>(Span<T> all, int first, int count) => all.IsEmpty ? all : all.Slice(first, count);
}
