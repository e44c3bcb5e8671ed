namespace Counterweight.Metrics.Ranking;

/// <summary>Numbers chosen for speed. Look at the benchmark rows <c>ranking-curve</c> and <c>auc-bootstrap</c> when one of them changes.</summary>
internal static class RankingTuning
{
    /// <summary>Rows from which on a first pass spreads entries over buckets, so that each is sorted within a near cache.</summary>
    public const int FewestRowsOfBuckets = 1 << 14;

    /// <summary>Bits of the mantissa in a bucket's number: 64 buckets from a power of two to the next.</summary>
    public const int BucketMantissaBits = 6;

    /// <summary>Bits of a bucket's number at most: 128 KB of counts.</summary>
    public const int MaxBucketBits = 15;

    /// <summary>Entries up to which insertion sorts.</summary>
    public const int ShortRun = 32;

    /// <summary>Bits by which radix passes sort beyond those that number the entries: few of them are equal in all, and insertion sorts those.</summary>
    public const int SpareBits = 3;
}
