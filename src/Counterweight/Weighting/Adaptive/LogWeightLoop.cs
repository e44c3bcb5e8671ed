using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Numerics;
using Counterweight.Core.Sums;
using Counterweight.Elementwise;

namespace Counterweight.Weighting.Adaptive;

/// <summary>Exponentials of rows, shifted by the greatest so that none overflows; in double, summed by blocks of rows, and the blocks exactly.</summary>
internal static class LogWeightLoop
{
    /// <summary>Rows at a time.</summary>
    public const int BlockRows = 1024;

    /// <summary>The greatest scale·value of rows of weight, −∞ of none.</summary>
    public static double Greatest<T>(ReadOnlySpan<T> values, double scale, ReadOnlySpan<T> weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Debug.Assert(weights.IsEmpty || weights.Length == values.Length, "Weights are of other rows.");
        var greatest = double.NegativeInfinity;
        for (var i = 0; i < values.Length; i++)
        {
            if (weights.IsEmpty || weights[i] > T.Zero)
            {
                greatest = Math.Max(greatest, scale * double.CreateTruncating(values[i]));
            }
        }

        return greatest;
    }

    /// <summary>Σ weight·e^(scale·value − shift) over rows of weight, the weights scaled.</summary>
    [SkipLocalsInit]
    public static double Sum<T>(ReadOnlySpan<T> values, double scale, double shift, ReadOnlySpan<T> weights, WeightScaling scaling)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<double> buffer = stackalloc double[BlockRows];
        var sum = default(ReproducibleSum);
        for (var start = 0; start < values.Length; start += BlockRows)
        {
            var block = buffer[..Math.Min(BlockRows, values.Length - start)];
            Exponentials(values.Slice(start, block.Length), scale, shift, block);
            sum.Add(weights.IsEmpty ? BlockSum(block) : BlockSum(block, weights.Slice(start, block.Length), scaling));
        }

        return sum.Value;
    }

    /// <summary>factor·e^(scale·value − shift), 0 for rows of weight 0. The destination may be the values.</summary>
    [SkipLocalsInit]
    public static void Write<T>(ReadOnlySpan<T> values, double scale, double shift, double factor, ReadOnlySpan<T> weights, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        DebugChecks.Same(values.Length, destination.Length);
        Span<double> buffer = stackalloc double[BlockRows];
        for (var start = 0; start < values.Length; start += BlockRows)
        {
            var block = buffer[..Math.Min(BlockRows, values.Length - start)];
            Exponentials(values.Slice(start, block.Length), scale, shift, block);
            var output = destination.Slice(start, block.Length);
            var own = weights.IsEmpty ? default : weights.Slice(start, block.Length);
            for (var i = 0; i < block.Length; i++)
            {
                output[i] = own.IsEmpty || own[i] > T.Zero ? T.CreateTruncating(block[i] * factor) : T.Zero;
            }
        }
    }

    /// <summary>e^(scale·value − shift).</summary>
    public static void Exponentials<T>(ReadOnlySpan<T> values, double scale, double shift, Span<double> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < values.Length; i++)
        {
            destination[i] = (scale * double.CreateTruncating(values[i])) - shift;
        }

        VectorMath.Exp(destination, destination);
    }

    private static double BlockSum(ReadOnlySpan<double> block)
    {
        var sum = 0.0;
        foreach (var element in block)
        {
            sum += element;
        }

        return sum;
    }

    private static double BlockSum<T>(ReadOnlySpan<double> block, ReadOnlySpan<T> weights, WeightScaling scaling)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = 0.0;
        for (var i = 0; i < block.Length; i++)
        {
            sum += weights[i] > T.Zero ? block[i] * scaling.Of(weights[i]) : 0;
        }

        return sum;
    }
}
