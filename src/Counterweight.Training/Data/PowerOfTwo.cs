namespace Counterweight.Training.Data;

/// <summary>A power of two to multiply by, as two factors: one alone may be beyond a double. The product is exact unless it is subnormal. <c>default</c> is 0.</summary>
internal readonly record struct PowerOfTwo(double First, double Second)
{
    /// <summary>The power that brings a number of this size to [1, 2); 1 for 0.</summary>
    public static PowerOfTwo Inverse(double size)
    {
        var exponent = size > 0 ? -Math.ILogB(size) : 0;
        return new(Math.ScaleB(1, exponent / 2), Math.ScaleB(1, exponent - (exponent / 2)));
    }

    public double Times(double value) => value * First * Second;
}
