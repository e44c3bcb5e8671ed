using System.Numerics;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;

namespace Counterweight.Features;

/// <summary>A set of bins 0 … 255.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BinSet
{
    /// <summary>Bins a set can hold.</summary>
    public const int Capacity = 256;

    private readonly ulong first;
    private readonly ulong second;
    private readonly ulong third;
    private readonly ulong fourth;

    private BinSet(ulong first, ulong second, ulong third, ulong fourth) =>
        (this.first, this.second, this.third, this.fourth) = (first, second, third, fourth);

    /// <summary>Number of bins in the set.</summary>
    public int Count => BitOperations.PopCount(first) + BitOperations.PopCount(second) + BitOperations.PopCount(third) + BitOperations.PopCount(fourth);

    /// <summary>Whether a bin is in the set; one outside 0 … 255 is not.</summary>
    /// <param name="bin">The bin.</param>
    public bool Contains(int bin) => (uint)bin < Capacity && ((Word(bin >> 6) >> (bin & 63)) & 1) != 0;

    /// <summary>The set with one more bin.</summary>
    /// <param name="bin">0 … 255.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bin is outside its range.</exception>
    public BinSet With(int bin)
    {
        Guard.Index(bin, Capacity);
        var bit = 1UL << (bin & 63);
        return (bin >> 6) switch
        {
            0 => new(first | bit, second, third, fourth),
            1 => new(first, second | bit, third, fourth),
            2 => new(first, second, third | bit, fourth),
            _ => new(first, second, third, fourth | bit),
        };
    }

    /// <summary>The set of some bins.</summary>
    /// <param name="bins">Each 0 … 255.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bin is outside its range.</exception>
    public static BinSet Of(params ReadOnlySpan<int> bins)
    {
        var set = default(BinSet);
        foreach (var bin in bins)
        {
            set = set.With(bin);
        }

        return set;
    }

    /// <summary>The set of four words.</summary>
    internal static BinSet OfWords(ReadOnlySpan<ulong> words) => new(words[0], words[1], words[2], words[3]);

    /// <summary>Bins 64·index … 64·index + 63, the lowest in the lowest bit.</summary>
    /// <param name="index">0 … 3.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is outside its range.</exception>
    public ulong Word(int index) => index switch
    {
        0 => first,
        1 => second,
        2 => third,
        3 => fourth,
        _ => throw new ArgumentOutOfRangeException(nameof(index), index, "A set has four words."),
    };
}
