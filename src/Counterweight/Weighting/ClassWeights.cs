using System.Buffers;
using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Core.Sums;

namespace Counterweight.Weighting;

/// <summary>Class weights that make up for unequal class sizes.</summary>
/// <remarks>Class c is element c of the destination; every class listed must occur. Sums are exact, so the order of rows changes no bit.</remarks>
public static class ClassWeights
{
    private const int StackClasses = 256;

    /// <summary>Sums of classes that the stack has room for.</summary>
    private const int StackSums = 64;

    /// <summary>Rows of each class.</summary>
    /// <param name="labels">One class a row, in [0, classes).</param>
    /// <param name="counts">One count a class.</param>
    /// <param name="ignoreLabel">Rows of this label are skipped.</param>
    /// <exception cref="ArgumentException">Memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is outside [0, classes) and not ignored. Nothing has been written.</exception>
    public static void Count(ReadOnlySpan<int> labels, Span<long> counts, int? ignoreLabel = null)
    {
        Guard.Disjoint<long, int>(counts, labels, nameof(counts), nameof(labels));
        Guard.Labels(labels, counts.Length, ignoreLabel, nameof(labels));
        LabelCountLoop.Count(labels, ignoreLabel, counts);
    }

    /// <summary>Balanced weights w_c = n/(K·n_c), by which all classes weigh the same and the rows n together.</summary>
    /// <remarks>Source: G. King, L. Zeng, Logistic Regression in Rare Events Data, 2001; the <c>balanced</c> mode of scikit-learn.</remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="labels">One class a row, in [0, K).</param>
    /// <param name="destination">K weights, positive.</param>
    /// <param name="ignoreLabel">Rows of this label are skipped.</param>
    /// <exception cref="ArgumentException">There is no class, a class has no row, or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is outside [0, K) and not ignored. Nothing has been written.</exception>
    public static void Balanced<T>(ReadOnlySpan<int> labels, Span<T> destination, int? ignoreLabel = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.Disjoint<T, int>(destination, labels, nameof(destination), nameof(labels));
        var rented = destination.Length > StackClasses ? ArrayPool<long>.Shared.Rent(destination.Length) : null;
        var counts = rented is null ? stackalloc long[destination.Length] : rented.AsSpan(0, destination.Length);
        try
        {
            Count(labels, counts, ignoreLabel);
            BalancedFromCounts(counts, destination, nameof(labels));
        }
        finally
        {
            Return(rented);
        }
    }

    /// <summary>Balanced weights of weighted rows, w_c = Σw/(K·Σ_{i∈c} w_i).</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="labels">One class a row, in [0, K).</param>
    /// <param name="sampleWeights">One weight a row, finite and at least 0; empty: all 1. Of any size beside one another.</param>
    /// <param name="destination">K weights, positive.</param>
    /// <param name="ignoreLabel">Rows of this label are skipped.</param>
    /// <exception cref="ArgumentException">There is no class, a class has no weight, the lengths differ, a weight is beyond <typeparamref name="T"/> (the message names the class), or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is outside [0, K) and not ignored, or a weight is negative, NaN or infinite. Nothing has been written.</exception>
    public static void Balanced<T>(ReadOnlySpan<int> labels, ReadOnlySpan<T> sampleWeights, Span<T> destination, int? ignoreLabel = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (sampleWeights.IsEmpty)
        {
            Balanced(labels, destination, ignoreLabel);
            return;
        }

        if (sampleWeights.Length != labels.Length)
        {
            throw new ArgumentException(Guard.Text($"sampleWeights has {sampleWeights.Length} elements, labels {labels.Length}."), nameof(sampleWeights));
        }

        Guard.Disjoint<T, int>(destination, labels, nameof(destination), nameof(labels));
        Guard.Disjoint<T, T>(destination, sampleWeights, nameof(destination), nameof(sampleWeights));
        Guard.Labels(labels, destination.Length, ignoreLabel, nameof(labels));
        Guard.Weights(sampleWeights, nameof(sampleWeights));
        var rented = destination.Length > StackSums ? ArrayPool<ReproducibleSum>.Shared.Rent(destination.Length) : null;
        var sums = rented is null ? stackalloc ReproducibleSum[destination.Length] : rented.AsSpan(0, destination.Length);
        try
        {
            ReproducibleSums.ByClass(labels, sampleWeights, ignoreLabel, sums);
            FromSums(sums, destination, nameof(labels));
        }
        finally
        {
            Return(rented);
        }
    }

