using System.Numerics;
using Counterweight.Core.Numerics;
using Counterweight.Core.Sums;
using Counterweight.Losses;
using Counterweight.Losses.Point;

namespace Counterweight.Calibration;

/// <summary>The fit of slope and intercept to scores, labels and weights that have been checked.</summary>
internal ref struct PlattFit<TLabel, T>
    where TLabel : unmanaged, IBinaryInteger<TLabel>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MaxSteps = 100;
    private const int MaxHalvings = 40;
    private const int RowsTogether = 512;

    /// <summary>A step below this beside the position ends the fit.</summary>
    private const double Converged = 1e-13;

    /// <summary>A step below this is taken without a look at the loss, whose last digits say nothing about it.</summary>
    private const double NearlyConverged = 1e-6;

    /// <summary>What the Hessian's diagonal is raised by beside itself, so that it has an inverse.</summary>
    private const double Ridge = 1e-13;

    /// <summary>Scores that differ from their mean by less than this fraction of it are equal but for rounding, as the mean of equal ones may be: nothing is left of a slope beside such an intercept.</summary>
    private const double LastDigits = 1.0 / (1L << 49);

    private readonly ReadOnlySpan<T> scores;
    private readonly ReadOnlySpan<TLabel> labels;
    private readonly ReadOnlySpan<T> weights;
    private readonly WeightScaling scaling;
    private readonly double mean;
    private readonly double scale;
    private readonly bool isConstant;
    private readonly double negativeTarget;
    private readonly double positiveTarget;
    private readonly double start;

    public PlattFit(ReadOnlySpan<T> scores, ReadOnlySpan<TLabel> labels, ReadOnlySpan<T> weights, WeightScaling scaling)
    {
        this.scores = scores;
        this.labels = labels;
        this.weights = weights;
        this.scaling = scaling;
        var (sum, total) = (default(ReproducibleSum), default(ReproducibleSum));
        Span<ReproducibleSum> rows = [default, default];
        for (var row = 0; row < scores.Length; row++)
        {
            var weight = CalibrationChecks.Weight(weights, row, scaling);
            if (weight > 0)
            {
                sum.AddProduct(weight, double.CreateTruncating(scores[row]));
                total.Add(weight);
                rows[int.CreateTruncating(labels[row])].Add(weights.IsEmpty ? 1 : double.CreateTruncating(weights[row]));
            }
        }

        mean = sum.Value / total.Value;
        for (var row = 0; row < scores.Length; row++)
        {
            scale = CalibrationChecks.Weight(weights, row, scaling) > 0 ? Math.Max(scale, Math.Abs(double.CreateTruncating(scores[row]) - mean)) : scale;
        }

        isConstant = scale <= Math.Abs(mean) * LastDigits;
        scale = isConstant ? 1 : scale;
        negativeTarget = 1 / (rows[0].Value + 2);
        positiveTarget = 1 - (1 / (rows[1].Value + 2));
        start = Elementwise.NumberMath.Log((rows[1].Value + 1) / (rows[0].Value + 1));
        start = double.IsFinite(start) ? start : 0;
    }

    public readonly PlattScaling Run()
    {
        var (slope, intercept) = (0.0, start);
        var sums = Sums(slope, intercept);
        for (var step = 0; step < MaxSteps; step++)
        {
            sums.Direction(Ridge, out var bySlope, out var byIntercept);
            var size = Math.Max(Math.Abs(bySlope), Math.Abs(byIntercept)) / (1 + Math.Max(Math.Abs(slope), Math.Abs(intercept)));
            var decrease = (sums.SlopeGradient * bySlope) + (sums.InterceptGradient * byIntercept);
            var (factor, halvings) = (1.0, 0);
            var next = Sums(slope + bySlope, intercept + byIntercept);
            while (size > NearlyConverged && !(next.Loss <= sums.Loss + (1e-4 * factor * decrease)) && halvings++ < MaxHalvings)
            {
                factor /= 2;
                next = Sums(slope + (factor * bySlope), intercept + (factor * byIntercept));
            }

            (slope, intercept) = (slope + (factor * bySlope), intercept + (factor * byIntercept));
            sums = next;
            if (!(size > Converged))
            {
                break;
            }
        }

        return new(Math.Clamp(slope / scale, -double.MaxValue, double.MaxValue), intercept - (slope * (mean / scale)));
    }

    /// <summary>Loss, gradient and Hessian of both parameters, from those of the logits.</summary>
    private readonly PlattSums Sums(double slope, double intercept)
    {
        Span<double> units = stackalloc double[RowsTogether];
        Span<double> logits = stackalloc double[RowsTogether];
        Span<double> targets = stackalloc double[RowsTogether];
        Span<double> values = stackalloc double[RowsTogether];
        Span<double> hessians = stackalloc double[RowsTogether];
        var sums = default(PlattSums.Accumulator);
        for (var first = 0; first < scores.Length; first += RowsTogether)
        {
            var count = Math.Min(RowsTogether, scores.Length - first);
            for (var i = 0; i < count; i++)
            {
                units[i] = CalibrationChecks.Weight(weights, first + i, scaling) > 0 && !isConstant ? (double.CreateTruncating(scores[first + i]) - mean) / scale : 0;
                logits[i] = Math.FusedMultiplyAdd(slope, units[i], intercept);
                targets[i] = labels[first + i] == TLabel.Zero ? negativeTarget : positiveTarget;
            }

            // The gradient takes the place of the logits.
            PointLoss.Evaluate(
                new BinaryCrossEntropy<double>(), logits[..count], targets[..count], default, new LossOutputs<double> { Value = values[..count], Gradient = logits[..count], Hessian = hessians[..count] });
            for (var i = 0; i < count; i++)
            {
                var weight = CalibrationChecks.Weight(weights, first + i, scaling);
                if (weight > 0)
                {
                    sums.Add(weight, units[i], values[i], logits[i], hessians[i]);
                }
            }
        }

        return sums.Value;
    }
}
