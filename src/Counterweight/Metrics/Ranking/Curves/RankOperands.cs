using System.Numerics;

namespace Counterweight.Metrics.Ranking.Curves;

/// <summary>Pinned rows to rank.</summary>
internal unsafe struct RankOperands<TLabel, T>
    where TLabel : unmanaged, IBinaryInteger<TLabel>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T* Scores;

    public TLabel* Labels;

    /// <summary>Null for all ones.</summary>
    public T* Weights;

    public nint Rows;
}
