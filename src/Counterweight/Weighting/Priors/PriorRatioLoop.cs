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

    /// <summary>A sum of rows whose terms may have lost digits to underflow is below.</summary>
    private const double LeastSum = 1e-290;

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

            if (!(sum >= LeastSum && sum <= double.MaxValue))
            {
                Scaled(row, factors, output);
                continue;
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

    /// <summary>A row that sums to too much or too little for a double, or has NaN. The output may be the row.</summary>
    private static void Scaled<T>(ReadOnlySpan<T> row, ReadOnlySpan<double> factors, Span<T> output)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var scaling = RowScaling.Of(row, factors);
        var sum = 0.0;
        for (var c = 0; c < row.Length; c++)
        {
            sum += RowScaling.Term(scaling, row[c], factors[c]);
        }

        for (var c = 0; c < row.Length; c++)
        {
            output[c] = T.CreateTruncating(RowScaling.Term(scaling, row[c], factors[c]) / sum);
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