    /// <summary>Balanced weights w_c = n/(K·n_c) of classes counted before.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="counts">Rows of each of K classes, at least 1.</param>
    /// <param name="destination">K weights, positive.</param>
    /// <exception cref="ArgumentException">There is no class, a class has no row, the lengths differ, or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative. Nothing has been written.</exception>
    public static void BalancedFromCounts<T>(ReadOnlySpan<long> counts, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => BalancedFromCounts(counts, destination, nameof(counts));

    /// <summary>Weights by effective number of rows, w_c = (1 − β)/(1 − β^n_c): 1 at β = 0, towards 1/n_c as β nears 1.</summary>
    /// <remarks>
    /// 1 − β^n is built up by doubling n from 1 − β, with sums and products of positive numbers only: nothing cancels.
    /// Source: Y. Cui, M. Jia, T.-Y. Lin, Y. Song, S. Belongie, Class-Balanced Loss Based on Effective Number of Samples, 2019.
    /// </remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="counts">Rows of each of K classes, at least 1.</param>
    /// <param name="beta">β in [0, 1).</param>
    /// <param name="destination">K weights, positive.</param>
    /// <param name="rescaleToMeanOne">Multiplies all weights by one factor, so that their mean over classes is 1.</param>
    /// <exception cref="ArgumentException">There is no class, a class has no row, the lengths differ, or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">β or a count is outside its range. Nothing has been written.</exception>
    public static void EffectiveNumber<T>(ReadOnlySpan<long> counts, double beta, Span<T> destination, bool rescaleToMeanOne = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!(beta >= 0 && beta < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(beta), beta, Guard.Text($"{nameof(beta)} is {beta}; it must be in [0, 1)."));
        }

        CheckCounts(counts, destination, nameof(counts));
        var sum = 0.0;
        foreach (var count in counts)
        {
            sum += EffectiveWeight(count, beta);
        }

        var factor = rescaleToMeanOne ? counts.Length / sum : 1;
        for (var c = 0; c < counts.Length; c++)
        {
            destination[c] = T.CreateTruncating(EffectiveWeight(counts[c], beta) * factor);
        }
    }

    private static double EffectiveWeight(long count, double beta)
    {
        // q = 1 − β^m: q(2m) = q(2 − q), q(m + 1) = q + (1 − q)(1 − β)
        var one = 1 - beta;
        var q = one;
        for (var bit = BitOperations.Log2((ulong)count) - 1; bit >= 0; bit--)
        {
            q *= 2 - q;
            if (((count >> bit) & 1) != 0)
            {
                q += (1 - q) * one;
            }
        }

        return one / q;
    }

    private static void BalancedFromCounts<T>(ReadOnlySpan<long> counts, Span<T> destination, string parameter)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckCounts(counts, destination, parameter);
        UInt128 total = 0;
        foreach (var count in counts)
        {
            total += (ulong)count;
        }

        for (var c = 0; c < counts.Length; c++)
        {
            destination[c] = T.CreateTruncating((double)total / ((double)counts.Length * counts[c]));
        }
    }

    private static void FromSums<T>(ReadOnlySpan<ReproducibleSum> sums, Span<T> destination, string parameter)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckClasses(sums.Length, parameter);
        var all = default(ReproducibleSum);
        foreach (ref readonly var sum in sums)
        {
            all.Add(in sum);
        }

        // 32 bits lower where a sum is beyond a double.
        var digits = double.IsFinite(sums.Length * all.Value) ? 0 : -1;
        var total = all.Moved(digits).Value;
        var classes = (double)sums.Length;
        for (var c = 0; c < sums.Length; c++)
        {
            var own = sums[c].Value > 0 ? sums[c].Moved(digits).Value : throw Absent(c, parameter);
            if (!T.IsFinite(Weight(own)))
            {
                throw new ArgumentException(Guard.Text($"The balanced weight of class {c}, {total} / ({sums.Length} · {own}), is beyond {typeof(T).Name}."), parameter);
            }
        }

        for (var c = 0; c < sums.Length; c++)
        {
            destination[c] = Weight(sums[c].Moved(digits).Value);
        }

        T Weight(double own) => T.CreateTruncating(total / (classes * own));
    }

    private static void CheckCounts<T>(ReadOnlySpan<long> counts, Span<T> destination, string parameter)
        where T : unmanaged
    {
        if (counts.Length != destination.Length)
        {
            throw new ArgumentException(Guard.Text($"{parameter} has {counts.Length} classes, destination {destination.Length}."), parameter);
        }

        Guard.Disjoint<T, long>(destination, counts, nameof(destination), parameter);
        CheckClasses(counts.Length, parameter);
        for (var c = 0; c < counts.Length; c++)
        {
            if (counts[c] < 0)
            {
                throw new ArgumentOutOfRangeException(parameter, counts[c], Guard.Text($"{parameter}[{c}] is {counts[c]}; a count must be at least 1."));
            }

            if (counts[c] == 0)
            {
                throw Absent(c, parameter);
            }
        }
    }

    private static void CheckClasses(int length, string parameter)
    {
        if (length == 0)
        {
            throw new ArgumentException("There are no classes.", parameter);
        }
    }

    private static ArgumentException Absent(int c, string parameter) =>
        new(Guard.Text($"Class {c} is absent from {parameter}: it has no row, or none of weight above 0."), parameter);

    private static void Return<T>(T[]? rented)
    {
        if (rented is not null)
        {
            ArrayPool<T>.Shared.Return(rented);
        }
    }
}
