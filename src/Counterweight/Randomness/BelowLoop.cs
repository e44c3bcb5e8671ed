using Counterweight.Core.Checks;

namespace Counterweight.Randomness;

/// <summary>64 random bits as a number below a bound (Lemire: Fast random integer generation in an interval, 2019, section 3).</summary>
internal static class BelowLoop
{
    public static void Scale(ReadOnlySpan<ulong> bits, uint bound, Span<uint> destination)
    {
        DebugChecks.Same(bits.Length, destination.Length);
        for (var i = 0; i < destination.Length; i++)
        {
            destination[i] = (uint)Math.BigMul(bits[i], bound, out _);
        }
    }
}
