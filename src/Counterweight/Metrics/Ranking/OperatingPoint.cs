using System.Numerics;
using Counterweight.Core.Checks;

namespace Counterweight.Metrics.Ranking;

/// <summary>A threshold with what comes of it. A row is alerted on where its score is at least the threshold.</summary>
/// <param name="Threshold">The threshold; where no row is alerted on +∞, or NaN if a score is +∞.</param>
/// <param name="TruePositives">Weight of the positive rows alerted on.</param>
/// <param name="FalsePositives">Weight of the negative rows alerted on.</param>
/// <param name="Positives">Weight of all positive rows.</param>
/// <param name="Negatives">Weight of all negative rows.</param>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly record struct OperatingPoint<T>(T Threshold, double TruePositives, double FalsePositives, double Positives, double Negatives)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Weight of the positive rows that are missed.</summary>
    public double FalseNegatives => Positives - TruePositives;

    /// <summary>Weight of the negative rows that are left alone.</summary>
    public double TrueNegatives => Negatives - FalsePositives;

    /// <summary>Weight of all rows alerted on.</summary>
    public double Alerts => TruePositives + FalsePositives;

    /// <summary>Share of positive rows among those alerted on; 1 of none.</summary>
    public double Precision => Alerts == 0 ? 1 : TruePositives / Alerts;

    /// <summary>Share of the positive rows that is alerted on; NaN where there are none.</summary>
    public double Recall => TruePositives / Positives;

    /// <summary>Share of the negative rows that is alerted on; NaN where there are none.</summary>
    public double FalsePositiveRate => FalsePositives / Negatives;

    /// <summary>F-beta: (1 + β²)·TP / ((1 + β²)·TP + β²·FN + FP); NaN where there is no positive row, 0 where none is alerted on.</summary>
    /// <param name="beta">How many times recall counts for precision, at least 0; infinite: recall alone. 1 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">β is negative or NaN.</exception>
    public double FBeta(double beta = 1)
    {
        Guard.Parameter(beta >= 0, beta, nameof(beta), "be at least 0");
        var (ofMisses, ofFalseAlarms) = ClassCounts.FBetaParts(beta);
        return Positives == 0 ? double.NaN
            : TruePositives == 0 ? 0
            : (ofMisses + ofFalseAlarms) * TruePositives / ((ofMisses * Positives) + (ofFalseAlarms * Alerts));
    }

    /// <summary>Costs of the four outcomes, each times its weight.</summary>
    /// <param name="costs">The cost matrix.</param>
    public double Cost(AlertCosts costs) =>
        (costs.TruePositive * TruePositives) + (costs.FalsePositive * FalsePositives) + (costs.FalseNegative * FalseNegatives) + (costs.TrueNegative * TrueNegatives);
}
