using System.Numerics;
using Counterweight.Core.Checks;

namespace Counterweight.Metrics.Ranking;

/// <summary>
/// Scores in descending order with the weights of both classes at and above each: what every metric of a ranking is made of. Point i
/// alerts on rows whose score is at least <see cref="Thresholds"/>[i]; equal scores are one point.
/// </summary>
/// <remarks>Made by <see cref="ScoreRanking.Build{T}(ReadOnlySpan{T}, ReadOnlySpan{int}, Span{T}, Span{double}, Span{double}, Span{long}, ReadOnlySpan{T})"/>. It is a view of spans; <c>default</c> is the curve of no rows.</remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly ref struct RankingCurve<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal RankingCurve(ReadOnlySpan<T> thresholds, ReadOnlySpan<double> truePositives, ReadOnlySpan<double> falsePositives)
    {
        Thresholds = thresholds;
        TruePositives = truePositives;
        FalsePositives = falsePositives;
    }

    /// <summary>Points: distinct scores of rows of positive weight.</summary>
    public int Count => Thresholds.Length;

    /// <summary>The distinct scores, descending; 0 for −0.</summary>
    public ReadOnlySpan<T> Thresholds { get; }

    /// <summary>Weight of the positive rows at and above each threshold, ascending.</summary>
    public ReadOnlySpan<double> TruePositives { get; }

    /// <summary>Weight of the negative rows at and above each threshold, ascending.</summary>
    public ReadOnlySpan<double> FalsePositives { get; }

    /// <summary>Weight of all positive rows.</summary>
    public double Positives => TruePositives.IsEmpty ? 0 : TruePositives[^1];

    /// <summary>Weight of all negative rows.</summary>
    public double Negatives => FalsePositives.IsEmpty ? 0 : FalsePositives[^1];

    /// <summary>Point <paramref name="index"/> as a decision: alert where score ≥ threshold.</summary>
    /// <param name="index">The point, or −1 for the decision to alert on no row.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such point.</exception>
    public OperatingPoint<T> At(int index)
    {
        if (index == -1)
        {
            var none = Thresholds.IsEmpty || Thresholds[0] < T.PositiveInfinity ? T.PositiveInfinity : T.NaN;
            return new(none, 0, 0, Positives, Negatives);
        }

        Guard.Index(index, Count);
        return new(Thresholds[index], TruePositives[index], FalsePositives[index], Positives, Negatives);
    }
}
