using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Core.Work;

namespace Counterweight.Metrics.Ranking.Curves;

/// <summary>Rows to entries in buckets of the highest bits in which keys differ; rows of weight 0 are left out.</summary>
internal static unsafe class RankFillLoop<TEntry, T>
    where TEntry : unmanaged, IRankEntry<TEntry, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>How many bits of keys remain below those that are the same in all.</summary>
    public static int VaryingBits(T* scores, nint count)
    {
        DebugChecks.Present(scores, count);
        return 64 - BitOperations.LeadingZeroCount(typeof(T) == typeof(float) ? Varying((uint*)scores, count) : Varying((ulong*)scores, count));
    }

    /// <summary>Counts the entries of each bucket.</summary>
    public static void Count<TWeighted, TLabel>(in RankOperands<TLabel, T> rows, RankBuckets buckets, uint* counts)
        where TWeighted : struct, IStaticFlag
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        DebugChecks.Present(rows.Scores, rows.Rows);
        var scores = rows.Scores;
        var weights = rows.Weights;
        for (nint i = 0; i < rows.Rows; i++)
        {
            counts[buckets.Of(TEntry.KeyOf(scores[i]))] += TWeighted.IsOn && weights[i] == T.Zero ? 0u : 1;
        }
    }

    /// <summary>Writes entries, each behind those before it in its bucket.</summary>
    public static void Scatter<TWeighted, TLabel>(in RankOperands<TLabel, T> rows, RankBuckets buckets, uint* starts, TEntry* entries, ref WeightExtents extents)
        where TWeighted : struct, IStaticFlag
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        DebugChecks.Present(rows.Labels, rows.Rows);
        DebugChecks.Present(entries, rows.Rows);
        var scores = rows.Scores;
        var labels = rows.Labels;
        var weights = rows.Weights;
        var found = extents;
        for (nint i = 0; i < rows.Rows; i++)
        {
            var label = int.CreateTruncating(labels[i]);
            var weight = TWeighted.IsOn ? weights[i] : T.One;
            if (TWeighted.IsOn)
            {
                if (weight == T.Zero)
                {
                    continue;
                }

                found.Add(double.CreateTruncating(weight), label);
            }

            var entry = TEntry.Create(scores[i], weight, label);
            entries[starts[buckets.Of(entry.Key)]++] = entry;
        }

        extents = found;
    }

    // Of numbers of one sign keys differ where bits do, of both signs in the highest bit. Adding 0 makes 0 of −0.
    private static ulong Varying(uint* scores, nint count)
    {
        uint all = uint.MaxValue, any = 0;
        for (nint i = 0; i < count; i++)
        {
            var bits = BitConverter.SingleToUInt32Bits(BitConverter.UInt32BitsToSingle(scores[i]) + 0f);
            all &= bits;
            any |= bits;
        }

        return any & ~all;
    }

    private static ulong Varying(ulong* scores, nint count)
    {
        ulong all = ulong.MaxValue, any = 0;
        for (nint i = 0; i < count; i++)
        {
            var bits = BitConverter.DoubleToUInt64Bits(BitConverter.UInt64BitsToDouble(scores[i]) + 0.0);
            all &= bits;
            any |= bits;
        }

        return any & ~all;
    }
}
