using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Randomness;

namespace Counterweight.Draws;

/// <summary>The loop in which draws fall from the root of a tree of sums to its leaves, eight at a time: each waits for memory at every level.</summary>
internal static class WeightTreeLoop
{
    /// <summary>Draws that fall together.</summary>
    private const int Together = 8;

    /// <summary>Uniform numbers that lie on the stack: 2 KiB.</summary>
    private const int AtOnce = 256;

    /// <param name="sums">Sums of a tree whose root is node 1 and positive, and whose second half are the weights.</param>
    /// <param name="stream">Where the draws come from.</param>
    /// <param name="start">Number of the first.</param>
    /// <param name="destination">Categories.</param>
    [SkipLocalsInit]
    public static void Draw(ReadOnlySpan<double> sums, RandomStream stream, long start, Span<int> destination)
    {
        Debug.Assert(sums.Length > 1 && BitOperations.IsPow2(sums.Length) && sums[1] > 0, "The tree has no whole levels, or nothing to draw.");
        Span<double> buffer = stackalloc double[AtOnce];
        Span<int> nodes = stackalloc int[Together];
        while (!destination.IsEmpty)
        {
            var rest = buffer[..Math.Min(AtOnce, destination.Length)];
            stream.FillUniform(start, rest);
            for (var i = 0; i < rest.Length; i += Together)
            {
                var here = nodes[..Math.Min(Together, rest.Length - i)];
                Fall(sums, rest.Slice(i, here.Length), here);
                for (var j = 0; j < here.Length; j++)
                {
                    destination[i + j] = here[j] - (sums.Length / 2);
                }
            }

            start += rest.Length;
            destination = destination[rest.Length..];
        }
    }

    private static void Fall(ReadOnlySpan<double> sums, Span<double> rest, Span<int> nodes)
    {
        ref var first = ref MemoryMarshal.GetReference(sums);
        for (var i = 0; i < rest.Length; i++)
        {
            rest[i] *= sums[1];
            nodes[i] = 1;
        }

        for (var level = sums.Length / 2; level > 1; level >>= 1)
        {
            for (var i = 0; i < rest.Length; i++)
            {
                // What rounding leaves beyond the last weight falls to the left of subtrees without weight.
                ref var left = ref Unsafe.Add(ref first, 2 * nodes[i]);
                var goesRight = rest[i] >= left & Unsafe.Add(ref left, 1) > 0;
                rest[i] -= goesRight ? left : 0;
                nodes[i] = (2 * nodes[i]) + (goesRight ? 1 : 0);
            }
        }
    }
}
