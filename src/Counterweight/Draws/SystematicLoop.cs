using System.Diagnostics;
using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Core.Numerics;

namespace Counterweight.Draws;

/// <summary>The loop that lays weights end to end and looks where the points of a comb lie, all in integers.</summary>
internal static class SystematicLoop
{
    /// <summary>Bits that the sum of the integers may have.</summary>
    private const int SumBits = 62;

    public static void Draw<T>(ReadOnlySpan<T> weights, WeightScaling scaling, ulong random, Span<int> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        DebugChecks.Weights(weights);
        var units = Math.ScaleB(1, SumBits - 2 - Math.ILogB(WeightTotalLoop.Sum(weights, scaling)));
        var carry = 0.0;
        var sum = 0UL;
        foreach (var weight in weights)
        {
            sum += Units(weight, scaling, units, ref carry);
        }

        // A point is every sum / m from random · sum / m on. In m-th parts of a unit all of these are integers.
        var distance = (UInt128)Math.BigMul(random, sum, out _);
        carry = 0;
        var drawn = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            var length = (UInt128)Units(weights[i], scaling, units, ref carry) * (uint)destination.Length;
            for (; distance < length; distance += sum)
            {
                destination[drawn++] = i;
            }

            distance -= length;
        }

        Debug.Assert(drawn == destination.Length, "A point of the comb lies outside the weights.");
    }

    /// <summary>A weight in whole units, the fraction carried to the next; no weight has no fraction to add.</summary>
    private static ulong Units<T>(T weight, WeightScaling scaling, double units, ref double carry)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var wanted = (scaling.Of(weight) * units) + carry;
        var whole = (ulong)wanted;
        carry = wanted - whole;
        return whole;
    }
}
