using Counterweight.Reference.Catalog;
using Counterweight.Reference.Losses.Point;
using Counterweight.Reference.Losses.Softmax;

namespace Counterweight.Reference.Losses;

/// <summary>What the outputs of a softmax row are judged against.</summary>
/// <remarks>
/// z_j − max is rounded to half an ε of |z_j − max|, which is a relative error in e^(z_j − max); a constant few ε come
/// from exp, sums and products. So the relative scale of p_j is 2 + |z_j − max|, and that of the sum of several the
/// sum of theirs. K terms summed one after the other, as the reference and the loop over short rows do it, may add
/// K/2 ε; √min(K, 4096)/8 are allowed for: longer rows are summed in parts that lose nothing when they are added up. Errors a_j of the logits themselves reach p_j as (1 − p_j)·a_j + Σ_{k≠j} p_k·a_k.
/// Below the smallest normal number an absolute error remains.
/// </remarks>
internal readonly ref struct RowScale<T, TReference>
    where TReference : struct, ISoftmaxReference
{
    private readonly double[] terms;
    private readonly double[] probabilities;
    private readonly ReadOnlySpan<double> classWeights;
    private readonly int label;
    private readonly double uniform;
    private readonly double hard;
    private readonly double soft;
    private readonly double rest;
    private readonly double sum;
    private readonly double meanOff;
    private readonly double logitScale;
    private readonly double firstDerivative;
    private readonly double secondDerivative;
    private readonly SoftmaxTerms<double> errors;

    /// <param name="definition">The loss.</param>
    /// <param name="smoothing">ε.</param>
    /// <param name="logits">Transformed.</param>
    /// <param name="offs">What the logits may be off by, in ε; empty for nothing.</param>
    /// <param name="label">y.</param>
    /// <param name="classWeights">w.</param>
    /// <param name="sampleWeight">Of the row.</param>
    /// <param name="value">The row's weighted loss.</param>
    public RowScale(TReference definition, double smoothing, ReadOnlySpan<double> logits, ReadOnlySpan<double> offs, int label, ReadOnlySpan<double> classWeights, double sampleWeight, double value)
    {
        this.classWeights = classWeights;
        this.label = label;
        logitScale = definition.LogitScale;
        uniform = sampleWeight * smoothing / logits.Length;
        hard = sampleWeight * (1 - smoothing) * classWeights[label];
        foreach (var w in classWeights)
        {
            soft += uniform * w;
        }

        var max = double.NegativeInfinity;
        foreach (var z in logits)
        {
            max = z > max ? z : max;
        }

        var constant = 2 + (Math.Sqrt(Math.Min(logits.Length, 4096)) / 8);
        terms = new double[logits.Length];
        probabilities = new double[logits.Length];
        Probabilities(definition.TakesHardmax, logits, max, probabilities, out sum);
        for (var j = 0; j < offs.Length; j++)
        {
            meanOff += probabilities[j] == 0 ? 0 : probabilities[j] * offs[j];
        }

        var all = 0.0;
        for (var j = 0; j < terms.Length; j++)
        {
            var p = probabilities[j];
            var relative = definition.TakesHardmax ? constant : constant + (max - logits[j]) + Off(offs, j);
            terms[j] = (p == 0 ? 0 : p * relative) + Converted.Tiny<T>();
            rest += j == label ? 0 : terms[j];
            all += terms[j];
        }

        // Log1p of the others has their relative error; where the label is not the maximum, the log of the sum has an absolute one.
        var least = definition.TakesHardmax ? 0 : logits[label] == max ? rest : constant;
        var own = probabilities[label];
        var others = Others();
        var crossEntropy = definition.TakesHardmax || own == 0 ? max - logits[label] + Math.Log(sum) : logits[label] == max ? Math.Log(1 + (others * sum)) : -Math.Log(own);
        var off = least + Off(offs, label);
        errors = definition.Errors(new(
            crossEntropy, own, others,
            crossEntropy == 0 ? 0 : double.IsInfinity(crossEntropy) ? constant : constant + (off / crossEntropy),
            own == 0 ? 0 : terms[label] / own,
            others == 0 ? 0 : rest / others,
            Converted.Tiny<T>()));
        var (lossOfLabel, first, second) = definition.Evaluate(crossEntropy, own, others);
        (firstDerivative, secondDerivative) = (Math.Abs(first), Math.Abs(second));
        var mostOff = 0.0;
        for (var j = 0; j < offs.Length; j++)
        {
            mostOff = uniform * classWeights[j] == 0 ? mostOff : Math.Max(mostOff, offs[j] + Off(offs, j));
        }

        var smoothed = hard == 0 ? value : Math.Max(0, value - (hard * lossOfLabel));
        Value = (hard == 0 ? 0 : hard * (errors.Value + (crossEntropy == 0 ? firstDerivative * off : 0))) + (smoothed * constant) + (soft * (least + mostOff));
        LogSumExp = constant + all + Math.Abs(max) + meanOff;
    }

    /// <summary>Of the loss.</summary>
    public double Value { get; }

    /// <summary>Of ln Σ exp.</summary>
    public double LogSumExp { get; }

    /// <summary>The scales of gradient and Hessian times factors, which are off themselves unless they are 1: the weights in them are sums of K.</summary>
    public void Write(Span<double> gradient, Span<double> hessian, double gradientFactor, double hessianFactor)
    {
        var weight = (hard * firstDerivative) + soft;
        var ofFactor = gradientFactor.Equals(1) ? 1 : 2 + (Math.Sqrt(Math.Min(terms.Length, 4096)) / 8);
        var least = gradientFactor.Equals(1) ? 0 : Converted.Tiny<T>();
        for (var j = 0; j < terms.Length; j++)
        {
            // Smoothing subtracts the target's own weight again: W − w·t is the uniform part of all classes.
            var p = j == label ? Others() : probabilities[j];
            var term = j == label ? rest : terms[j];
            gradient[j] = (weight * term) + (hard * errors.First * p) + (j == label ? soft : 0) + (uniform * classWeights[j]) +
                (hard * Math.Max(0, 1 - firstDerivative) * Converted.Tiny<T>());
            hessian[j] = (weight * (j == label ? rest * terms[j] : term)) + (hard * errors.First * (j == label ? p * probabilities[j] : p)) +
                (hard * ((secondDerivative * 2 * p * term) + (errors.Second * p * p))) +
                (((j == label ? weight : 0) + sum) * Converted.Tiny<T>());
            gradient[j] = (gradient[j] * ofFactor * gradientFactor * logitScale) + least;
            hessian[j] = (hessian[j] * ofFactor * hessianFactor * logitScale * logitScale) + least;
        }
    }

    private static void Probabilities(bool hardmax, ReadOnlySpan<double> logits, double max, Span<double> probabilities, out double sum)
    {
        sum = 0;
        for (var j = 0; j < logits.Length; j++)
        {
            var isFirst = sum == 0 && logits[j] == max;
            probabilities[j] = !hardmax ? Math.Exp(logits[j] - max) : isFirst ? 1 : 0;
            sum += probabilities[j];
        }

        foreach (ref var p in probabilities)
        {
            p /= sum;
        }
    }

    private double Others()
    {
        var others = 0.0;
        for (var j = 0; j < probabilities.Length; j++)
        {
            others += j == label ? 0 : probabilities[j];
        }

        return others;
    }

    /// <summary>What errors of the logits make of ln p_j: (1 − p_j)·a_j + Σ_{k≠j} p_k·a_k.</summary>
    private double Off(ReadOnlySpan<double> offs, int j) =>
        offs.IsEmpty || probabilities[j] == 1 ? 0
        : probabilities[j] == 0 ? offs[j] + meanOff
        : ((1 - (2 * probabilities[j])) * offs[j]) + meanOff;
}
