using System.Buffers;
using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Core.Numerics;
using Counterweight.Core.Sums;
using Counterweight.Losses;
using Counterweight.Losses.Rows;
using Counterweight.Losses.Softmax;

namespace Counterweight.Calibration;

/// <summary>The fit of a temperature to logits, labels and weights that have been checked.</summary>
internal readonly ref struct TemperatureFit<T>(ReadOnlySpan<T> logits, int classCount, ClassLabels labels, ReadOnlySpan<T> weights, WeightScaling scaling)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MaxSteps = 300;

    /// <summary>Logits that are widened at a time, about.</summary>
    private const int LogitsTogether = 4096;

    /// <summary>1/T lies within 2 to the power of ± this, in the unit of the greatest difference.</summary>
    private const int GreatestExponent = 60;

    private const double Converged = 1.0 / (1L << 50);

    private readonly ReadOnlySpan<T> logits = logits;
    private readonly ClassLabels labels = labels;
    private readonly ReadOnlySpan<T> weights = weights;
    private readonly WeightScaling scaling = scaling;

    public double Run()
    {
        var unit = GreatestDifference();
        if (unit == 0)
        {
            return 1;
        }

        var rows = Math.Max(1, LogitsTogether / classCount);
        var length = checked(Math.Min(rows, labels.Length) * classCount);
        var rented = ArrayPool<double>.Shared.Rent(checked(2 * length));
        var inverse = Solve(unit, rented.AsSpan(0, length), rented.AsSpan(length, length));
        ArrayPool<double>.Shared.Return(rented);
        return Math.Max(unit / inverse, double.Epsilon);
    }

    /// <summary>The root of the slope, which grows with 1/T.</summary>
    private double Solve(double unit, Span<double> differences, Span<double> gradient)
    {
        var (low, high) = (Math.ScaleB(1, -GreatestExponent), Math.ScaleB(1, GreatestExponent));
        if (Slope(low, unit, differences, gradient, out _) >= 0)
        {
            return low;
        }

        if (Slope(high, unit, differences, gradient, out _) <= 0)
        {
            return high;
        }

        var inverse = Math.Clamp(unit, low, high);
        for (var step = 0; step < MaxSteps; step++)
        {
            var slope = Slope(inverse, unit, differences, gradient, out var curvature);
            (low, high) = slope < 0 ? (inverse, high) : (low, inverse);
            var next = inverse - (slope / curvature);
            next = next > low && next < high ? next : Math.Sqrt(low * high);
            if (slope == 0 || Math.Abs(next - inverse) <= Converged * inverse)
            {
                return slope == 0 ? inverse : next;
            }

            inverse = next;
        }

        return inverse;
    }

    /// <summary>The greatest difference of a logit from its row's label's.</summary>
    private double GreatestDifference()
    {
        var greatest = 0.0;
        for (var row = 0; row < labels.Length; row++)
        {
            if (CalibrationChecks.Weight(weights, row, scaling) > 0)
            {
                var own = logits.Slice(checked(row * classCount), classCount);
                var right = double.CreateTruncating(own[labels[row]]);
                foreach (var logit in own)
                {
                    greatest = Math.Max(greatest, Math.Abs(double.CreateTruncating(logit) - right));
                }
            }
        }

        return greatest;
    }

    /// <summary>Slope and curvature of the loss by 1/T, in the unit of the greatest difference.</summary>
    private double Slope(double inverse, double unit, Span<double> differences, Span<double> gradient, out double curvature)
    {
        var (first, second) = (default(ReproducibleSum), default(ReproducibleSum));
        var rows = differences.Length / classCount;
        for (var start = 0; start < labels.Length; start += rows)
        {
            var count = Math.Min(rows, labels.Length - start);
            var length = checked(count * classCount);
            Differences(start, count, unit, differences, gradient, inverse);
            SoftmaxLoss.EvaluateRows(
                default(SoftmaxCrossEntropy<double>), gradient[..length], LogitLayout.RowMajor(classCount), labels.Slice(start, count), default, new LossOutputs<double> { Gradient = gradient[..length] }, default, 1);
            for (var row = 0; row < count; row++)
            {
                var weight = CalibrationChecks.Weight(weights, start + row, scaling);
                if (weight > 0)
                {
                    var at = checked(row * classCount);
                    Moments(differences.Slice(at, classCount), gradient.Slice(at, classCount), out var mean, out var variance);
                    first.AddProduct(weight, mean);
                    second.AddProduct(weight, variance);
                }
            }
        }

        curvature = second.Value;
        return first.Value;
    }

    /// <summary>Writes differences of logits from those of the labels, and these times 1/T. Rows without weight have none.</summary>
    private void Differences(int start, int count, double unit, Span<double> differences, Span<double> scaled, double inverse)
    {
        for (var row = 0; row < count; row++)
        {
            var own = logits.Slice(checked((start + row) * classCount), classCount);
            var counts = CalibrationChecks.Weight(weights, start + row, scaling) > 0;
            var right = double.CreateTruncating(own[labels[start + row]]);
            var at = checked(row * classCount);
            for (var label = 0; label < classCount; label++)
            {
                differences[at + label] = counts ? (double.CreateTruncating(own[label]) - right) / unit : 0;
                scaled[at + label] = differences[at + label] * inverse;
            }
        }
    }

    /// <summary>Mean and variance of the differences of a row by its probabilities: the gradient has them but for that of the label, whose difference is 0.</summary>
    private static void Moments(ReadOnlySpan<double> differences, ReadOnlySpan<double> gradient, out double mean, out double variance)
    {
        (mean, variance) = (0, 0);
        for (var label = 0; label < differences.Length; label++)
        {
            mean += gradient[label] * differences[label];
            variance += gradient[label] * differences[label] * differences[label];
        }

        variance -= mean * mean;
    }
}
