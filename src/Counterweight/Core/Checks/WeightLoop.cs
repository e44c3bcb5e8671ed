using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Counterweight.Core.Checks;

/// <summary>The loop that checks weights, finite and not negative, and finds their largest.</summary>
internal static class WeightLoop
{
    /// <summary>The largest weight, 0 of none, NaN where one is negative, NaN or infinite.</summary>
    public static double MaxOrNaN<T>(ReadOnlySpan<T> weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var largest = Vector<T>.Zero;
        var limit = Vector.Create(T.PositiveInfinity);
        var valid = Vector<T>.AllBitsSet;
        var i = 0;
        Debug.Assert(Vector<T>.IsSupported, "Weights are floats or doubles.");
        for (; i <= weights.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            var w = Vector.Create(weights.Slice(i, Vector<T>.Count));
            valid &= Vector.GreaterThanOrEqual(w, Vector<T>.Zero) & Vector.LessThan(w, limit);
            largest = Vector.ConditionalSelect(Vector.GreaterThan(w, largest), w, largest);
        }

        if (!Vector.EqualsAll(valid.As<T, byte>(), Vector<byte>.AllBitsSet))
        {
            return double.NaN;
        }

        var result = T.Zero;
        for (var lane = 0; lane < Vector<T>.Count; lane++)
        {
            result = largest[lane] > result ? largest[lane] : result;
        }

        for (; i < weights.Length; i++)
        {
            if (!IsValid(weights[i]))
            {
                return double.NaN;
            }

            result = weights[i] > result ? weights[i] : result;
        }

        return double.CreateTruncating(result);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsValid<T>(T weight)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => weight >= T.Zero && weight < T.PositiveInfinity;
}
