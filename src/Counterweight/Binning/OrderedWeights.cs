using System.Buffers;
using System.Numerics;

namespace Counterweight.Binning;

/// <summary>Weights in the order of sorted values, in pooled memory, so that they are read one after the other; none where rows have none.</summary>
internal readonly struct OrderedWeights<TWeight> : IDisposable
    where TWeight : unmanaged, IBinaryFloatingPointIeee754<TWeight>
{
    private readonly TWeight[]? rented;
    private readonly int count;

    /// <param name="weights">One a row, or empty.</param>
    /// <param name="rows">The row of each value.</param>
    public OrderedWeights(ReadOnlySpan<TWeight> weights, ReadOnlySpan<int> rows)
    {
        if (weights.IsEmpty)
        {
            return;
        }

        (rented, count) = (ArrayPool<TWeight>.Shared.Rent(rows.Length), rows.Length);
        var ordered = rented.AsSpan(0, count);
        for (var i = 0; i < ordered.Length; i++)
        {
            ordered[i] = weights[rows[i]];
        }
    }

    public ReadOnlySpan<TWeight> Weights => rented.AsSpan(0, count);

    public void Dispose()
    {
        if (rented is not null)
        {
            ArrayPool<TWeight>.Shared.Return(rented);
        }
    }
}
