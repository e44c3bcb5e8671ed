using System.Buffers;
using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Core.Sums;
using Counterweight.Elementwise;

namespace Counterweight.Weighting.Adaptive;

/// <summary>
/// Weights of groups of rows that training for the worst group raises where losses are high (group distributionally robust optimization).
/// </summary>
/// <remarks>
/// Source: S. Sagawa, P. W. Koh, T. Hashimoto, P. Liang, Distributionally Robust Neural Networks for Group Shifts, 2020, algorithm 1 and
/// section 3.3 (the adjustment by group size).
/// </remarks>
public static class GroupWeights
{
    private const int StackGroups = 256;

    /// <summary>Weighted mean of the losses of each group; 0 of a group without rows of weight.</summary>
    /// <remarks>Products of weights and losses are summed exactly, so the order of rows changes no bit. Maximum error: 1 ulp (float), 3 ulp (double) where all losses have one sign and no product underflows.</remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="losses">One loss a row, finite.</param>
    /// <param name="groups">One group a row, in [0, G).</param>
    /// <param name="destination">G means.</param>
    /// <param name="sampleWeights">One weight a row, finite and at least 0; empty: all 1.</param>
    /// <exception cref="ArgumentException">A length is wrong, or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range, or the product of a weight and a loss is no finite double. Nothing has been written.</exception>
    public static void MeanLosses<T>(ReadOnlySpan<T> losses, ReadOnlySpan<int> groups, Span<T> destination, ReadOnlySpan<T> sampleWeights = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ElementType<T>();
        Guard.SameLength(groups.Length, losses.Length, nameof(groups), nameof(losses));
        Guard.SameLengthOrEmpty(sampleWeights.Length, losses.Length, nameof(sampleWeights), nameof(losses));
        Guard.Disjoint<T, T>(destination, losses, nameof(destination), nameof(losses));
        Guard.Disjoint<T, int>(destination, groups, nameof(destination), nameof(groups));
        Guard.Disjoint<T, T>(destination, sampleWeights, nameof(destination), nameof(sampleWeights));
        Guard.Labels(groups, destination.Length, null, nameof(groups));
        Guard.Elements(default(FiniteCheck<T>), losses, nameof(losses), FiniteCheck<T>.Rule);
        Guard.Weights(sampleWeights, nameof(sampleWeights));
        var rented = ArrayPool<ReproducibleSum>.Shared.Rent(checked(2 * destination.Length));
        try
        {
            var sums = rented.AsSpan(0, checked(2 * destination.Length));
            sums.Clear();
            for (var i = 0; i < losses.Length; i++)
            {
                var weight = sampleWeights.IsEmpty ? 1 : double.CreateTruncating(sampleWeights[i]);
                sums[checked(2 * groups[i])].Add(weight);
                sums[checked((2 * groups[i]) + 1)].Add(Product(weight, double.CreateTruncating(losses[i]), i, nameof(losses)));
            }

            for (var group = 0; group < destination.Length; group++)
            {
                // Moved by the same power of two: sums beyond a double have a mean that is one.
                ref readonly var weights = ref sums[checked(2 * group)];
                ref readonly var lost = ref sums[checked((2 * group) + 1)];
                var digits = double.IsFinite(weights.Value) && double.IsFinite(lost.Value) ? 0 : -1;
                var (weight, loss) = (weights.Moved(digits).Value, lost.Moved(digits).Value);
                destination[group] = T.CreateTruncating(weight > 0 ? loss / weight : 0);
            }
        }
        finally
        {
            ArrayPool<ReproducibleSum>.Shared.Return(rented);
        }
    }

