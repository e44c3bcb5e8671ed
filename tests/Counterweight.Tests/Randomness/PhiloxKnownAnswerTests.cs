using Counterweight.Randomness;
using Counterweight.Reference.Randomness;
using Xunit;

namespace Counterweight.Tests.Randomness;

/// <summary>The published answers of Philox 4×32-10: Random123 1.14, tests/kat_vectors.</summary>
public sealed class PhiloxKnownAnswerTests
{
    /// <summary>Counter, key and answer: word 0 comes first.</summary>
    public static TheoryData<uint[], uint[], uint[]> Answers => new()
    {
        { [0, 0, 0, 0], [0, 0], [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8] },
        { [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff], [0xffffffff, 0xffffffff], [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd] },
        { [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0], [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1] },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void TheLoopGivesThem(uint[] counter, uint[] key, uint[] answer)
    {
        var (seed, stream, block) = (Number(key[0], key[1]), Number(counter[2], counter[3]), Number(counter[0], counter[1]));
        Span<uint> words = stackalloc uint[4];
        PhiloxLoop.Fill(seed, stream, block, 0, words);
        Assert.Equal(answer, words.ToArray());
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public void TheReferenceGivesThem(uint[] counter, uint[] key, uint[] answer) =>
        Assert.Equal(answer, PhiloxReference.Block(counter, key[0], key[1]));

    private static ulong Number(uint low, uint high) => low | ((ulong)high << 32);
}
