using System.Runtime.InteropServices;

namespace Counterweight.Training.Linear;

/// <summary>
/// A line search for the strong Wolfe conditions (Nocedal and Wright, Numerical Optimization, 2nd edition, algorithms 3.5 and
/// 3.6) with safeguarded cubic interpolation. Derivatives are along the line. A point where the derivative or the value is not
/// finite is one too far.
/// </summary>
/// <param name="objective">What to minimise.</param>
internal sealed class StrongWolfeSearch(IObjective objective)
{
    /// <summary>Fraction of the descent that the derivative at the start promises, which a step must reach.</summary>
    public const double Decrease = 1e-4;

    /// <summary>Fraction of the derivative at the start which that of a step must not exceed in size.</summary>
    public const double Curvature = 0.9;

    /// <summary>Evaluations after which the search gives up.</summary>
    public const int MaxEvaluations = 40;

    private SearchPoint from = null!;
    private SearchPoint trial = null!;
    private double[] direction = [];
    private double firstDerivative;
    private int evaluations;

    /// <summary>Moves a point along a direction, first by the whole of it; false where no step was found.</summary>
    /// <param name="start">Where the line begins.</param>
    /// <param name="line">Its direction.</param>
    /// <param name="destination">The point found.</param>
    public bool TryFind(SearchPoint start, double[] line, SearchPoint destination)
    {
        (from, direction, trial, evaluations) = (start, line, destination, 0);
        firstDerivative = Vectors.Dot(start.Gradient, line);
        if (!(firstDerivative < 0))
        {
            return false;
        }

        var previous = new Sample(0, start.Value, firstDerivative);
        for (var step = 1.0; evaluations < MaxEvaluations;)
        {
            var current = Evaluate(step);
            if (!IsLower(current, previous))
            {
                return Zoom(previous, current);
            }

            if (IsFlat(current))
            {
                return true;
            }

            if (current.Derivative >= 0)
            {
                return Zoom(current, previous);
            }

            var guess = Minimum(previous, current);
            step = guess > step ? Math.Clamp(guess, 2 * step, 10 * step) : 10 * step;
            previous = current;
        }

        return false;
    }

    /// <summary>Searches between the lowest step so far and one beyond a minimum.</summary>
    private bool Zoom(Sample low, Sample high)
    {
        for (var last = double.PositiveInfinity; evaluations < MaxEvaluations;)
        {
            var width = high.Step - low.Step;
            var part = (Minimum(low, high) - low.Step) / width;
            part = !high.IsFinite ? 0.1 : !double.IsFinite(part) || Math.Abs(width) > 0.66 * last ? 0.5 : Math.Clamp(part, 0.1, 0.9);
            last = Math.Abs(width);
            var step = double.FusedMultiplyAdd(part, width, low.Step);
            if (step == low.Step || step == high.Step)
            {
                return false;
            }

            var current = Evaluate(step);
            if (!IsLower(current, low))
            {
                high = current;
                continue;
            }

            if (IsFlat(current))
            {
                return true;
            }

            high = current.Derivative * width >= 0 ? low : high;
            low = current;
        }

        return false;
    }

    private Sample Evaluate(double step)
    {
        evaluations++;
        trial.Evaluate(objective, from, direction, step);
        return new Sample(step, trial.Value, Vectors.Dot(trial.Gradient, direction));
    }

    private bool IsLower(Sample sample, Sample best) =>
        sample.IsFinite && sample.Value <= from.Value + (Decrease * sample.Step * firstDerivative) && sample.Value < best.Value;

    private bool IsFlat(Sample sample) => Math.Abs(sample.Derivative) <= -Curvature * firstDerivative;

    /// <summary>Where the cubic through two values and derivatives is least; NaN where it is nowhere.</summary>
    private static double Minimum(Sample a, Sample b)
    {
        var theta = a.Derivative + b.Derivative - (3 * ((a.Value - b.Value) / (a.Step - b.Step)));
        var unit = Math.Max(Math.Abs(theta), Math.Max(Math.Abs(a.Derivative), Math.Abs(b.Derivative)));
        var root = Math.CopySign(unit * Math.Sqrt((theta / unit * (theta / unit)) - (a.Derivative / unit * (b.Derivative / unit))), b.Step - a.Step);
        return b.Step - ((b.Step - a.Step) * ((b.Derivative + root - theta) / (b.Derivative - a.Derivative + (2 * root))));
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Sample(double Step, double Value, double Derivative)
    {
        public bool IsFinite => double.IsFinite(Value) && double.IsFinite(Derivative);
    }
}
