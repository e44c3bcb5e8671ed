using Counterweight.Reference.Catalog;
using Counterweight.Reference.Precision;

namespace Counterweight.Reference.Losses.SoftTargets;

/// <summary>What the outputs of a softmax row with soft targets are judged against.</summary>
/// <remarks>
/// <para>With d_j = s·(max − z_j − b_j): rounding the difference and its product with s makes d_j·ε of absolute error in
/// the exponent, a relative one in e^(−d_j), and rounding z + b, where there is a bias, half an ε of both sums. A constant c
/// of a few ε, which grows with K up to 4096 as for labels, is the relative error of exponentials, logarithms, sums and products.
/// Below the smallest normal number an absolute error remains.</para>
/// <para>Value: Σ w·t(d + ln t) + W·ln Σe, of which the entropy cancels the rest: the scale is the sum of magnitudes.
/// Gradient: (W − w·t)p − w·t(1 − p), the scale the sum of both; W − w·t has the error of W unless all weight is on one class.</para>
/// </remarks>
internal sealed class SoftTargetScale<T>
{
    private readonly double tiny = Converted.Tiny<T>();
    private readonly SoftTargetDefinition<double> loss;
    private readonly double[] probabilities;
    private readonly double[] errors;
    private readonly double[] weighted;
    private readonly double constant;
    private readonly double targetWeight;
    private readonly double sampleWeight;
    private readonly int greatest;
    private readonly double rest;
    private readonly double errorsOfRest;

    public SoftTargetScale(
        SoftTargetDefinition<double> loss, ReadOnlySpan<double> scores, ReadOnlySpan<double> targets, ReadOnlySpan<double> classWeights, double sampleWeight)
    {
        this.loss = loss;
        this.sampleWeight = sampleWeight;
        var classes = scores.Length;
        constant = 2 + (Math.Sqrt(Math.Min(classes, 4096)) / 8);
        (probabilities, errors, weighted) = (new double[classes], new double[classes], new double[classes]);
        var moved = new double[classes];
        for (var j = 0; j < classes; j++)
        {
            moved[j] = scores[j] + (loss.Bias.Length == 0 ? 0 : loss.Bias[j]);
        }

        var max = moved.Where(x => !double.IsNaN(x)).DefaultIfEmpty(double.NaN).Max();
        var (sum, value) = (0.0, 0.0);
        for (var j = 0; j < classes; j++)
        {
            var distance = loss.Scale * (max - moved[j]);
            var rounding = loss.Bias.Length == 0 ? 0 : loss.Scale * (Math.Abs(moved[j]) + Math.Abs(max)) / 2;
            probabilities[j] = Math.Exp(-distance);
            sum += probabilities[j];
            errors[j] = probabilities[j] == 0 ? 0 : probabilities[j] * (constant + distance + rounding);
            var target = SoftTargetReference.Smoothed(loss, targets[j], classes);
            weighted[j] = target * classWeights[j];
            targetWeight += weighted[j];
            if (weighted[j] > 0)
            {
                value += weighted[j] * ((constant * (distance + (loss.IsDivergence ? 1 + Math.Abs(Math.Log(target)) : 0))) + rounding);
            }
        }

        greatest = Array.IndexOf(moved, max);
        for (var j = 0; j < classes; j++)
        {
            probabilities[j] /= sum;
            errors[j] = (errors[j] / sum) + tiny;
            rest += j == greatest ? 0 : probabilities[j];
            errorsOfRest += j == greatest ? 0 : errors[j];
        }

        // ln Σe = ln(1 + the rest).
        var logSum = (constant * ScalarMath.Log1p(sum * rest)) + errorsOfRest;
        Value = (loss.Factor * sampleWeight * (value + (targetWeight * logSum))) + tiny;
    }

    public double Value { get; }

    public void Write(Span<double> gradient, Span<double> hessian)
    {
        var gradientScale = sampleWeight * loss.Factor * loss.Scale;
        var isCertain = weighted.Count(w => w > 0) == 1;
        for (var j = 0; j < gradient.Length; j++)
        {
            var p = probabilities[j];
            var (q, othersErrors) = probabilities[j] == probabilities[greatest]
                ? (rest, errorsOfRest)
                : (1 - p, errorsOfRest + errors[greatest]);
            othersErrors += constant * q;
            var othersWeight = targetWeight - weighted[j];
            gradient[j] = (gradientScale * ((othersWeight * errors[j]) + (isCertain ? 0 : p * targetWeight) + (weighted[j] * othersErrors))) + ((1 + gradientScale) * tiny);
            hessian[j] = (gradientScale * loss.Scale * targetWeight * ((errors[j] * q) + (p * othersErrors))) + ((1 + (gradientScale * targetWeight)) * tiny);
        }
    }
}
