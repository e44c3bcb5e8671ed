using System.Runtime.CompilerServices;

namespace Counterweight.Metrics.Ranking.Curves;

/// <summary>Buckets of keys: some bits, the highest of those in which keys differ.</summary>
internal readonly struct RankBuckets
{
    private readonly ulong mask;

    /// <param name="varyingBits">Bits of keys that are not the same in all.</param>
    /// <param name="mantissaBits">Bits of a number's mantissa, below its exponent.</param>
    /// <param name="rows">Rows.</param>
    public RankBuckets(int varyingBits, int mantissaBits, nint rows)
    {
        var bits = rows < RankingTuning.FewestRowsOfBuckets ? 0
            : Math.Min(Math.Max(varyingBits - mantissaBits, 0) + RankingTuning.BucketMantissaBits, Math.Min(varyingBits, RankingTuning.MaxBucketBits));
        Shift = Math.Max(varyingBits - bits, 0) & 63;
        mask = (1UL << bits) - 1;
    }

    /// <summary>Bits below the bucket's.</summary>
    public int Shift { get; }

    /// <summary>How many there are.</summary>
    public int Count => (int)mask + 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nint Of(ulong key) => (nint)((key >> Shift) & mask);
}
