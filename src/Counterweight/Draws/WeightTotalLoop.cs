using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Counterweight.Core.Checks;
using Counterweight.Core.Numerics;

namespace Counterweight.Draws;

/// <summary>The loop that sums scaled weights, four sums side by side, each beside what its additions rounded away.</summary>
internal static class WeightTotalLoop
{
    private const int Lanes = 4;

    /// <summary>Σ of the scaled weights, within 2⁻⁵¹ of it.</summary>
    public static double Sum<T>(ReadOnlySpan<T> weights, WeightScaling scaling)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        DebugChecks.Weights(weights);
        ref var first = ref MemoryMarshal.GetReference(weights);
        var (sum, lost) = (Vector256<double>.Zero, Vector256<double>.Zero);
        var i = 0;
        for (; i + Lanes <= weights.Length; i += Lanes)
        {
            Add(
                Vector256.Create(
                    scaling.Of(Unsafe.Add(ref first, i)),
                    scaling.Of(Unsafe.Add(ref first, i + 1)),
                    scaling.Of(Unsafe.Add(ref first, i + 2)),
                    scaling.Of(Unsafe.Add(ref first, i + 3))),
                ref sum,
                ref lost);
        }

        for (; i < weights.Length; i++)
        {
            Add(Vector256.CreateScalar(scaling.Of(Unsafe.Add(ref first, i))), ref sum, ref lost);
        }

        var (total, rest) = (sum[0], lost[0]);
        for (var lane = 1; lane < Lanes; lane++)
        {
            var larger = total + sum[lane];
            rest += Lost(total, sum[lane], larger) + lost[lane];
            total = larger;
        }

        return total + rest;
    }

    /// <summary>D. Knuth's addition: what rounding takes away is exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector256<double> term, ref Vector256<double> sum, ref Vector256<double> lost)
    {
        var larger = sum + term;
        var added = larger - sum;
        lost += (sum - (larger - added)) + (term - added);
        sum = larger;
    }

    private static double Lost(double left, double right, double sum)
    {
        var added = sum - left;
        return (left - (sum - added)) + (right - added);
    }
}
