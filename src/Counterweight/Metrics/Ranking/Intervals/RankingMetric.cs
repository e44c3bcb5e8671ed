using System.Numerics;

namespace Counterweight.Metrics.Ranking.Intervals;

/// <summary>A metric of a ranking, any function of its curve.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="curve">The curve, valid during the call.</param>
public delegate double RankingMetric<T>(RankingCurve<T> curve)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
