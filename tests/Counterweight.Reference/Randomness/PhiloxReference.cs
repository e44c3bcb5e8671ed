namespace Counterweight.Reference.Randomness;

/// <summary>Philox 4×32-10, one block at a time, as its paper writes it.</summary>
public static class PhiloxReference
{
    /// <summary>Ten rounds on a counter of four words under a key of two.</summary>
    public static uint[] Block(uint[] counter, uint key0, uint key1)
    {
        var words = (uint[])counter.Clone();
        for (var round = 0; round < 10; round++)
        {
            var product0 = 0xD2511F53UL * words[0];
            var product1 = 0xCD9E8D57UL * words[2];
            words =
            [
                (uint)(product1 >> 32) ^ words[1] ^ key0,
                (uint)product1,
                (uint)(product0 >> 32) ^ words[3] ^ key1,
                (uint)product0,
            ];
            key0 = unchecked(key0 + 0x9E3779B9);
            key1 = unchecked(key1 + 0xBB67AE85);
        }

        return words;
    }

    /// <summary>A word of a stream.</summary>
    public static uint Word(long seed, long stream, long index)
    {
        var block = (ulong)index / 4;
        uint[] counter = [(uint)block, (uint)(block >> 32), (uint)(ulong)stream, (uint)((ulong)stream >> 32)];
        return Block(counter, (uint)(ulong)seed, (uint)((ulong)seed >> 32))[index % 4];
    }

    /// <summary>Words 2i and 2i + 1.</summary>
    public static ulong Pair(long seed, long stream, long index) =>
        Word(seed, stream, 2 * index) | ((ulong)Word(seed, stream, (2 * index) + 1) << 32);

    /// <summary>A multiple of 2⁻⁵² in [0, 1).</summary>
    public static double Uniform(long seed, long stream, long index) => Math.ScaleB(Pair(seed, stream, index) >> 12, -52);

    /// <summary>The middle between two neighbouring multiples of 2⁻⁵².</summary>
    public static double Open(long seed, long stream, long index) => Uniform(seed, stream, index) + Math.ScaleB(1, -53);
}
