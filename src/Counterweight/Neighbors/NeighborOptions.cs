namespace Counterweight.Neighbors;

/// <summary>What a distance between two rows is, beyond the sum of squared differences. The default is just that.</summary>
public readonly struct NeighborOptions
{
    /// <summary>A factor of each feature's squared difference, at least 0; empty for 1. A feature of weight 0 counts as none, but its values are checked. With <see cref="MissingValues.Scale"/> they sum to 1.7e38 at most.</summary>
    public ReadOnlyMemory<float> FeatureWeights { get; init; }

    /// <summary>Features whose values are codes; the others are numbers.</summary>
    public ReadOnlyMemory<NominalFeature> NominalFeatures { get; init; }

    /// <summary>What NaN means.</summary>
    public MissingValues MissingValues { get; init; }
}
