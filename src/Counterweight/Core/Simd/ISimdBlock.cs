using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Numerics;

namespace Counterweight.Core.Simd;

/// <summary>What loops need of a block beside its arithmetic: memory, lanes across, exponents.</summary>
/// <typeparam name="TSelf">The implementing block.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal interface ISimdBlock<TSelf, T> : IBlock<TSelf, T>
    where TSelf : struct, ISimdBlock<TSelf, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Lanes in a block: those of 64 bytes, or of one register where a loop runs by lane.</summary>
    static abstract int Count { get; }

    /// <summary>The lane numbers 0, 1, 2, …</summary>
    static abstract TSelf LaneIndex { get; }

    /// <summary>Reads <see cref="Count"/> consecutive values. The caller guarantees that they exist.</summary>
    static abstract TSelf Load(ref readonly T source);

    /// <summary>Reads <see cref="Count"/> consecutive integers and converts them, exactly where |value| ≤ 2²⁴ (float).</summary>
    static abstract TSelf Load(ref readonly int source);

    /// <summary>Writes <see cref="Count"/> consecutive values. The caller guarantees the room.</summary>
    static abstract void Store(TSelf block, ref T destination);

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

    /// <summary>Greatest lane, by the tree of <see cref="Sum"/> and the comparison of <see cref="IBlock{TSelf, T}.Max"/>.</summary>
    static abstract T MaxAcross(TSelf value);

    /// <summary>Widens each lane to double and adds it to <see cref="Count"/> consecutive doubles.</summary>
    static abstract void AddTo(TSelf value, ref double lanes);

    /// <summary>
    /// Widens consecutive groups of 64 bytes, however many lanes a block has, to double, sums them lane by lane in their order, every
    /// second one apart, and adds the sum of both sums to as many consecutive doubles, and what that addition rounded away to as many more.
    /// </summary>
    static abstract void AddTo(ref readonly T groups, nint count, ref double lanes, ref double lost);

    /// <summary>
    /// Reads four neighbouring columns of <see cref="Count"/> rows, lane = row: <c>column j, lane i = source[i·stride + j]</c>.
    /// </summary>
    static abstract void LoadColumns(ref readonly T source, nint stride, out TSelf column0, out TSelf column1, out TSelf column2, out TSelf column3);

    /// <summary>Writes four neighbouring columns of <see cref="Count"/> rows, the inverse of <see cref="LoadColumns"/>; no other element is touched.</summary>
    static abstract void StoreColumns(ref T destination, nint stride, TSelf column0, TSelf column1, TSelf column2, TSelf column3);

    /// <summary>
    /// Of blocks of 64 bytes alone. Reads eight neighbouring columns of half as many rows as lanes, column j beside column j + 4, in quarters of a block:
    /// both columns of the first quarter of rows, then of the second: <c>pair j, quarter q, lane i = source[(q / 2 · Count / 4 + i)·stride + j + 4·(q mod 2)]</c>.
    /// </summary>
    static abstract void LoadColumnPairs(ref readonly T source, nint stride, out TSelf pair0, out TSelf pair1, out TSelf pair2, out TSelf pair3);

    /// <summary>What <see cref="LoadColumnPairs"/> put beside each other: the even quarters of both blocks, and the odd ones.</summary>
    static abstract void SplitPairs(TSelf first, TSelf second, out TSelf left, out TSelf right);

    /// <summary>How far right in a pair of columns a lane is: 0 in even quarters, 4 in odd ones.</summary>
    static abstract TSelf PairOffset { get; }

    /// <summary>Reads <see cref="Count"/> pairs: <c>even lane i = source[2i]</c>, <c>odd lane i = source[2i + 1]</c>.</summary>
    static abstract void LoadInterleaved(ref readonly T source, out TSelf even, out TSelf odd);

    /// <summary>Writes <see cref="Count"/> pairs, the inverse of <see cref="LoadInterleaved(ref readonly T, out TSelf, out TSelf)"/>.</summary>
    static abstract void StoreInterleaved(ref T destination, TSelf even, TSelf odd);

    /// <summary>Reads <see cref="Count"/> triples: lane i of the three blocks is <c>source[3i]</c>, <c>source[3i + 1]</c>, <c>source[3i + 2]</c>.</summary>
    static abstract void LoadInterleaved(ref readonly T source, out TSelf first, out TSelf second, out TSelf third);

    /// <summary>Writes <see cref="Count"/> triples, the inverse of <see cref="LoadInterleaved(ref readonly T, out TSelf, out TSelf, out TSelf)"/>.</summary>
    static abstract void StoreInterleaved(ref T destination, TSelf first, TSelf second, TSelf third);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TSelf IBlock<TSelf, T>.Exp(TSelf x) => BlockMath.Exp<TSelf, T>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TSelf IBlock<TSelf, T>.ExpNonPositive(TSelf x) => BlockMath.ExpNonPositive<TSelf, T>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TSelf IBlock<TSelf, T>.Expm1(TSelf x) => BlockMath.Expm1<TSelf, T>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TSelf IBlock<TSelf, T>.Log(TSelf x) => BlockMath.Log<TSelf, T>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TSelf IBlock<TSelf, T>.Log1p(TSelf x) => BlockMath.Log1p<TSelf, T>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TSelf IBlock<TSelf, T>.Log1pUnit(TSelf x) => BlockMath.Log1pUnit<TSelf, T>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TSelf IBlock<TSelf, T>.Log2(TSelf x) => BlockMath.Log2<TSelf, T>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TSelf IBlock<TSelf, T>.Pow(TSelf x, TSelf y) => BlockMath.Pow<TSelf, T>(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TSelf IBlock<TSelf, T>.Sigmoid(TSelf x) => BlockMath.Sigmoid<TSelf, T>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TSelf IBlock<TSelf, T>.Softplus(TSelf x) => BlockMath.Softplus<TSelf, T>(x);
}
