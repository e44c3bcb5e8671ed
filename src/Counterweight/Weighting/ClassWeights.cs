using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Sums;

namespace Counterweight.Weighting;

/// <summary>Class weights that make up for unequal class sizes.</summary>
/// <remarks>
/// Class c is element c of the destination; every class listed must occur. Sums are exact, so the order of rows changes no bit.
/// What all weights are multiplied by is said by a <see cref="ClassWeightScale"/>; balanced weights and those of the inverse square
/// root have a mean of 1 over rows by their own rule.
/// </remarks>
public static partial class ClassWeights
{
    private const int StackClasses = 256;

    /// <summary>Classes up to which their sums lie on the stack.</summary>
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

    /// <inheritdoc cref="Count(ReadOnlySpan{int}, Span{long}, int?)"/>
    [OverloadResolutionPriority(-1)]
    public static void Count(ReadOnlySpan<long> labels, Span<long> counts, int? ignoreLabel = null)
    {
        Guard.Disjoint<long, long>(counts, labels, nameof(counts), nameof(labels));
        Guard.Labels(labels, counts.Length, ignoreLabel, nameof(labels));
        LabelCountLoop.Count(labels, ignoreLabel, counts);
    }

    private static void FromLabels<TScheme, T>(TScheme scheme, ClassLabels labels, ReadOnlySpan<T> sampleWeights, Span<T> destination, ClassWeightScale scale, int? ignoreLabel)
        where TScheme : struct, IScheme, allows ref struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!sampleWeights.IsEmpty && sampleWeights.Length != labels.Length)
        {
            throw new ArgumentException(Guard.Text($"sampleWeights has {sampleWeights.Length} elements, labels {labels.Length}."), nameof(sampleWeights));
        }

        labels.CheckDisjoint<T>(destination, nameof(destination), nameof(labels));
        Guard.Disjoint<T, T>(destination, sampleWeights, nameof(destination), nameof(sampleWeights));
        labels.Check(destination.Length, ignoreLabel, nameof(labels));
        Guard.Weights(sampleWeights, nameof(sampleWeights));
        CheckClasses(destination.Length, nameof(labels));
        CheckScale(scale);
        var rented = destination.Length > StackSums ? ArrayPool<ReproducibleSum>.Shared.Rent(destination.Length) : null;
        var rentedValues = destination.Length > StackClasses ? ArrayPool<double>.Shared.Rent(destination.Length) : null;
        var sums = rented is null ? stackalloc ReproducibleSum[destination.Length] : rented.AsSpan(0, destination.Length);
        var values = rentedValues is null ? stackalloc double[destination.Length] : rentedValues.AsSpan(0, destination.Length);
        try
        {
            if (labels.Longs.IsEmpty)
            {
                SumByClass(labels.Ints, sampleWeights, ignoreLabel, sums);
            }
            else
            {
                SumByClass(labels.Longs, sampleWeights, ignoreLabel, sums);
            }

            var total = Values(sums, values, out var unit);
            scheme.Prepare(values, total, unit);
            Write(scheme, values, scale, destination, nameof(labels));
        }
        finally
        {
            Return(rented);
            Return(rentedValues);
        }
    }

    /// <summary>Weights of rows of classes, all of which have been checked to have some.</summary>
    private static void FromCounts<TScheme, T>(TScheme scheme, ReadOnlySpan<long> counts, Span<T> destination, ClassWeightScale scale, string parameter)
        where TScheme : struct, IScheme, allows ref struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckCounts(counts, destination, parameter);
        CheckScale(scale);
        UInt128 total = 0;
        var rentedValues = counts.Length > StackClasses ? ArrayPool<double>.Shared.Rent(counts.Length) : null;
        var values = rentedValues is null ? stackalloc double[counts.Length] : rentedValues.AsSpan(0, counts.Length);
        for (var c = 0; c < counts.Length; c++)
        {
            total += (ulong)counts[c];
            values[c] = counts[c];
        }

        try
        {
            scheme.Prepare(values, (double)total, 1);
            Write(scheme, values, scale, destination, parameter);
        }
        finally
        {
            Return(rentedValues);
        }
    }

    private static void Write<TScheme, T>(TScheme scheme, ReadOnlySpan<double> sums, ClassWeightScale scale, Span<T> destination, string parameter)
        where TScheme : struct, IScheme, allows ref struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var factor = scale == ClassWeightScale.AsDefined ? 1 : Factor(scheme, sums, scale);
        for (var c = 0; c < sums.Length; c++)
        {
            CheckFits<T>(c, scheme.Weight(c, sums[c]) * factor, parameter);
        }

        for (var c = 0; c < sums.Length; c++)
        {
            destination[c] = T.CreateTruncating(scheme.Weight(c, sums[c]) * factor);
        }
    }

    /// <summary>One over the mean of the weights of a scheme, over classes or over rows.</summary>
    private static double Factor<TScheme>(TScheme scheme, ReadOnlySpan<double> sums, ClassWeightScale scale)
        where TScheme : struct, IScheme, allows ref struct
    {
        var (mean, largest, all) = (0.0, 0.0, 0.0);
        foreach (var sum in sums)
        {
            largest = Math.Max(largest, sum);
        }

        // Parts of the largest sum: neither they nor what they add up to overflow.
        for (var c = 0; c < sums.Length; c++)
        {
            var share = scale == ClassWeightScale.MeanOneOverClasses ? 1 : sums[c] / largest;
            all += share;
            mean += share * scheme.Weight(c, sums[c]);
        }

        return all / mean;
    }

    private static void SumByClass<TLabel, T>(ReadOnlySpan<TLabel> labels, ReadOnlySpan<T> sampleWeights, int? ignoreLabel, Span<ReproducibleSum> sums)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!sampleWeights.IsEmpty)
        {
            ReproducibleSums.ByClass(labels, sampleWeights, ignoreLabel, sums);
            return;
        }

        sums.Clear();
        var rented = sums.Length > StackClasses ? ArrayPool<long>.Shared.Rent(sums.Length) : null;
        var counts = rented is null ? stackalloc long[sums.Length] : rented.AsSpan(0, sums.Length);
        LabelCountLoop.Count(labels, ignoreLabel, counts);
        for (var c = 0; c < sums.Length; c++)
        {
            sums[c].Add(counts[c]);
        }

        Return(rented);
    }

    /// <summary>The sums of the classes and of all, in a unit: 2³² where a product with the number of classes would be beyond a double, else 1.</summary>
    private static double Values(ReadOnlySpan<ReproducibleSum> sums, Span<double> values, out double unit)
    {
        var all = default(ReproducibleSum);
        for (var c = 0; c < sums.Length; c++)
        {
            all.Add(in sums[c]);
            if (sums[c].Value == 0)
            {
                throw Absent(c, "labels");
            }
        }

        var digits = double.IsFinite(sums.Length * all.Value) ? 0 : -1;
        unit = digits == 0 ? 1 : 1L << 32;
        for (var c = 0; c < sums.Length; c++)
        {
            values[c] = sums[c].Moved(digits).Value;
        }

        return all.Moved(digits).Value;
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

    private static void CheckScale(ClassWeightScale scale)
    {
        if (scale is < ClassWeightScale.AsDefined or > ClassWeightScale.MeanOneOverRows)
        {
            throw new ArgumentOutOfRangeException(nameof(scale), scale, Guard.Text($"scale is {(int)scale}; it must be a value of ClassWeightScale."));
        }
    }

    private static void CheckFits<T>(int c, double weight, string parameter)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!T.IsFinite(T.CreateTruncating(weight)))
        {
            throw new ArgumentException(Guard.Text($"The weight of class {c}, {weight}, is beyond {typeof(T).Name}."), parameter);
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

    /// <summary>What makes weights of the sums of classes, all of which are above 0.</summary>
    private interface IScheme
    {
        /// <summary>Takes the sums, which are those of the weights over the unit; to most schemes their ratios are all that matters.</summary>
        void Prepare(scoped ReadOnlySpan<double> sums, double total, double unit);

        double Weight(int label, double sum);
    }
}
