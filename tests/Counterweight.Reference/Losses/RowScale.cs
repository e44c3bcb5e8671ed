using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Losses;

/// <summary>What the outputs of a softmax row are judged against.</summary>
/// <remarks>
/// z_j − max is rounded to half an ε of |z_j − max|, which is a relative error in e^(z_j − max); a constant few ε come
/// from exp, sums and products. So the relative scale of p_j is 2 + |z_j − max|, and that of the sum of several the
/// sum of theirs. K terms summed one after the other, as the reference and the loop over short rows do it, may add
/// K/2 ε; √K/8 are allowed for. Below the smallest normal number an absolute error remains.
/// </remarks>
internal readonly ref struct RowScale<T>
{
    private readonly double[] terms;
    private readonly ReadOnlySpan<double> classWeights;
    private readonly int label;
    private readonly double uniform;
    private readonly double weight;
    private readonly double rest;
    private readonly double sum;

    public RowScale(double smoothing, ReadOnlySpan<double> scores, int label, ReadOnlySpan<double> classWeights, double sampleWeight)
    {
        this.classWeights = classWeights;
        this.label = label;
        uniform = sampleWeight * smoothing / scores.Length;
        weight = sampleWeight * (1 - smoothing) * classWeights[label];
        foreach (var w in classWeights)
        {
            weight += uniform * w;
        }

        var max = double.NegativeInfinity;
        foreach (var z in scores)
        {
            max = z > max ? z : max;
        }

        var constant = 2 + (Math.Sqrt(scores.Length) / 8);
        terms = new double[scores.Length];
        for (var j = 0; j < terms.Length; j++)
        {
            var e = Math.Exp(scores[j] - max);
            sum += e;
            terms[j] = e == 0 ? 0 : e * (constant + (max - scores[j]));
        }

        for (var j = 0; j < terms.Length; j++)
        {
            terms[j] = (terms[j] / sum) + Converted.Tiny<T>();
            rest += j == label ? 0 : terms[j];
        }

        // Log1p of the others has their relative error; where the label is not the maximum, the log of the sum has an absolute one.
        Relative = constant;
        Value = weight * (scores[label] == max ? rest : constant);
    }

    /// <summary>Beside the value itself times <see cref="Relative"/>.</summary>
    public double Value { get; }

    /// <summary>Relative error of a sum over the row.</summary>
    public double Relative { get; }

    public void Write(Span<double> gradient, Span<double> hessian)
    {
        for (var j = 0; j < terms.Length; j++)
        {
            gradient[j] = (weight * terms[j]) + (uniform * classWeights[j]);
            hessian[j] = (weight * terms[j]) + (sum * Converted.Tiny<T>());
        }

        // Smoothing takes the target's own weight off again: W − w·t is uniform's share of all classes.
        var others = 0.0;
        foreach (var w in classWeights)
        {
            others += uniform * w;
        }

        gradient[label] = (weight * rest) + others + (uniform * classWeights[label]);
        hessian[label] = (weight * rest * terms[label]) + ((weight + sum) * Converted.Tiny<T>());
    }
}
