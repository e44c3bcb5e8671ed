using System.Numerics;
using System.Runtime.InteropServices;
using Counterweight.Core.Numerics;
using Counterweight.Core.Sums;

namespace Counterweight.Losses.Location;

/// <summary>
/// Huber's location: where the derivative Σ w·clip(r − m, ±δ) changes sign. It is the first of neighbouring numbers whose
/// derivative is not positive. Newton's steps and bisection find it; the result does not depend on the steps.
/// </summary>
internal static class HuberLocation
{
    /// <summary>The location; the middle where the derivative is 0 over an interval, 0 where nothing has weight.</summary>
    /// <param name="values">Finite values.</param>
    /// <param name="weights">Finite and not negative, or empty.</param>
    /// <param name="delta">δ.</param>
    public static T Find<T>(ReadOnlySpan<T> values, ReadOnlySpan<T> weights, T delta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (least, greatest) = Range(values, weights);
        if (least >= greatest)
        {
            return least == greatest ? OrderedBits.ToNumber<T>(least) : T.Zero;
        }

        // No derivative of a value exceeds δ or the range of the values.
        var apart = double.CreateTruncating(OrderedBits.ToNumber<T>(greatest)) - double.CreateTruncating(OrderedBits.ToNumber<T>(least));
        var problem = new Problem<T>(values, weights, delta, LocationUnit.Of(Math.Min(apart, double.CreateTruncating(delta))), LocationUnit.Of(weights));
        var (first, isZero) = problem.First(least - 1, greatest, OrderedBits.Of(QuantileLocation.Find(values, weights, 0.5)), negative: false);
        var low = OrderedBits.ToNumber<T>(first);
        if (!isZero)
        {
            return T.Zero + low;
        }

        var (beyond, _) = problem.First(first, greatest + 1, first + 1, negative: true);
        return T.Zero + QuantileLocation.Middle(low, OrderedBits.ToNumber<T>(beyond - 1));
    }

    private static (ulong Least, ulong Greatest) Range<T>(ReadOnlySpan<T> values, ReadOnlySpan<T> weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (least, greatest) = (ulong.MaxValue, ulong.MinValue);
        for (var i = 0; i < values.Length; i++)
        {
            if (weights.IsEmpty || weights[i] > T.Zero)
            {
                var key = OrderedBits.Of(T.Zero + values[i]);
                (least, greatest) = (Math.Min(least, key), Math.Max(greatest, key));
            }
        }

        return (least, greatest);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly ref struct Problem<T>(ReadOnlySpan<T> values, ReadOnlySpan<T> weights, T delta, LocationUnit unit, LocationUnit weightUnit)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        /// <summary>The number of Newton's steps before every other step is a bisection.</summary>
        private const int FreeSteps = 12;

        private readonly ReadOnlySpan<T> values = values;
        private readonly ReadOnlySpan<T> weights = weights;

        /// <summary>The first number in (low, high] whose derivative is not positive, or is negative, which holds for high; and whether its derivative is 0.</summary>
        public (ulong Key, bool IsZero) First(ulong low, ulong high, ulong guess, bool negative)
        {
            var isZero = false;
            for (var step = 0; high - low > 1; step++)
            {
                var middle = step > FreeSteps && step % 2 == 0 ? low + ((high - low) / 2) : Math.Clamp(guess, low + 1, high - 1);
                var (derivative, newton) = Derivative(OrderedBits.ToNumber<T>(middle));
                guess = OrderedBits.Of(newton);
                if (negative ? derivative < 0 : derivative <= 0)
                {
                    (high, isZero) = (middle, derivative == 0);
                }
                else
                {
                    low = middle;
                }
            }

            return (high, isZero);
        }

        /// <summary>Σ w·clip(r − m, ±δ) in the units of values and weights, with an exact sign, and Newton's step from m.</summary>
        private (double Derivative, T Newton) Derivative(T m)
        {
            var (at, limit) = (double.CreateTruncating(m), double.CreateTruncating(delta));
            double sum = 0, size = 0, curvature = 0;
            for (var i = 0; i < values.Length; i++)
            {
                var weight = Weight(i);
                var residual = double.CreateTruncating(values[i]) - at;
                var term = weight * unit.Divide(Clipped(residual, limit));
                sum += term;
                size += Math.Abs(term);
                curvature += Math.Abs(residual) < limit ? weight : 0;
            }

            // Only near 0 can rounding, and so the order of rows, change the sign.
            var isSure = Math.Abs(sum) > Math.ScaleB(values.Length, -52) * size;
            var derivative = isSure ? sum : Exact(at, limit);
            var step = T.CreateTruncating(at + (curvature > 0 ? unit.Times(derivative / curvature) : Math.Sign(derivative) * limit));
            return (derivative, T.IsNaN(step) ? m : step);
        }

        private double Exact(double at, double limit)
        {
            var sum = default(ReproducibleSum);
            for (var i = 0; i < values.Length; i++)
            {
                sum.Add(Weight(i) * unit.Divide(Clipped(double.CreateTruncating(values[i]) - at, limit)));
            }

            return sum.Value;
        }

        private double Weight(int row) => weights.IsEmpty ? 1 : weightUnit.Divide(double.CreateTruncating(weights[row]));

        /// <summary>In T's precision, so that its product with a weight is exact where T is single.</summary>
        private static double Clipped(double residual, double limit) =>
            double.CreateTruncating(T.CreateTruncating(Math.Clamp(residual, -limit, limit)));
    }
}
