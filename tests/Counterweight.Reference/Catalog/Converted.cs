using System.Numerics;

namespace Counterweight.Reference.Catalog;

/// <summary>Inputs of a kernel in the reference's precision, and what the reference needs to know of the kernel's type.</summary>
public static class Converted
{
    /// <summary>The same values in double.</summary>
    public static double[] ToDouble<T>(ReadOnlySpan<T> values)
        where T : unmanaged, INumberBase<T>
    {
        var result = new double[values.Length];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = double.CreateChecked(values[i]);
        }

        return result;
    }

    /// <summary>Smallest normal number: below it results have the absolute precision of this number's last bit.</summary>
    public static double Tiny<T>() => typeof(T) == typeof(float) ? Math.ScaleB(1, -126) : Math.ScaleB(1, -1022);
}
