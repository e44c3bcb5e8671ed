using Counterweight.Reference.Precision;

namespace Counterweight.Reference.Weighting;

/// <summary>Class weights from their definitions, in double.</summary>
public static class ClassWeightReference
{
    /// <summary>Σ_{i∈c} w_i.</summary>
    public static double[] Sums(ReadOnlySpan<int> labels, ReadOnlySpan<double> sampleWeights, int classCount, int? ignoreLabel = null)
    {
        var sums = new double[classCount];
        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] != ignoreLabel)
            {
                sums[labels[i]] += sampleWeights.IsEmpty ? 1 : sampleWeights[i];
            }
        }

        return sums;
    }

    /// <summary>w_c = Σw/(K·Σ_{i∈c} w_i).</summary>
    public static double[] Balanced(ReadOnlySpan<int> labels, ReadOnlySpan<double> sampleWeights, int classCount, int? ignoreLabel = null)
    {
        var weights = new double[classCount];
        Balanced(Sums(labels, sampleWeights, classCount, ignoreLabel), weights);
        return weights;
    }

    /// <summary>The same of the sums of the classes.</summary>
    public static void Balanced(ReadOnlySpan<double> sums, Span<double> weights)
    {
        var total = 0.0;
        foreach (var sum in sums)
        {
            total += sum;
        }

        for (var c = 0; c < sums.Length; c++)
        {
            weights[c] = total / (sums.Length * sums[c]);
        }
    }

    /// <summary>n_c^−½, then all times the factor that leaves the sum of n_c·w_c what that of n_c was.</summary>
    public static void InverseSquareRoot(ReadOnlySpan<double> sums, Span<double> weights)
    {
        var (before, after) = (0.0, 0.0);
        for (var c = 0; c < sums.Length; c++)
        {
            weights[c] = 1 / Math.Sqrt(sums[c]);
            before += sums[c];
            after += sums[c] * weights[c];
        }

        foreach (ref var weight in weights)
        {
            weight *= before / after;
        }
    }

    /// <summary>The sum in the middle, or the mean of two, over each.</summary>
    public static void MedianFrequency(ReadOnlySpan<double> sums, Span<double> weights)
    {
        double[] sorted = [.. sums];
        Array.Sort(sorted);
        var middle = sorted.Length / 2;
        var median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        for (var c = 0; c < sums.Length; c++)
        {
            weights[c] = median / sums[c];
        }
    }

    /// <summary>What mistakes about a class cost beside the right answer, then all times the factor that leaves the sum of n_c·w_c what that of n_c was.</summary>
    public static void FromCosts(ReadOnlySpan<double> sums, ReadOnlySpan<double> costs, Span<double> weights)
    {
        var (before, after) = (0.0, 0.0);
        for (var c = 0; c < sums.Length; c++)
        {
            weights[c] = 0;
            for (var answer = 0; answer < sums.Length; answer++)
            {
                weights[c] += costs[(c * sums.Length) + answer] - costs[(c * sums.Length) + c];
            }

            before += sums[c];
            after += sums[c] * weights[c];
        }

        foreach (ref var weight in weights)
        {
            weight *= before / after;
        }
    }

    /// <summary>(1 − β)/(1 − β^n) of sums of weights, then all times the factor that makes their mean 1.</summary>
    public static void EffectiveNumber(ReadOnlySpan<double> sums, double beta, Span<double> weights)
    {
        var all = 0.0;
        for (var c = 0; c < sums.Length; c++)
        {
            // Twice the digits, since the difference from 1 cancels.
            var (significand, exponent) = PreciseMath.Pow(beta, sums[c]);
            weights[c] = (1 - beta) / (1 - DoubleDouble.ScaleB(significand, exponent)).Hi;
            all += weights[c];
        }

        foreach (ref var weight in weights)
        {
            weight *= weights.Length / all;
        }
    }

    /// <summary>(1 − β)/(1 − β^n), the denominator summed up as (1 − β)(1 + β + … + β^(n−1)).</summary>
    public static double EffectiveNumber(long count, double beta)
    {
        var (sum, power) = (0.0, 1.0);
        for (var i = 0L; i < count; i++)
        {
            sum += power;
            power *= beta;
        }

        return 1 / sum;
    }

    /// <summary>Class weight times sample weight; 0 for the ignored label.</summary>
    public static double[] Product(ReadOnlySpan<int> labels, ReadOnlySpan<double> classWeights, ReadOnlySpan<double> sampleWeights, int? ignoreLabel = null)
    {
        var product = new double[labels.Length];
        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] != ignoreLabel)
            {
                product[i] = classWeights[labels[i]] * (sampleWeights.IsEmpty ? 1 : sampleWeights[i]);
            }
        }

        return product;
    }
}
