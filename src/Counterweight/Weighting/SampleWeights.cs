using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Losses;

namespace Counterweight.Weighting;

/// <summary>Weights of rows, for systems that take no class weights: our kernels multiply the two themselves.</summary>
public static class SampleWeights
{
    /// <summary>Each row gets its class's weight, multiplied by its own where there is one.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="labels">One class a row, in [0, K).</param>
    /// <param name="classWeights">K weights, finite and at least 0.</param>
    /// <param name="destination">One weight a row; may be the memory of <paramref name="sampleWeights"/>.</param>
    /// <param name="sampleWeights">One weight a row, finite and at least 0; empty: all 1.</param>
    /// <param name="ignoreLabel">Rows of this label get 0.</param>
    /// <exception cref="ArgumentException">A length is wrong, or memory overlaps otherwise. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is outside [0, K) and not ignored, a weight is negative, NaN or infinite, or the product of a row is (the message names row and weights). Nothing has been written.</exception>
    public static void FromClassWeights<T>(
        ReadOnlySpan<int> labels,
        ReadOnlySpan<T> classWeights,
        Span<T> destination,
        ReadOnlySpan<T> sampleWeights = default,
        int? ignoreLabel = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(labels, classWeights, sampleWeights, destination, ignoreLabel);
        LabelGatherLoop.Product(labels, classWeights, sampleWeights, ignoreLabel, destination);
    }

    /// <inheritdoc cref="FromClassWeights{T}(ReadOnlySpan{int}, ReadOnlySpan{T}, Span{T}, ReadOnlySpan{T}, int?)"/>
    [OverloadResolutionPriority(-1)]
    public static void FromClassWeights<T>(
        ReadOnlySpan<long> labels,
        ReadOnlySpan<T> classWeights,
        Span<T> destination,
        ReadOnlySpan<T> sampleWeights = default,
        int? ignoreLabel = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(labels, classWeights, sampleWeights, destination, ignoreLabel);
        LabelGatherLoop.Product(labels, classWeights, sampleWeights, ignoreLabel, destination);
    }

    private static void Check<T>(ClassLabels labels, ReadOnlySpan<T> classWeights, ReadOnlySpan<T> sampleWeights, Span<T> destination, int? ignoreLabel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (destination.Length != labels.Length)
        {
            throw new ArgumentException(Guard.Text($"destination has {destination.Length} elements, labels {labels.Length}."), nameof(destination));
        }

        if (!sampleWeights.IsEmpty && sampleWeights.Length != labels.Length)
        {
            throw new ArgumentException(Guard.Text($"sampleWeights has {sampleWeights.Length} elements, labels {labels.Length}."), nameof(sampleWeights));
        }

        if (destination.Overlaps(classWeights)
            || Guard.Overlap<T, int>(destination, labels.Ints)
            || Guard.Overlap<T, long>(destination, labels.Longs)
            || (destination.Overlaps(sampleWeights, out var offset) && offset != 0))
        {
            throw new ArgumentException("destination overlaps an input.", nameof(destination));
        }

        labels.Check(classWeights.Length, ignoreLabel, nameof(labels));
        var largest = Guard.Weights(classWeights, nameof(classWeights)) * (sampleWeights.IsEmpty ? 1 : Guard.Weights(sampleWeights, nameof(sampleWeights)));
        WeightChecks.Products(classWeights, sampleWeights, labels, ignoreLabel, largest, nameof(sampleWeights));
    }
}
