using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Counterweight.Core.Checks;
using Counterweight.Randomness;

namespace Counterweight.Metrics.Ranking.Intervals;

/// <summary>
/// How often each row is drawn in sixteen replicates: multinomial counts. Each count is first Poisson of mean 1, by the inverse of its
/// distribution to 2⁻³². Given their sum such counts are multinomial, and stay so when single draws are added, or taken away among
/// all draws alike, until the sum is right.
/// </summary>
/// <remarks>Word 16·row + lane of the group's words gives the count of a row, so that the order of work does not show.</remarks>
internal static class ResampleDraws
{
    /// <summary>Replicates of a group.</summary>
    public const int Lanes = 16;

    /// <summary>Rows at most: a place among sixteenths of rows is a word.</summary>
    public const int MaxRows = 1 << 26;

    private const int RowsAtOnce = 64;

    /// <summary>From a group's words to the next one's: sixteen words a row and as many for single draws, and more.</summary>
    private const long WordsOfGroup = 1L << 40;

    // ⌈2³²·P(count ≤ k)⌉ of the Poisson distribution of mean 1; beyond the last a count has less than 2⁻³².
    private static ReadOnlySpan<uint> Thresholds =>
        [1580030169, 3160060338, 3950075422, 4213413784, 4279248374, 4292415292, 4294609778, 4294923277, 4294962464, 4294966818, 4294967253, 4294967293];

    /// <summary>Draws the rows of a group of replicates: of all rows, or of those of each class as many as it has.</summary>
    [SkipLocalsInit]
    public static void Fill(RandomStream stream, int group, ReadOnlySpan<double> weights, int positives, bool isStratified, Span<byte> counts)
    {
        DebugChecks.Same(counts.Length, (nint)weights.Length * Lanes);
        Span<uint> words = stackalloc uint[RowsAtOnce * Lanes];
        Span<byte> narrow = stackalloc byte[RowsAtOnce * Lanes];
        var sums = default(LaneSums);
        var start = group * WordsOfGroup;
        for (var first = 0; first < weights.Length; first += RowsAtOnce)
        {
            var rows = Math.Min(RowsAtOnce, weights.Length - first);
            stream.FillBits(start + ((long)first * Lanes), words[..checked(rows * Lanes)]);
            ToCounts(words, weights.Slice(first, rows), ref sums);
            Narrow(words, narrow);
            narrow[..checked(rows * Lanes)].CopyTo(counts[checked(first * Lanes)..]);
        }

        for (var lane = 0; lane < Lanes && !weights.IsEmpty; lane++)
        {
            var draws = new SingleDraws(stream, (start / 2) + (WordsOfGroup / 4) + ((long)lane << 32), weights, counts[lane..]);
            if (isStratified)
            {
                draws.Correct((int)(sums.All[lane] - sums.Positive[lane]) - (weights.Length - positives), -1);
                draws.Correct((int)sums.Positive[lane] - positives, 1);
            }
            else
            {
                draws.Correct((int)sums.All[lane] - weights.Length, 0);
            }
        }
    }

    /// <summary>Words to counts, in place, a row a vector, and their sums by replicate.</summary>
    private static void ToCounts(Span<uint> words, ReadOnlySpan<double> weights, ref LaneSums sums)
    {
        ref var first = ref MemoryMarshal.GetReference(words);
        var (all, positive) = (sums.All, sums.Positive);
        for (var row = 0; row < weights.Length; row++)
        {
            var word = Vector512.LoadUnsafe(ref first, (nuint)(row * (long)Lanes));
            var count = Vector512<uint>.Zero;
            foreach (var threshold in Thresholds)
            {
                count -= Vector512.GreaterThanOrEqual(word, Vector512.Create(threshold));
            }

            all += count;
            positive += weights[row] > 0 ? count : Vector512<uint>.Zero;
            count.StoreUnsafe(ref first, (nuint)(row * (long)Lanes));
        }

        (sums.All, sums.Positive) = (all, positive);
    }

    private static void Narrow(Span<uint> words, Span<byte> narrow)
    {
        ref var from = ref MemoryMarshal.GetReference(words);
        ref var to = ref MemoryMarshal.GetReference(narrow);
        for (nuint i = 0; i < (nuint)words.Length; i += 4 * Lanes)
        {
            var low = Vector512.Narrow(Vector512.LoadUnsafe(ref from, i), Vector512.LoadUnsafe(ref from, i + Lanes));
            var high = Vector512.Narrow(Vector512.LoadUnsafe(ref from, i + (2 * Lanes)), Vector512.LoadUnsafe(ref from, i + (3 * Lanes)));
            Vector512.Narrow(low, high).StoreUnsafe(ref to, i);
        }
    }

    private struct LaneSums
    {
        public Vector512<uint> All;
        public Vector512<uint> Positive;
    }

    /// <summary>Adds draws of a replicate or takes some away.</summary>
    private ref struct SingleDraws(RandomStream stream, long first, ReadOnlySpan<double> weights, Span<byte> counts)
    {
        private const int Part = 128;

        private readonly ReadOnlySpan<double> weights = weights;
        private readonly Span<byte> counts = counts;
        private long next = first;

        /// <summary>Takes away so many draws, or adds them where the number is negative, of rows of one sign, or of any.</summary>
        [SkipLocalsInit]
        public void Correct(int excess, int sign)
        {
            Span<uint> places = stackalloc uint[Part];
            while (excess != 0)
            {
                stream.FillBelow(next, (uint)weights.Length * Lanes, places);
                next += Part;
                for (var i = 0; i < Part && excess != 0; i++)
                {
                    var row = (int)(places[i] / Lanes);
                    ref var count = ref counts[checked(row * Lanes)];
                    if (sign != 0 && Math.Sign(weights[row]) != sign)
                    {
                        continue;
                    }

                    if (excess < 0)
                    {
                        count++;
                        excess++;
                    }
                    else if (places[i] % Lanes < count)
                    {
                        count--;
                        excess--;
                    }
                }
            }
        }
    }
}
