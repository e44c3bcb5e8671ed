using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Counterweight.Core.Simd;

/// <summary>A block in one 512-bit register. Chosen only where <see cref="Vector512.IsHardwareAccelerated"/>.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[StructLayout(LayoutKind.Auto)]
internal partial struct Vector512Block<T> : ISimdBlock<Vector512Block<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    // Set by initialisers, not by a constructor: every call the JIT need not inline leaves room for others.
    private Vector512<T> v;

    /// <inheritdoc/>
    public static int Count { [MethodImpl(Inline)] get => Vector512<T>.Count; }

    /// <inheritdoc/>
    public static Vector512Block<T> Zero { [MethodImpl(Inline)] get => default; }

    /// <inheritdoc/>
    public static Vector512Block<T> One { [MethodImpl(Inline)] get => new() { v = Vector512<T>.One }; }

    /// <inheritdoc/>
    public static Vector512Block<T> LaneIndex { [MethodImpl(Inline)] get => new() { v = Vector512<T>.Indices }; }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> Create(T value) => new() { v = Vector512.Create(value) };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> Constant(double value) => typeof(T) == typeof(float)
        ? new() { v = Vector512.Create((float)value).As<float, T>() }
        : new() { v = Vector512.Create(value).As<double, T>() };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> Load(ref readonly T source) => new() { v = Vector512.LoadUnsafe(in source) };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> Load(ref readonly int source) => typeof(T) == typeof(float)
        ? new() { v = Vector512.ConvertToSingle(Vector512.LoadUnsafe(in source)).As<float, T>() }
        : new()
        {
            v = Vector512.ConvertToDouble(Vector512.Create(
            Vector256.WidenLower(Vector256.LoadUnsafe(in source)),
            Vector256.WidenUpper(Vector256.LoadUnsafe(in source)))).As<double, T>()
        };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void Store(Vector512Block<T> block, ref T destination) => block.v.StoreUnsafe(ref destination);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> operator +(Vector512Block<T> left, Vector512Block<T> right) => new() { v = left.v + right.v };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> operator -(Vector512Block<T> left, Vector512Block<T> right) => new() { v = left.v - right.v };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> operator *(Vector512Block<T> left, Vector512Block<T> right) => new() { v = left.v * right.v };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> operator /(Vector512Block<T> left, Vector512Block<T> right) => new() { v = left.v / right.v };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> operator -(Vector512Block<T> value) => new() { v = -value.v };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> operator &(Vector512Block<T> left, Vector512Block<T> right) => new() { v = left.v & right.v };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> operator |(Vector512Block<T> left, Vector512Block<T> right) => new() { v = left.v | right.v };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> operator ^(Vector512Block<T> left, Vector512Block<T> right) => new() { v = left.v ^ right.v };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> FusedMultiplyAdd(Vector512Block<T> left, Vector512Block<T> right, Vector512Block<T> addend) => typeof(T) == typeof(float)
        ? new() { v = Vector512.FusedMultiplyAdd(left.v.AsSingle(), right.v.AsSingle(), addend.v.AsSingle()).As<float, T>() }
        : new() { v = Vector512.FusedMultiplyAdd(left.v.AsDouble(), right.v.AsDouble(), addend.v.AsDouble()).As<double, T>() };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> Abs(Vector512Block<T> value) => new() { v = Vector512.Abs(value.v) };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> Sqrt(Vector512Block<T> value) => new() { v = Vector512.Sqrt(value.v) };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> Round(Vector512Block<T> value) => typeof(T) == typeof(float)
        ? new() { v = Vector512.Round(value.v.AsSingle()).As<float, T>() }
        : new() { v = Vector512.Round(value.v.AsDouble()).As<double, T>() };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> Max(Vector512Block<T> left, Vector512Block<T> right)
    {
        // maxps is this comparison to the bit.
        if (Avx512F.IsSupported)
        {
            return typeof(T) == typeof(float)
                ? new() { v = Avx512F.Max(left.v.AsSingle(), right.v.AsSingle()).As<float, T>() }
                : new() { v = Avx512F.Max(left.v.AsDouble(), right.v.AsDouble()).As<double, T>() };
        }

        return new() { v = Vector512.ConditionalSelect(Vector512.GreaterThan(left.v, right.v), left.v, right.v) };
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> Min(Vector512Block<T> left, Vector512Block<T> right)
    {
        if (Avx512F.IsSupported)
        {
            return typeof(T) == typeof(float)
                ? new() { v = Avx512F.Min(left.v.AsSingle(), right.v.AsSingle()).As<float, T>() }
                : new() { v = Avx512F.Min(left.v.AsDouble(), right.v.AsDouble()).As<double, T>() };
        }

        return new() { v = Vector512.ConditionalSelect(Vector512.LessThan(left.v, right.v), left.v, right.v) };
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> LessThan(Vector512Block<T> left, Vector512Block<T> right) => new() { v = Vector512.LessThan(left.v, right.v) };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> LessThanOrEqual(Vector512Block<T> left, Vector512Block<T> right) => new() { v = Vector512.LessThanOrEqual(left.v, right.v) };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> Equal(Vector512Block<T> left, Vector512Block<T> right) => new() { v = Vector512.Equals(left.v, right.v) };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> Select(Vector512Block<T> mask, Vector512Block<T> whenTrue, Vector512Block<T> whenFalse) =>
        new() { v = Vector512.ConditionalSelect(mask.v, whenTrue.v, whenFalse.v) };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> SelectLess(Vector512Block<T> left, Vector512Block<T> right, Vector512Block<T> whenTrue, Vector512Block<T> whenFalse) =>
        new() { v = Vector512.ConditionalSelect(Vector512.LessThan(left.v, right.v), whenTrue.v, whenFalse.v) };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> SelectEqual(Vector512Block<T> left, Vector512Block<T> right, Vector512Block<T> whenTrue, Vector512Block<T> whenFalse) =>
        new() { v = Vector512.ConditionalSelect(Vector512.Equals(left.v, right.v), whenTrue.v, whenFalse.v) };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static bool Any(Vector512Block<T> mask) => mask.v.AsByte() != Vector512<byte>.Zero;
}
