using System.Runtime.CompilerServices;

namespace Counterweight.Neighbors;

/// <summary>
/// The k least of the pairs (squared distance, row) seen so far. A pair is one integer, the bits of the distance above those
/// of the row, so that pairs in their order are integers in theirs: equal distances are ordered by row.
/// </summary>
/// <remarks>Up to <see cref="MostSorted"/> pairs are kept in their order; more are a heap with the greatest at its root.</remarks>
internal readonly unsafe struct NearestList(ulong* pairs, int k)
{
    /// <summary>Greatest k whose pairs are kept sorted.</summary>
    public const int MostSorted = 16;

    /// <summary>What a list holds before it has k pairs: greater than any pair.</summary>
    private const ulong None = (0x7F800000UL << 32) | uint.MaxValue;

    /// <summary>The k-th least distance so far, or +∞: a pair further away than this changes nothing.</summary>
    public float Threshold
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => BitConverter.UInt32BitsToSingle((uint)(Greatest >> 32));
    }

    private ulong Greatest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => k <= MostSorted ? pairs[k - 1] : pairs[0];
    }

    public void Clear() => new Span<ulong>(pairs, k).Fill(None);

    /// <summary>Adds a pair unless k lesser ones are there; whether it did. The distance is not negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Add(float squaredDistance, int row)
    {
        var pair = ((ulong)BitConverter.SingleToUInt32Bits(squaredDistance) << 32) | (uint)row;
        if (pair >= Greatest)
        {
            return false;
        }

        Replace(pair);
        return true;
    }

    /// <summary>Writes the pairs in their order. Nothing can be added any more.</summary>
    public void Write(int* rows, float* squaredDistances)
    {
        if (k > MostSorted)
        {
            new Span<ulong>(pairs, k).Sort();
        }

        for (nint i = 0; i < k; i++)
        {
            rows[i] = (int)(uint)pairs[i];
            squaredDistances[i] = BitConverter.UInt32BitsToSingle((uint)(pairs[i] >> 32));
        }
    }

    private void Replace(ulong pair)
    {
        if (k > MostSorted)
        {
            Sink(pair);
            return;
        }

        nint place = k - 1;
        for (; place > 0 && pairs[place - 1] > pair; place--)
        {
            pairs[place] = pairs[place - 1];
        }

        pairs[place] = pair;
    }

    private void Sink(ulong pair)
    {
        nint place = 0;
        for (nint child; (child = (2 * place) + 1) < k; place = child)
        {
            child += child + 1 < k && pairs[child + 1] > pairs[child] ? 1 : 0;
            if (pairs[child] <= pair)
            {
                break;
            }

            pairs[place] = pairs[child];
        }

        pairs[place] = pair;
    }
}
