using System.Numerics;

namespace Counterweight.Metrics.Ranking;

/// <summary>All metrics of a ranking.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly record struct RankingSummary<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Area under the ROC curve.</summary>
    public double RocAuc { get; init; }

    /// <summary>Average precision.</summary>
    public double AveragePrecision { get; init; }

    /// <summary>Area under the ROC curve up to a false positive rate, in McClish's scale; NaN where none was asked for.</summary>
    public double PartialAuc { get; init; }

    /// <summary>Precision at k; NaN where none was asked for.</summary>
    public double PrecisionAtAlerts { get; init; }

    /// <summary>The Kolmogorov–Smirnov statistic.</summary>
    public double KolmogorovSmirnov { get; init; }

    /// <summary>The highest threshold where that is reached.</summary>
    public OperatingPoint<T> AtKolmogorovSmirnov { get; init; }

    /// <summary>The point of greatest recall at a precision; null where none was asked for.</summary>
    public OperatingPoint<T>? AtLeastPrecision { get; init; }

    /// <summary>The point of greatest precision at a recall; null where none was asked for.</summary>
    public OperatingPoint<T>? AtLeastRecall { get; init; }
}
