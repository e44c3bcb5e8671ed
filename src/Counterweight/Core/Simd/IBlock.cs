using System.Numerics;

namespace Counterweight.Core.Simd;

/// <summary>
/// Sixty-four bytes of lanes, 16 floats or 8 doubles, whatever the machine: the unit in which operators and
/// engines are written. Every operation is defined per lane and gives the same bits on every implementation.
/// </summary>
/// <remarks>
/// A mask is a block whose lanes are all ones or all zeros, as the comparisons return it. Prefer
/// <see cref="SelectLess"/> and <see cref="SelectEqual"/>: a mask in a block costs moves between register files.
/// </remarks>
/// <typeparam name="TSelf">The implementing block.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public interface IBlock<TSelf, T>
    where TSelf : struct, IBlock<TSelf, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Lanes in a block: 16 for float, 8 for double.</summary>
    static abstract int Count { get; }

    /// <summary>All lanes zero, which is also the mask of no lane.</summary>
    static abstract TSelf Zero { get; }

    /// <summary>All lanes one.</summary>
    static abstract TSelf One { get; }

    /// <summary>The lane numbers 0, 1, 2, …</summary>
    static abstract TSelf LaneIndex { get; }

    /// <summary>All lanes <paramref name="value"/>.</summary>
    static abstract TSelf Create(T value);

    /// <summary>All lanes <paramref name="value"/> rounded to <typeparamref name="T"/>: for constants written once for both types.</summary>
    static abstract TSelf Constant(double value);

    /// <summary>Reads <see cref="Count"/> consecutive values. The caller guarantees that they exist.</summary>
    static abstract TSelf Load(ref readonly T source);

    /// <summary>Reads <see cref="Count"/> consecutive integers and converts them, exactly where |value| ≤ 2²⁴ (float).</summary>
    static abstract TSelf Load(ref readonly int source);

    /// <summary>Writes <see cref="Count"/> consecutive values. The caller guarantees the room.</summary>
    static abstract void Store(TSelf block, ref T destination);

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

    /// <summary>True when any lane of a mask is set.</summary>
    static abstract bool Any(TSelf mask);

    /// <summary>
    /// <paramref name="value"/>·2^<paramref name="exponent"/>, rounded once (into subnormals and to infinity too).
    /// The exponent is integral and within ±250 (float) or ±2,000 (double), the value zero, not finite, or at least 2⁻¹⁰⁰ in magnitude.
    /// </summary>
    static abstract TSelf ScaleB(TSelf value, TSelf exponent);

    /// <summary>
    /// Splits each lane into <c>mantissa · 2^exponent</c>, mantissa in [¾, 1½), exactly. Defined for positive finite
    /// lanes, subnormal ones included; other lanes give finite or NaN rubbish that the caller selects away.
    /// </summary>
    static abstract void Decompose(TSelf value, out TSelf mantissa, out TSelf exponent);

    /// <summary><see cref="Decompose"/> for lanes that are positive, finite and not subnormal, in fewer steps.</summary>
    static abstract void DecomposeNormal(TSelf value, out TSelf mantissa, out TSelf exponent);

    /// <summary>Sum of all lanes by the fixed tree: lane i with lane i + half, half = Count/2, Count/4, … 1.</summary>
    static abstract T Sum(TSelf value);

    /// <summary>Greatest lane, by the tree of <see cref="Sum"/> and the comparison of <see cref="Max"/>.</summary>
    static abstract T MaxAcross(TSelf value);

    /// <summary>Widens each lane to double and adds it to <see cref="Count"/> consecutive doubles.</summary>
    static abstract void AddTo(TSelf value, ref double lanes);

    /// <summary>
    /// Widens consecutive blocks to double, sums them lane by lane in their order, every second one apart, and adds the
    /// sum of both sums to <see cref="Count"/> consecutive doubles, and what that addition rounded away to as many more.
    /// </summary>
    static abstract void AddTo(ref readonly T blocks, nint count, ref double lanes, ref double lost);

    /// <summary>
    /// Reads four neighbouring columns of <see cref="Count"/> rows, lane = row: <c>column j, lane i = source[i·stride + j]</c>.
    /// </summary>
    static abstract void LoadColumns(ref readonly T source, nint stride, out TSelf column0, out TSelf column1, out TSelf column2, out TSelf column3);

    /// <summary>Writes four neighbouring columns of <see cref="Count"/> rows, the inverse of <see cref="LoadColumns"/>; no other element is touched.</summary>
    static abstract void StoreColumns(ref T destination, nint stride, TSelf column0, TSelf column1, TSelf column2, TSelf column3);

    /// <summary>Reads <see cref="Count"/> pairs: <c>even lane i = source[2i]</c>, <c>odd lane i = source[2i + 1]</c>.</summary>
    static abstract void LoadInterleaved(ref readonly T source, out TSelf even, out TSelf odd);

    /// <summary>Writes <see cref="Count"/> pairs, the inverse of <see cref="LoadInterleaved(ref readonly T, out TSelf, out TSelf)"/>.</summary>
    static abstract void StoreInterleaved(ref T destination, TSelf even, TSelf odd);

    /// <summary>Reads <see cref="Count"/> triples: lane i of the three blocks is <c>source[3i]</c>, <c>source[3i + 1]</c>, <c>source[3i + 2]</c>.</summary>
    static abstract void LoadInterleaved(ref readonly T source, out TSelf first, out TSelf second, out TSelf third);

    /// <summary>Writes <see cref="Count"/> triples, the inverse of <see cref="LoadInterleaved(ref readonly T, out TSelf, out TSelf, out TSelf)"/>.</summary>
    static abstract void StoreInterleaved(ref T destination, TSelf first, TSelf second, TSelf third);
}
