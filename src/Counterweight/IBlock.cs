using System.Numerics;
using System.Runtime.CompilerServices;

namespace Counterweight;

/// <summary>
/// Lanes of floats or doubles, 64 bytes of them or fewer: what the mathematics of a loss, of an impurity or of a map is written
/// in. Every operation works on each lane by itself and gives the same bits on every processor and in blocks of any size.
/// </summary>
/// <remarks>
/// A mask is a block whose lanes are all ones or all zeros. The comparisons return masks; <c>&amp;</c>, <c>|</c> and <c>^</c>
/// combine them. Prefer <see cref="SelectLess"/> and <see cref="SelectEqual"/> to a mask and <see cref="Select"/>: a mask
/// in a block costs moves between register files. The library alone implements this interface.
/// </remarks>
/// <typeparam name="TSelf">The implementing block.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public interface IBlock<TSelf, T>
    where TSelf : struct, IBlock<TSelf, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>All lanes zero, which is also the mask of no lane.</summary>
    static abstract TSelf Zero { get; }

    /// <summary>All lanes one.</summary>
    static abstract TSelf One { get; }

    /// <summary>All lanes <paramref name="value"/>.</summary>
    static abstract TSelf Create(T value);

    /// <summary>All lanes <paramref name="value"/> rounded to <typeparamref name="T"/>: for constants written once for both types.</summary>
    static abstract TSelf Constant(double value);

    /// <summary>Sum of two blocks.</summary>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>Difference of two blocks.</summary>
    static abstract TSelf operator -(TSelf left, TSelf right);

    /// <summary>Product of two blocks.</summary>
    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary>Quotient of two blocks.</summary>
    static abstract TSelf operator /(TSelf left, TSelf right);

    /// <summary>Sign flipped, of zeros and NaN too.</summary>
    static abstract TSelf operator -(TSelf value);

    /// <summary>Bitwise and.</summary>
    static abstract TSelf operator &(TSelf left, TSelf right);

    /// <summary>Bitwise or.</summary>
    static abstract TSelf operator |(TSelf left, TSelf right);

    /// <summary>Bitwise exclusive or.</summary>
    static abstract TSelf operator ^(TSelf left, TSelf right);

    /// <summary>Sum of a number and a block; the number is rounded to <typeparamref name="T"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf operator +(double left, TSelf right) => TSelf.Constant(left) + right;

    /// <summary>Sum of a number and a block; the number is rounded to <typeparamref name="T"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf operator +(TSelf left, double right) => left + TSelf.Constant(right);

    /// <summary>Difference of a number and a block; the number is rounded to <typeparamref name="T"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf operator -(double left, TSelf right) => TSelf.Constant(left) - right;

    /// <summary>Difference of a number and a block; the number is rounded to <typeparamref name="T"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf operator -(TSelf left, double right) => left - TSelf.Constant(right);

    /// <summary>Product of a number and a block; the number is rounded to <typeparamref name="T"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf operator *(double left, TSelf right) => TSelf.Constant(left) * right;

    /// <summary>Product of a number and a block; the number is rounded to <typeparamref name="T"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf operator *(TSelf left, double right) => left * TSelf.Constant(right);

    /// <summary>Quotient of a number and a block; the number is rounded to <typeparamref name="T"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf operator /(double left, TSelf right) => TSelf.Constant(left) / right;

    /// <summary>Quotient of a number and a block; the number is rounded to <typeparamref name="T"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf operator /(TSelf left, double right) => left / TSelf.Constant(right);

    /// <summary><paramref name="left"/>·<paramref name="right"/> + <paramref name="addend"/>, rounded once.</summary>
    static abstract TSelf FusedMultiplyAdd(TSelf left, TSelf right, TSelf addend);

    /// <summary>Sign cleared.</summary>
    static abstract TSelf Abs(TSelf value);

    /// <summary>Correctly rounded square root.</summary>
    static abstract TSelf Sqrt(TSelf value);

    /// <summary>Nearest integer, ties to even.</summary>
    static abstract TSelf Round(TSelf value);

    /// <summary>Exactly <c>left &gt; right ? left : right</c>: where either is NaN, or both are zero, the result is <paramref name="right"/>.</summary>
    static abstract TSelf Max(TSelf left, TSelf right);

    /// <summary>Exactly <c>left &lt; right ? left : right</c>: where either is NaN, or both are zero, the result is <paramref name="right"/>.</summary>
    static abstract TSelf Min(TSelf left, TSelf right);

    /// <summary>Mask of lanes where left &lt; right; false for NaN.</summary>
    static abstract TSelf LessThan(TSelf left, TSelf right);

    /// <summary>Mask of lanes where left ≤ right; false for NaN.</summary>
    static abstract TSelf LessThanOrEqual(TSelf left, TSelf right);

    /// <summary>Mask of lanes where left = right; false for NaN, true for +0 and −0.</summary>
    static abstract TSelf Equal(TSelf left, TSelf right);

    /// <summary>Lanes of <paramref name="whenTrue"/> where the mask is set, of <paramref name="whenFalse"/> elsewhere.</summary>
    static abstract TSelf Select(TSelf mask, TSelf whenTrue, TSelf whenFalse);

    /// <summary><paramref name="whenTrue"/> where left &lt; right, <paramref name="whenFalse"/> elsewhere: <see cref="LessThan"/> and <see cref="Select"/> without the mask between them.</summary>
    static abstract TSelf SelectLess(TSelf left, TSelf right, TSelf whenTrue, TSelf whenFalse);

    /// <summary><paramref name="whenTrue"/> where left = right, <paramref name="whenFalse"/> elsewhere: <see cref="Equal"/> and <see cref="Select"/> without the mask between them.</summary>
    static abstract TSelf SelectEqual(TSelf left, TSelf right, TSelf whenTrue, TSelf whenFalse);

    /// <summary>e^x.</summary>
    /// <remarks>
    /// All x. Overflows to +∞, underflows gradually to zero; e^−∞ = 0. Maximum error: 0.90 ulp (float, every
    /// argument), 0.86 ulp (double, sampled).
    /// </remarks>
    static abstract TSelf Exp(TSelf x);

    /// <summary>e^x for x ≤ 0, some 7 % faster than <see cref="Exp"/> and equal to it.</summary>
    /// <remarks>x ≤ 0 or NaN. Errors as <see cref="Exp"/>.</remarks>
    static abstract TSelf ExpNonPositive(TSelf x);

    /// <summary>e^x − 1.</summary>
    /// <remarks>
    /// All x; −1 at −∞, +∞ past the greatest value, ±0 at ±0. Maximum error: 1.01 ulp (float, every argument),
    /// 1.12 ulp (double, sampled).
    /// </remarks>
    static abstract TSelf Expm1(TSelf x);

    /// <summary>ln x.</summary>
    /// <remarks>
    /// x ≥ 0, subnormal included; ln 0 = −∞, ln ∞ = ∞, NaN below zero. Maximum error: 0.88 ulp (float, every
    /// argument), 0.92 ulp (double, sampled).
    /// </remarks>
    static abstract TSelf Log(TSelf x);

    /// <summary>ln(1 + x).</summary>
    /// <remarks>
    /// x ≥ −1; −∞ at −1, ∞ at ∞, NaN below −1, ±0 at ±0. Maximum error: 0.88 ulp (float, every argument),
    /// 0.9 ulp (double, sampled).
    /// </remarks>
    static abstract TSelf Log1p(TSelf x);

    /// <summary>ln(1 + x) for x in [0, 1], in fewer steps.</summary>
    /// <remarks>0 ≤ x ≤ 1 or NaN. Maximum error: 1.6 ulp (float, every argument), 1.6 ulp (double, sampled).</remarks>
    static abstract TSelf Log1pUnit(TSelf x);

    /// <summary>log₂ x.</summary>
    /// <remarks>
    /// x ≥ 0, subnormal included; exact at powers of two; log₂ 0 = −∞, log₂ ∞ = ∞, NaN below zero. Maximum error:
    /// 0.77 ulp (float, every argument), 0.84 ulp (double, sampled).
    /// </remarks>
    static abstract TSelf Log2(TSelf x);

    /// <summary>x^y for x ≥ 0.</summary>
    /// <remarks>
    /// As C99 for x ≥ 0: x⁰ = 1^y = 1 even for NaN; 0^y = 0 or ∞, ∞^y = ∞ or 0 by the sign of y; x^±∞ = 0 or ∞. The
    /// sign of a zero x is ignored. NaN for x &lt; 0, y ≠ 0. Maximum error: 0.93 ulp (float, every
    /// x for seven y between −17.25 and 77), 1.01 ulp (double, sampled).
    /// </remarks>
    static abstract TSelf Pow(TSelf x, TSelf y);

    /// <summary>1/(1 + e^−x).</summary>
    /// <remarks>
    /// All x; 0 at −∞, 1 at ∞. Maximum error: 1.02 ulp (float, every argument), 0.98 ulp (double, sampled).
    /// </remarks>
    static abstract TSelf Sigmoid(TSelf x);

    /// <summary>ln(1 + e^x).</summary>
    /// <remarks>
    /// All x; 0 at −∞, ∞ at ∞. Maximum error: 1.23 ulp (float, every argument), 1.04 ulp (double, sampled).
    /// </remarks>
    static abstract TSelf Softplus(TSelf x);
}
