using System.Buffers;
using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Elementwise;

namespace Counterweight.Weighting.Priors;

/// <summary>Rows of probabilities times ratios of priors, each row divided by its sum; in double, class by class.</summary>
internal static class PriorRatioLoop
{
    private const int StackClasses = 256;

    /// <summary>Below this beside the greatest, a finite ratio counts as this: a row that is certain of its class stays so.</summary>
    private const double Least = -700;

    public static void Rows<T>(ReadOnlySpan<T> probabilities, ReadOnlySpan<T> logRatios, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        DebugChecks.Same(probabilities.Length, destination.Length);
        var classes = logRatios.Length;
        var rented = classes > StackClasses ? ArrayPool<double>.Shared.Rent(classes) : null;
        var factors = rented is null ? stackalloc double[classes] : rented.AsSpan(0, classes);
        Factors(logRatios, factors);
        for (var start = 0; start < probabilities.Length; start += classes)
        {
            var row = probabilities.Slice(start, classes);
            var output = destination.Slice(start, classes);
            var sum = 0.0;
            for (var c = 0; c < row.Length; c++)
            {
                sum += double.CreateTruncating(row[c]) * factors[c];
            }

            for (var c = 0; c < row.Length; c++)
            {
                output[c] = T.CreateTruncating(double.CreateTruncating(row[c]) * factors[c] / sum);
            }
        }

        if (rented is not null)
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    /// <summary>e^(r − max r), 0 for −∞.</summary>
    private static void Factors<T>(ReadOnlySpan<T> logRatios, Span<double> factors)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var greatest = double.NegativeInfinity;
        foreach (var ratio in logRatios)
        {
            greatest = Math.Max(greatest, double.CreateTruncating(ratio));
        }

        for (var c = 0; c < factors.Length; c++)
        {
            var ratio = double.CreateTruncating(logRatios[c]);
            factors[c] = double.IsFinite(ratio) ? Math.Max(ratio - greatest, Least) : ratio;
        }

        VectorMath.Exp(factors, factors);
    }
}