    /// <summary>One step of the weights, q_g ∝ q_g·e^(η·(ℓ_g + C/√n_g)), of sum 1 after it. A group of weight 0 stays at 0.</summary>
    /// <remarks>Exponents are shifted by the greatest, so that none overflows. Maximum error: 1 ulp (float); 4 + G/2 ε and ½ ε for every unit of an exponent (double).</remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="losses">ℓ of G groups, finite: see <see cref="MeanLosses{T}"/>.</param>
    /// <param name="weights">q of G groups, finite and at least 0, one of them above 0; changed in place.</param>
    /// <param name="stepSize">η, finite and at least 0.</param>
    /// <param name="groupCounts">n of G groups, at least 1: training rows; empty where <paramref name="adjustment"/> is 0.</param>
    /// <param name="adjustment">C, finite and at least 0: how much more small groups count, whose training losses promise least.</param>
    /// <exception cref="ArgumentException">There is no group, a length is wrong, no group has weight, or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range, or the exponent of a group is beyond ±10³⁰⁰. Nothing has been written.</exception>
    public static void Step<T>(ReadOnlySpan<T> losses, Span<T> weights, double stepSize, ReadOnlySpan<long> groupCounts = default, double adjustment = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckStep(losses, weights, stepSize, groupCounts, adjustment);
        var rented = losses.Length > StackGroups ? ArrayPool<double>.Shared.Rent(losses.Length) : null;
        try
        {
            var exponents = rented is null ? stackalloc double[losses.Length] : rented.AsSpan(0, losses.Length);
            for (var group = 0; group < exponents.Length; group++)
            {
                exponents[group] = double.CreateTruncating(weights[group]);
            }

            VectorMath.Log(exponents, exponents);
            var greatest = double.NegativeInfinity;
            for (var group = 0; group < exponents.Length; group++)
            {
                var step = stepSize * (double.CreateTruncating(losses[group]) + (groupCounts.IsEmpty ? 0 : adjustment / Math.Sqrt(groupCounts[group])));
                CheckExponent(step, group, nameof(losses));
                exponents[group] += step;
                greatest = Math.Max(greatest, exponents[group]);
            }

            LogWeightLoop.Exponentials<double>(exponents, 1, greatest, exponents);
            var sum = 0.0;
            foreach (var mass in exponents)
            {
                sum += mass;
            }

            for (var group = 0; group < exponents.Length; group++)
            {
                weights[group] = T.CreateTruncating(exponents[group] / sum);
            }
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<double>.Shared.Return(rented);
            }
        }
    }

    private static void CheckStep<T>(ReadOnlySpan<T> losses, ReadOnlySpan<T> weights, double stepSize, ReadOnlySpan<long> groupCounts, double adjustment)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ElementType<T>();
        if (losses.IsEmpty)
        {
            throw new ArgumentException("There are no groups.", nameof(losses));
        }

        Guard.SameLength(weights.Length, losses.Length, nameof(weights), nameof(losses));
        Guard.SameLengthOrEmpty(groupCounts.Length, losses.Length, nameof(groupCounts), nameof(losses));
        Guard.Disjoint<T, T>(weights, losses, nameof(weights), nameof(losses));
        Guard.Disjoint<T, long>(weights, groupCounts, nameof(weights), nameof(groupCounts));
        Guard.Parameter(stepSize >= 0 && double.IsFinite(stepSize), stepSize, nameof(stepSize), "be finite and at least 0");
        Guard.Parameter(adjustment >= 0 && double.IsFinite(adjustment), adjustment, nameof(adjustment), "be finite and at least 0");
        Guard.Elements(default(FiniteCheck<T>), losses, nameof(losses), FiniteCheck<T>.Rule);
        if (groupCounts.IsEmpty && adjustment > 0)
        {
            throw new ArgumentException("groupCounts is empty; an adjustment above 0 needs the rows of each group.", nameof(groupCounts));
        }

        for (var group = 0; group < groupCounts.Length; group++)
        {
            if (groupCounts[group] < 1)
            {
                throw new ArgumentOutOfRangeException(nameof(groupCounts), groupCounts[group], Guard.Text($"groupCounts[{group}] is {groupCounts[group]}; it must be at least 1."));
            }
        }

        if (Guard.Weights(weights, nameof(weights)) == 0)
        {
            throw new ArgumentException("No group has weight: all of weights is 0.", nameof(weights));
        }
    }

    private static void CheckExponent(double step, int group, string name)
    {
        if (!(Math.Abs(step) <= 1e300))
        {
            throw new ArgumentOutOfRangeException(name, step, Guard.Text($"{name}[{group}] makes an exponent of {step}; it must be within ±1e300: lower stepSize or adjustment."));
        }
    }

    private static double Product(double weight, double loss, int row, string name)
    {
        var product = weight * loss;
        return double.IsFinite(product)
            ? product
            : throw new ArgumentOutOfRangeException(name, loss, Guard.Text($"{name}[{row}] is {loss} and sampleWeights[{row}] {weight}; their product must be a finite double."));
    }
}
