namespace Counterweight.Metrics.Ranking;

/// <summary>What some of the metrics of a summary need; those whose part is null are left out.</summary>
public readonly record struct RankingOptions
{
    /// <summary>Up to which false positive rate the partial area goes, in (0, 1].</summary>
    public double? MaxFalsePositiveRate { get; init; }

    /// <summary>k of the precision at k, above 0.</summary>
    public double? Alerts { get; init; }

    /// <summary>The precision that the greatest recall is asked for, in [0, 1].</summary>
    public double? LeastPrecision { get; init; }

    /// <summary>The recall that the greatest precision is asked for, in [0, 1].</summary>
    public double? LeastRecall { get; init; }
}
