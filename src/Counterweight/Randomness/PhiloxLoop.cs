using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Simd;

namespace Counterweight.Randomness;

/// <summary>
/// Words of Philox 4×32-10 (Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3, SC 2011,
/// section 5.2): block b of a stream is ten rounds on the counter (b, stream) under the key of the seed.
/// </summary>
internal static class PhiloxLoop
{
    private const int Rounds = 10;
    public const int WordsInBlock = 4;

    /// <summary>Room for one round of the loop: eight blocks.</summary>
    private const int Together = 32;

    /// <summary>The words of a stream from a block on, without the first <paramref name="skipped"/>, fewer than four.</summary>
    public static void Fill(ulong seed, ulong stream, ulong block, int skipped, Span<uint> words)
    {
        switch (BlockDispatch.RegisterBits)
        {
            case 512:
                Fill<PhiloxLanes512>(seed, stream, block, skipped, words);
                break;
            case 256:
                Fill<PhiloxLanes256>(seed, stream, block, skipped, words);
                break;
            default:
                Fill<PhiloxLanes128>(seed, stream, block, skipped, words);
                break;
        }
    }

    [SkipLocalsInit]
    private static void Fill<TLanes>(ulong seed, ulong stream, ulong block, int skipped, Span<uint> words)
        where TLanes : struct, IPhiloxLanes<TLanes>
    {
        Span<uint> part = stackalloc uint[Together];
        var step = WordsInBlock * TLanes.Count;
        Debug.Assert(step <= Together, "More blocks are made together than there is room for.");
        if (skipped > 0 && !words.IsEmpty)
        {
            Blocks<TLanes>(seed, stream, block++, ref part[0], 1);
            var head = part[skipped..WordsInBlock];
            head = head[..Math.Min(head.Length, words.Length)];
            head.CopyTo(words);
            words = words[head.Length..];
        }

        var whole = words.Length / step;
        Blocks<TLanes>(seed, stream, block, ref MemoryMarshal.GetReference(words), whole);
        words = words[(whole * step)..];
        if (!words.IsEmpty)
        {
            Blocks<TLanes>(seed, stream, block + ((ulong)whole * (ulong)TLanes.Count), ref part[0], 1);
            part[..words.Length].CopyTo(words);
        }
    }

    /// <summary><see cref="IPhiloxLanes{TSelf}.Count"/> blocks, <paramref name="count"/> times.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Blocks<TLanes>(ulong seed, ulong stream, ulong block, ref uint destination, nint count)
        where TLanes : struct, IPhiloxLanes<TLanes>
    {
        var index = TLanes.Create(block) + TLanes.Offsets;
        var next = TLanes.Create((ulong)TLanes.Count);
        var multiplier0 = TLanes.Create(0xD2511F53);
        var multiplier1 = TLanes.Create(0xCD9E8D57);
        var weyl0 = TLanes.Create(0x9E3779B9);
        var weyl1 = TLanes.Create(0xBB67AE85);
        var firstKey0 = TLanes.Create(seed);
        var firstKey1 = TLanes.Create(seed >> 32);
        var stream0 = TLanes.Create(stream);
        var stream1 = TLanes.Create(stream >> 32);
        for (nint i = 0; i < count; i++)
        {
            var (word0, word1, word2, word3) = (index, TLanes.Upper(index), stream0, stream1);
            var (key0, key1) = (firstKey0, firstKey1);
            for (var round = 0; round < Rounds; round++)
            {
                var product0 = multiplier0 * word0;
                var product1 = multiplier1 * word2;
                word0 = TLanes.Upper(product1) ^ word1 ^ key0;
                word1 = product1;
                word2 = TLanes.Upper(product0) ^ word3 ^ key1;
                word3 = product0;
                key0 += weyl0;
                key1 += weyl1;
            }

            TLanes.Store(word0, word1, word2, word3, ref Unsafe.Add(ref destination, i * WordsInBlock * TLanes.Count));
            index += next;
        }
    }
}
