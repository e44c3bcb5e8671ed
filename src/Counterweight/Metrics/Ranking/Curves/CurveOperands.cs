using System.Numerics;

namespace Counterweight.Metrics.Ranking.Curves;

/// <summary>A curve's pinned points.</summary>
internal unsafe struct CurveOperands<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T* Thresholds;

    public double* TruePositives;

    public double* FalsePositives;
}
