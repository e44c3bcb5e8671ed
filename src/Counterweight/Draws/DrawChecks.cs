using System.Numerics;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;
using Counterweight.Randomness;

namespace Counterweight.Draws;

/// <summary>What all draws ask of their arguments, before anything is written.</summary>
internal static class DrawChecks
{
    /// <summary>Words of a stream that a draw takes.</summary>
    public const int WordsPerDraw = 2;

    /// <summary>Weights of which at least one is above 0; returns the largest.</summary>
    public static double Weights<T>(ReadOnlySpan<T> weights, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var largest = Guard.Weights(weights, name);
        return largest > 0 ? largest : throw new ArgumentException(Guard.Text($"{name} has {weights.Length} elements and none above 0: nothing can be drawn."), name);
    }

    /// <summary>Places of draws within a stream: none is negative, and the numbers of the words that they take are none beyond 2⁶³ − 1.</summary>
    public static void Places(long start, long count, string name)
    {
        if (start < 0 || start > (long.MaxValue / WordsPerDraw) - count)
        {
            throw new ArgumentOutOfRangeException(name, start, Guard.Text($"{name} is {start}; it must be at least 0, and {count} draws from there on must lie below 2⁶²."));
        }
    }

    /// <summary>The random number of a draw, words 2i and 2i + 1 of its stream.</summary>
    public static ulong Word(RandomStream stream, long index)
    {
        Span<ulong> word = [0];
        stream.FillBits(WordsPerDraw * index, MemoryMarshal.Cast<ulong, uint>(word));
        return word[0];
    }
}
