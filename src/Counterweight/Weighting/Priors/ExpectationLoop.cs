using System.Buffers;
using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Core.Numerics;
using Counterweight.Core.Sums;

namespace Counterweight.Weighting.Priors;

/// <summary>Steps of expectation-maximization of priors: blocks of rows are summed in their order, and the sums of blocks exactly.</summary>
internal static class ExpectationLoop
{
    /// <summary>Rows whose sums are added up in double.</summary>
    private const int BlockRows = 1024;

    /// <summary>The least prior; no product of a ratio and a probability in [1, 2) overflows.</summary>
    private const double Least = 1e-290;

    public static LabelShiftFit Run<T>(
        ReadOnlySpan<T> probabilities,
        ReadOnlySpan<double> trained,
        Span<double> destination,
        ReadOnlySpan<T> sampleWeights,
        double tolerance,
        int maxIterations,
        double largestWeight)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        DebugChecks.Same(destination.Length, trained.Length);
        var scaling = new WeightScaling(largestWeight > 0 ? largestWeight : 1);
        var classes = trained.Length;
        var rented = ArrayPool<double>.Shared.Rent(checked(4 * classes));
        var sums = ArrayPool<ReproducibleSum>.Shared.Rent(classes);
        try
        {
            var priors = rented.AsSpan(0, classes);
            var ratios = rented.AsSpan(classes, classes);
            var parts = rented.AsSpan(checked(2 * classes), classes);
            var source = rented.AsSpan(checked(3 * classes), classes);
            Normalize(trained, source, "trainedPriors");
            source.CopyTo(priors);
            ratios.Fill(1);
            for (var iteration = 1; ; iteration++)
            {
                Step(probabilities, ratios, sampleWeights, scaling, parts, sums.AsSpan(0, classes));
                CheckSay(sums.AsSpan(0, classes), nameof(probabilities));
                var change = Update(sums.AsSpan(0, classes), source, priors, ratios);
                if (change <= tolerance && tolerance > 0)
                {
                    ratios.CopyTo(destination);
                    return new(iteration, true);
                }

                if (iteration == maxIterations)
                {
                    ratios.CopyTo(destination);
                    return new(iteration, false);
                }
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
            ArrayPool<ReproducibleSum>.Shared.Return(sums);
        }
    }

    /// <summary>Parts of the greatest, over their sum: nothing overflows.</summary>
    private static void Normalize(ReadOnlySpan<double> trained, Span<double> priors, string parameter)
    {
        var (greatest, sum) = (0.0, 0.0);
        foreach (var prior in trained)
        {
            greatest = Math.Max(greatest, prior);
        }

        foreach (var prior in trained)
        {
            sum += prior / greatest;
        }

        for (var c = 0; c < priors.Length; c++)
        {
            priors[c] = trained[c] / greatest / sum;
            if (priors[c] < Least)
            {
                throw new ArgumentException(Guard.Text($"{parameter}[{c}] is {trained[c]}, {priors[c]} of all; it must be at least {Least} of all."), parameter);
            }
        }
    }

    private static void Step<T>(ReadOnlySpan<T> probabilities, ReadOnlySpan<double> ratios, ReadOnlySpan<T> sampleWeights, WeightScaling scaling, Span<double> parts, Span<ReproducibleSum> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var classes = ratios.Length;
        sums.Clear();
        for (int start = 0, row = 0; start < probabilities.Length;)
        {
            parts.Clear();
            for (var end = row + BlockRows; row < end && start < probabilities.Length; row++, start += classes)
            {
                var weight = sampleWeights.IsEmpty ? 1 : scaling.Of(sampleWeights[row]);
                Add(probabilities.Slice(start, classes), ratios, weight, parts);
            }

            for (var c = 0; c < sums.Length; c++)
            {
                sums[c].Add(parts[c]);
            }
        }
    }

    /// <summary>Adds a row's probabilities times ratios over their sum, times its weight.</summary>
    private static void Add<T>(ReadOnlySpan<T> row, ReadOnlySpan<double> ratios, double weight, Span<double> parts)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = 0.0;
        for (var c = 0; c < row.Length; c++)
        {
            sum += double.CreateTruncating(row[c]) * ratios[c];
        }

        if (!(weight > 0))
        {
            return;
        }

        var factor = weight / sum;
        if (sum is >= Least and <= 1 / Least && factor is >= Least and <= 1 / Least)
        {
            for (var c = 0; c < row.Length; c++)
            {
                parts[c] += double.CreateTruncating(row[c]) * ratios[c] * factor;
            }

            return;
        }

        AddScaled(row, ratios, weight, parts);
    }

    /// <summary>As <see cref="Add"/>, of probabilities or weights near the ends of double.</summary>
    private static void AddScaled<T>(ReadOnlySpan<T> row, ReadOnlySpan<double> ratios, double weight, Span<double> parts)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var scaling = RowScaling.Of(row, ratios);
        var sum = 0.0;
        for (var c = 0; c < row.Length; c++)
        {
            sum += RowScaling.Term(scaling, row[c], ratios[c]);
        }

        for (var c = 0; c < row.Length && sum > 0; c++)
        {
            parts[c] += RowScaling.Term(scaling, row[c], ratios[c]) / sum * weight;
        }
    }

    private static void CheckSay(ReadOnlySpan<ReproducibleSum> sums, string parameter)
    {
        var total = Total(sums);
        if (!(total > 0 && double.IsFinite(total)))
        {
            throw new ArgumentException(Guard.Text($"The rows that have a say weigh {total} together; it must be finite and above 0."), parameter);
        }
    }

    private static double Total(ReadOnlySpan<ReproducibleSum> sums)
    {
        var all = default(ReproducibleSum);
        foreach (ref readonly var sum in sums)
        {
            all.Add(in sum);
        }

        return all.Value;
    }

    /// <summary>The new priors and their ratios to those of training; returns the greatest change of a prior.</summary>
    private static double Update(ReadOnlySpan<ReproducibleSum> sums, ReadOnlySpan<double> source, Span<double> priors, Span<double> ratios)
    {
        var (change, total) = (0.0, Total(sums));
        for (var c = 0; c < priors.Length; c++)
        {
            var prior = sums[c].Value / total;
            change = Math.Max(change, Math.Abs(prior - priors[c]));
            priors[c] = prior;
            ratios[c] = prior / source[c];
        }

        return change;
    }
}
