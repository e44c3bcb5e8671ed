using System.Diagnostics;
using System.Numerics;

namespace Counterweight.Histograms;

/// <summary>The loop that finds the largest magnitude of the elements whose weight is not 0.</summary>
internal static class LargestMagnitudeLoop
{
    /// <summary>The largest, 0 of none, NaN where one is NaN or infinite. Weights may be absent; they are not checked.</summary>
    public static double MaxOrNaN<T>(ReadOnlySpan<T> elements, ReadOnlySpan<T> weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Debug.Assert(weights.IsEmpty || weights.Length == elements.Length, "Weights are neither none nor one an element.");
        var largest = Vector<T>.Zero;
        var limit = Vector.Create(T.PositiveInfinity);
        var good = Vector<T>.AllBitsSet;
        var i = 0;
        for (; i <= elements.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            var x = Vector.Abs(Vector.Create(elements.Slice(i, Vector<T>.Count)));
            if (!weights.IsEmpty)
            {
                x = Vector.ConditionalSelect(Vector.Equals(Vector.Create(weights.Slice(i, Vector<T>.Count)), Vector<T>.Zero), Vector<T>.Zero, x);
            }

            good &= Vector.LessThan(x, limit);
            largest = Vector.ConditionalSelect(Vector.GreaterThan(x, largest), x, largest);
        }

        if (!Vector.EqualsAll(good.As<T, byte>(), Vector<byte>.AllBitsSet))
        {
            return double.NaN;
        }

        var result = T.Zero;
        for (var lane = 0; lane < Vector<T>.Count; lane++)
        {
            result = largest[lane] > result ? largest[lane] : result;
        }

        for (; i < elements.Length; i++)
        {
            var x = weights.IsEmpty || weights[i] != T.Zero ? T.Abs(elements[i]) : T.Zero;
            if (!(x < T.PositiveInfinity))
            {
                return double.NaN;
            }

            result = x > result ? x : result;
        }

        return double.CreateTruncating(result);
    }
}
