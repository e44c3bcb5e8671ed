using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Randomness;

namespace Counterweight.Draws;

/// <summary>The loop that puts elements in random order (Fisher–Yates): element i changes places with one of the first i + 1, by draw start + i.</summary>
internal static class ShuffleLoop
{
    /// <summary>Random numbers that lie on the stack: 2 KiB.</summary>
    private const int AtOnce = 256;

    [SkipLocalsInit]
    public static void Run(Span<int> elements, RandomStream stream, long start)
    {
        Debug.Assert(start >= 0, "There is no such place in a stream.");
        Span<ulong> buffer = stackalloc ulong[AtOnce];
        for (var first = 0; first < elements.Length;)
        {
            var random = buffer[..Math.Min(AtOnce, elements.Length - first)];
            stream.FillBits(DrawChecks.WordsPerDraw * (start + first), MemoryMarshal.Cast<ulong, uint>(random));
            for (var i = 0; i < random.Length; i++)
            {
                var other = (int)Math.BigMul(random[i], (ulong)(first + i + 1), out _);
                (elements[first + i], elements[other]) = (elements[other], elements[first + i]);
            }

            first += random.Length;
        }
    }
}
