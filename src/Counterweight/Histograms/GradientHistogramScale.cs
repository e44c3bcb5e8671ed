using System.Numerics;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Sums;
using Counterweight.Histograms.Increments;

namespace Counterweight.Histograms;

/// <summary>
/// The powers of two that turn weights, gradients and Hessians into integers, so that their sums are exact: no order
/// of rows, number of threads or subtraction of histograms changes a bit of them.
/// </summary>
/// <remarks>
/// <para>
/// A row of weight w, gradient g and Hessian h adds W = round(w·2^a), W·round(g·2^b) and W·round(h·2^c) to its cells:
/// gradients and Hessians are rounded before they are weighted and the product is exact. A row whose W is m times that
/// of another therefore is that row m times, a row of W = 0 no row, and all weights times a power of two change no
/// integer, only the quanta. (w is rounded to 24 significant bits first.)
/// </para>
/// <para>
/// ΣW stays below 2³⁹ + 2³¹ and |round(g·2^b)|, round(h·2^c) within 2²³, so that sums stay below 2⁶³ whatever the rows.
/// Per row, weights are exact to half of Σw·2⁻³⁸ at least, gradients and Hessians to 2⁻²³ of the largest.
/// </para>
/// <para>Take one scale for a whole tree: histograms of different scales do not add or subtract.</para>
/// </remarks>
[StructLayout(LayoutKind.Auto)]
public readonly record struct GradientHistogramScale
{
    private const int LargestExponent = 500;

    /// <summary>Given exponents, each −500 … 500.</summary>
    /// <param name="weightExponent">a: weights become multiples of 2^−a.</param>
    /// <param name="gradientExponent">b: unweighted gradients become multiples of 2^−b.</param>
    /// <param name="hessianExponent">c: unweighted Hessians become multiples of 2^−c.</param>
    /// <exception cref="ArgumentOutOfRangeException">An exponent is outside its range.</exception>
    public GradientHistogramScale(int weightExponent, int gradientExponent, int hessianExponent)
    {
        WeightExponent = InRange(weightExponent, nameof(weightExponent));
        GradientExponent = InRange(gradientExponent, nameof(gradientExponent));
        HessianExponent = InRange(hessianExponent, nameof(hessianExponent));
    }

    /// <summary>a: weights are multiplied by 2^a.</summary>
    public int WeightExponent { get; }

    /// <summary>b: unweighted gradients are multiplied by 2^b.</summary>
    public int GradientExponent { get; }

    /// <summary>c: unweighted Hessians are multiplied by 2^c.</summary>
    public int HessianExponent { get; }

    /// <summary>The unit of a sum of weights, 2^−a.</summary>
    public double WeightQuantum => Math.ScaleB(1, -WeightExponent);

    /// <summary>The unit of a sum of weighted gradients, 2^−(a+b).</summary>
    public double GradientQuantum => Math.ScaleB(1, -(WeightExponent + GradientExponent));

    /// <summary>The unit of a sum of weighted Hessians, 2^−(a+c).</summary>
    public double HessianQuantum => Math.ScaleB(1, -(WeightExponent + HessianExponent));

    /// <summary>2^a.</summary>
    internal double WeightFactor => Math.ScaleB(1, WeightExponent);

    /// <summary>2^b.</summary>
    internal double GradientFactor => Math.ScaleB(1, GradientExponent);

    /// <summary>2^c.</summary>
    internal double HessianFactor => Math.ScaleB(1, HessianExponent);

    /// <summary>The finest scale on which rows of these weights, gradients and Hessians cannot overflow.</summary>
    /// <param name="weightSum">Sum of the weights of all rows, the row count where there are none: finite, at least 0.</param>
    /// <param name="largestGradient">Largest |gradient| of a row of positive weight: finite, at least 0.</param>
    /// <param name="largestHessian">Largest |Hessian| of a row of positive weight: finite, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is negative, NaN or so large (some 10¹⁵⁰) that squares of sums are no doubles.</exception>
    public static GradientHistogramScale Create(double weightSum, double largestGradient, double largestHessian) => new(
        Exponent(weightSum, GradientQuantizer<double>.WeightBits, nameof(weightSum)),
        Exponent(largestGradient, GradientQuantizer<double>.GradientBits, nameof(largestGradient)),
        Exponent(largestHessian, GradientQuantizer<double>.GradientBits, nameof(largestHessian)));

    /// <summary>The scale for rows with these weights, gradients and Hessians.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="weights">One weight a row, finite and at least 0, or empty: all 1.</param>
    /// <param name="gradients">K gradients a row, row r, output k at r · K + k, not weighted; finite where the weight is not 0.</param>
    /// <param name="hessians">K Hessians a row, likewise.</param>
    /// <param name="outputCount">K, at least 1.</param>
    /// <remarks>
    /// The sum of weights does not depend on their order. It takes longer than the rest: where weights stay, as between
    /// the rounds of boosting, keep the scale and call <see cref="WithGradients"/>.
    /// </remarks>
    /// <exception cref="ArgumentException">Lengths do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range (the message names it).</exception>
    public static GradientHistogramScale For<T>(ReadOnlySpan<T> weights, ReadOnlySpan<T> gradients, ReadOnlySpan<T> hessians, int outputCount = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rowCount = GradientHistogramChecks.Rows(weights.Length, gradients.Length, hessians.Length, outputCount);
        Guard.Weights(weights, nameof(weights));
        var sum = default(ReproducibleSum);
        foreach (var weight in weights)
        {
            sum.Add(double.CreateTruncating(weight));
        }

        var scale = Create(weights.IsEmpty ? rowCount : sum.Value, 0, 0);
        return scale.WithGradients(weights, gradients, hessians, outputCount);
    }

    /// <summary>The scale of the same weights for other gradients and Hessians.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="weights">The weights, or empty: all 1; only whether one is 0 matters.</param>
    /// <param name="gradients">K gradients a row, row r, output k at r · K + k, not weighted; finite where the weight is not 0.</param>
    /// <param name="hessians">K Hessians a row, likewise.</param>
    /// <param name="outputCount">K, at least 1.</param>
    /// <exception cref="ArgumentException">Lengths do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A gradient or Hessian of a row whose weight is not 0 is not finite (the message names it) or beyond 2⁵⁰⁰.</exception>
    public GradientHistogramScale WithGradients<T>(ReadOnlySpan<T> weights, ReadOnlySpan<T> gradients, ReadOnlySpan<T> hessians, int outputCount = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        GradientHistogramChecks.Rows(weights.Length, gradients.Length, hessians.Length, outputCount);
        return new(
            WeightExponent,
            Exponent(GradientHistogramChecks.Largest(weights, gradients, outputCount, nameof(gradients)), GradientQuantizer<T>.GradientBits, nameof(gradients)),
            Exponent(GradientHistogramChecks.Largest(weights, hessians, outputCount, nameof(hessians)), GradientQuantizer<T>.GradientBits, nameof(hessians)));
    }

    /// <summary>The weight that a sum of units stands for.</summary>
    /// <param name="units">A sum of weights, as histograms hold them.</param>
    public double ToWeight(long units) => units * WeightQuantum;

    /// <summary>The weighted gradient that a sum of units stands for.</summary>
    /// <param name="units">A sum of weighted gradients, as histograms hold them, or of several outputs.</param>
    public double ToGradient(Int128 units) => (double)units * GradientQuantum;

    /// <summary>The weighted Hessian that a sum of units stands for.</summary>
    /// <param name="units">A sum of weighted Hessians, as histograms hold them, or of several outputs.</param>
    public double ToHessian(Int128 units) => (double)units * HessianQuantum;

    private static int InRange(int exponent, string name)
    {
        Guard.AtLeast(exponent, -LargestExponent, name);
        Guard.AtMost(exponent, LargestExponent, name);
        return exponent;
    }

    private static int Exponent(double largest, int bits, string name)
    {
        if (!(largest >= 0 && largest <= Math.ScaleB(1, LargestExponent)))
        {
            throw new ArgumentOutOfRangeException(name, largest, Guard.Text($"{name} is {largest}; it must be at least 0 and at most 2^{LargestExponent}."));
        }

        return largest == 0 ? 0 : Math.Min(bits - 1 - Math.ILogB(largest), LargestExponent);
    }
}
