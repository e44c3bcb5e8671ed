using System.Numerics;
using System.Numerics.Tensors;
using Counterweight.Core.Sums;

namespace Counterweight.Gradients;

/// <summary>The factor c/‖g‖ that clips a gradient to the norm c. It is kept as mantissa·2^exponent, since it may be out of the range of a double.</summary>
internal readonly struct NormClip
{
    /// <summary>2⁻¹⁰⁰: a factor from here to 1 is an ordinary number of float and double.</summary>
    private const double LeastOrdinary = 7.888609052210118e-31;

    private readonly double mantissa;
    private readonly int exponent;

    private NormClip(double mantissa, int exponent)
    {
        this.mantissa = mantissa;
        this.exponent = exponent;
    }

    /// <summary>‖g‖ from a sum of squares of a frame; ∞ where it exceeds the greatest double.</summary>
    public static double Norm(double squares, int frame) => Math.ScaleB(Math.Sqrt(squares), frame * SquareSum.FrameExponent);

    /// <summary>Whether the norm exceeds <paramref name="maxNorm"/> &gt; 0, and if so the clip. A norm that is NaN or infinite makes it NaN.</summary>
    public static bool Exceeds(double squares, int frame, double maxNorm, out NormClip clip)
    {
        clip = new(double.NaN, 0);
        if (!double.IsFinite(squares))
        {
            return true;
        }

        var root = Math.Sqrt(squares);
        if (frame == 0 && maxNorm >= root * LeastOrdinary)
        {
            clip = new(maxNorm / root, 0);
            return root > maxNorm;
        }

        if (root <= Math.ScaleB(maxNorm, -frame * SquareSum.FrameExponent))
        {
            return false;
        }

        var (rootExponent, maxExponent) = (Math.ILogB(root), Math.ILogB(maxNorm));
        var ratio = Math.ScaleB(maxNorm, -maxExponent) / Math.ScaleB(root, -rootExponent);
        clip = new(ratio, maxExponent - rootExponent - (frame * SquareSum.FrameExponent));
        return true;
    }

    /// <summary>Multiplies by the factor, in steps where it is subnormal in <typeparamref name="T"/>.</summary>
    public void Apply<T>(Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var least = typeof(T) == typeof(float) ? -100 : -1000;
        var rest = exponent;
        for (; rest < least; rest -= least)
        {
            TensorPrimitives.Multiply(gradient, T.ScaleB(T.One, least), gradient);
        }

        TensorPrimitives.Multiply(gradient, T.CreateTruncating(rest == 0 ? mantissa : Math.ScaleB(mantissa, rest)), gradient);
    }
}
