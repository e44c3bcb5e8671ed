using Counterweight.Reference.Precision;

namespace Counterweight.Reference.Gradients;

/// <summary>Norms and clipping from their definitions.</summary>
public static class GradientReference
{
    /// <summary>√Σx², summed with some 100 bits of elements scaled by the power of two that brings the largest near 1.</summary>
    public static double Norm(ReadOnlySpan<double> x)
    {
        var largest = 0.0;
        foreach (var element in x)
        {
            if (double.IsNaN(element))
            {
                return double.NaN;
            }

            largest = Math.Max(largest, Math.Abs(element));
        }

        if (largest == 0 || double.IsInfinity(largest))
        {
            return largest;
        }

        var exponent = Math.ILogB(largest);
        DoubleDouble sum = 0;
        foreach (var element in x)
        {
            DoubleDouble scaled = Math.ScaleB(element, -exponent);
            sum += scaled * scaled;
        }

        // One step of Newton gives the root what the sum has beyond a double.
        var root = Math.Sqrt(sum.Hi);
        var rest = sum - ((DoubleDouble)root * root);
        return Math.ScaleB(root + (rest.Hi / (2 * root)), exponent);
    }

    /// <summary>x·min(1, c/‖x‖); all NaN where the norm is.</summary>
    public static void Clip(Span<double> x, double maxNorm, double norm)
    {
        var factor = double.IsFinite(norm) ? Math.Min(1, maxNorm / norm) : double.NaN;
        foreach (ref var element in x)
        {
            element *= factor;
        }
    }
}
