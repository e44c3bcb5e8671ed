namespace Counterweight.Training.Interchange;

/// <summary>Thresholds of floats for values that may be doubles.</summary>
internal static class FloatThreshold
{
    /// <summary>The greatest double that is below a threshold once it is rounded to float, half to even: values up to it are, others are not.</summary>
    /// <param name="threshold">A float above −∞.</param>
    public static double GreatestBelow(float threshold)
    {
        var middle = (Widened(MathF.BitDecrement(threshold)) + Widened(threshold)) / 2;
        return (float)middle < threshold ? middle : Math.BitDecrement(middle);
    }

    // Rounding takes infinity for the power of two above the greatest float.
    private static double Widened(float value) => float.IsInfinity(value) ? Math.CopySign(Math.ScaleB(1, 128), value) : value;
}
