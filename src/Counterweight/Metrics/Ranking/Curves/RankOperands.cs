using System.Numerics;

namespace Counterweight.Metrics.Ranking.Curves;

/// <summary>Pinned rows to rank.</summary>
internal unsafe struct RankOperands<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T* Scores;

    public int* Labels;

    /// <summary>Null for all ones.</summary>
    public T* Weights;

    public nint Rows;
}
