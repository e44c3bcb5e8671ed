namespace Counterweight.Reference.Weighting;

/// <summary>Class weights from their definitions, in double.</summary>
public static class ClassWeightReference
{
    /// <summary>w_c = Σw/(K·Σ_{i∈c} w_i).</summary>
    public static double[] Balanced(ReadOnlySpan<int> labels, ReadOnlySpan<double> sampleWeights, int classCount, int? ignoreLabel = null)
    {
        var sums = new double[classCount];
        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] != ignoreLabel)
            {
                sums[labels[i]] += sampleWeights.IsEmpty ? 1 : sampleWeights[i];
            }
        }

        return [.. sums.Select(s => sums.Sum() / (classCount * s))];
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
