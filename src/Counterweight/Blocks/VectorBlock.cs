using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Counterweight.Blocks;

/// <summary>
/// A block in one, two or four registers of <see cref="Vector{T}"/>: 64, 32 or 16 bytes each, as the machine has them.
/// </summary>
/// <remarks>The width tests are constants to the JIT: one arm of each operation is compiled, the other fields are dead.</remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[StructLayout(LayoutKind.Auto)]
public readonly partial struct VectorBlock<T> : IBlock<VectorBlock<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;
    private readonly Vector<T> a;
    private readonly Vector<T> b;
    private readonly Vector<T> c;
    private readonly Vector<T> d;

    [MethodImpl(Inline)]
    private VectorBlock(Vector<T> a)
    {
        this.a = a;
    }

    [MethodImpl(Inline)]
    private VectorBlock(Vector<T> a, Vector<T> b)
    {
        this.a = a;
        this.b = b;
    }

    [MethodImpl(Inline)]
    private VectorBlock(Vector<T> a, Vector<T> b, Vector<T> c, Vector<T> d)
    {
        this.a = a;
        this.b = b;
        this.c = c;
        this.d = d;
    }
    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(Inline)]
        get => 64 / Unsafe.SizeOf<T>();
    }

    /// <inheritdoc/>
    public static VectorBlock<T> Zero
    {
        [MethodImpl(Inline)]
        get => default;
    }

    /// <inheritdoc/>
    public static VectorBlock<T> One
    {
        [MethodImpl(Inline)]
        get => Create(T.One);
    }

    /// <inheritdoc/>
    public static VectorBlock<T> LaneIndex
    {
        [MethodImpl(Inline)]
        get
        {
            var first = Vector<T>.Indices;
            if (Vector<byte>.Count == 64)
            {
                return new(first);
            }

            var step = Vector.Create(T.CreateTruncating(Vector<T>.Count));
            return Vector<byte>.Count == 32
                ? new(first, first + step)
                : new(first, first + step, first + step + step, first + step + step + step);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T> Create(T value) => Spread(Vector.Create(value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T> Constant(double value) => typeof(T) == typeof(float)
        ? Spread(Vector.Create((float)value).As<float, T>())
        : Spread(Vector.Create(value).As<double, T>());

    [MethodImpl(Inline)]
    private static VectorBlock<T> Spread(Vector<T> value) =>
        Vector<byte>.Count == 64 ? new(value)
        : Vector<byte>.Count == 32 ? new(value, value)
        : new(value, value, value, value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T> Load(ref readonly T source) =>
        Vector<byte>.Count == 64 ? new(At(in source, 0))
        : Vector<byte>.Count == 32 ? new(At(in source, 0), At(in source, 1))
        : new(At(in source, 0), At(in source, 1), At(in source, 2), At(in source, 3));

    [MethodImpl(Inline)]
    private static Vector<T> At(ref readonly T source, int register) =>
        Vector.LoadUnsafe(in source, (nuint)(register * Vector<T>.Count));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void Store(VectorBlock<T> block, ref T destination)
    {
        block.a.StoreUnsafe(ref destination);
        if (Vector<byte>.Count <= 32)
        {
            block.b.StoreUnsafe(ref destination, (nuint)Vector<T>.Count);
        }

        if (Vector<byte>.Count == 16)
        {
            block.c.StoreUnsafe(ref destination, (nuint)(2 * Vector<T>.Count));
            block.d.StoreUnsafe(ref destination, (nuint)(3 * Vector<T>.Count));
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T> Load(ref readonly int source) =>
        Vector<byte>.Count == 64 ? new(FromInt32(in source, 0))
        : Vector<byte>.Count == 32 ? new(FromInt32(in source, 0), FromInt32(in source, 1))
        : new(FromInt32(in source, 0), FromInt32(in source, 1), FromInt32(in source, 2), FromInt32(in source, 3));

    [MethodImpl(Inline)]
    private static Vector<T> FromInt32(ref readonly int source, int register)
    {
        if (typeof(T) == typeof(float))
        {
            return Vector.ConvertToSingle(Vector.LoadUnsafe(in source, (nuint)(register * Vector<T>.Count))).As<float, T>();
        }

        // Widened, then through the bits of 1.5·2⁵², which every width converts alike.
        var magic = Vector.Create(6755399441055744.0);
        Vector<long> wide;
        if (Vector<byte>.Count == 64)
        {
            var half = Vector256.LoadUnsafe(in source, (nuint)(register * Vector<T>.Count));
            wide = Vector512.Create(Vector256.WidenLower(half), Vector256.WidenUpper(half)).AsVector();
        }
        else if (Vector<byte>.Count == 32)
        {
            var half = Vector128.LoadUnsafe(in source, (nuint)(register * Vector<T>.Count));
            wide = Vector256.Create(Vector128.WidenLower(half), Vector128.WidenUpper(half)).AsVector();
        }
        else
        {
            ref var start = ref Unsafe.Add(ref Unsafe.AsRef(in source), register * Vector<T>.Count);
            wide = Vector128.Create((long)start, Unsafe.Add(ref start, 1)).AsVector();
        }

        return ((wide + magic.As<double, long>()).As<long, double>() - magic).As<double, T>();
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T> operator +(VectorBlock<T> left, VectorBlock<T> right) =>
        Vector<byte>.Count == 64 ? new(left.a + right.a)
        : Vector<byte>.Count == 32 ? new(left.a + right.a, left.b + right.b)
        : new(left.a + right.a, left.b + right.b, left.c + right.c, left.d + right.d);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T> operator -(VectorBlock<T> left, VectorBlock<T> right) =>
        Vector<byte>.Count == 64 ? new(left.a - right.a)
        : Vector<byte>.Count == 32 ? new(left.a - right.a, left.b - right.b)
        : new(left.a - right.a, left.b - right.b, left.c - right.c, left.d - right.d);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T> operator *(VectorBlock<T> left, VectorBlock<T> right) =>
        Vector<byte>.Count == 64 ? new(left.a * right.a)
        : Vector<byte>.Count == 32 ? new(left.a * right.a, left.b * right.b)
        : new(left.a * right.a, left.b * right.b, left.c * right.c, left.d * right.d);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T> operator /(VectorBlock<T> left, VectorBlock<T> right) =>
        Vector<byte>.Count == 64 ? new(left.a / right.a)
        : Vector<byte>.Count == 32 ? new(left.a / right.a, left.b / right.b)
        : new(left.a / right.a, left.b / right.b, left.c / right.c, left.d / right.d);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T> operator &(VectorBlock<T> left, VectorBlock<T> right) =>
        Vector<byte>.Count == 64 ? new(left.a & right.a)
        : Vector<byte>.Count == 32 ? new(left.a & right.a, left.b & right.b)
        : new(left.a & right.a, left.b & right.b, left.c & right.c, left.d & right.d);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T> operator |(VectorBlock<T> left, VectorBlock<T> right) =>
        Vector<byte>.Count == 64 ? new(left.a | right.a)
        : Vector<byte>.Count == 32 ? new(left.a | right.a, left.b | right.b)
        : new(left.a | right.a, left.b | right.b, left.c | right.c, left.d | right.d);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T> operator ^(VectorBlock<T> left, VectorBlock<T> right) =>
        Vector<byte>.Count == 64 ? new(left.a ^ right.a)
        : Vector<byte>.Count == 32 ? new(left.a ^ right.a, left.b ^ right.b)
        : new(left.a ^ right.a, left.b ^ right.b, left.c ^ right.c, left.d ^ right.d);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T> operator -(VectorBlock<T> value) =>
        Vector<byte>.Count == 64 ? new(-value.a)
        : Vector<byte>.Count == 32 ? new(-value.a, -value.b)
        : new(-value.a, -value.b, -value.c, -value.d);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T> FusedMultiplyAdd(VectorBlock<T> left, VectorBlock<T> right, VectorBlock<T> addend) =>
        Vector<byte>.Count == 64 ? new(Fma(left.a, right.a, addend.a))
        : Vector<byte>.Count == 32 ? new(Fma(left.a, right.a, addend.a), Fma(left.b, right.b, addend.b))
        : new(Fma(left.a, right.a, addend.a), Fma(left.b, right.b, addend.b), Fma(left.c, right.c, addend.c), Fma(left.d, right.d, addend.d));

    [MethodImpl(Inline)]
    private static Vector<T> Fma(Vector<T> left, Vector<T> right, Vector<T> addend) => typeof(T) == typeof(float)
        ? Vector.FusedMultiplyAdd(left.As<T, float>(), right.As<T, float>(), addend.As<T, float>()).As<float, T>()
        : Vector.FusedMultiplyAdd(left.As<T, double>(), right.As<T, double>(), addend.As<T, double>()).As<double, T>();

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T> Abs(VectorBlock<T> value) =>
        Vector<byte>.Count == 64 ? new(Vector.Abs(value.a))
        : Vector<byte>.Count == 32 ? new(Vector.Abs(value.a), Vector.Abs(value.b))
        : new(Vector.Abs(value.a), Vector.Abs(value.b), Vector.Abs(value.c), Vector.Abs(value.d));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T> Sqrt(VectorBlock<T> value) =>
        Vector<byte>.Count == 64 ? new(Vector.SquareRoot(value.a))
        : Vector<byte>.Count == 32 ? new(Vector.SquareRoot(value.a), Vector.SquareRoot(value.b))
        : new(Vector.SquareRoot(value.a), Vector.SquareRoot(value.b), Vector.SquareRoot(value.c), Vector.SquareRoot(value.d));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T> Round(VectorBlock<T> value) =>
        Vector<byte>.Count == 64 ? new(Nearest(value.a))
        : Vector<byte>.Count == 32 ? new(Nearest(value.a), Nearest(value.b))
        : new(Nearest(value.a), Nearest(value.b), Nearest(value.c), Nearest(value.d));

    [MethodImpl(Inline)]
    private static Vector<T> Nearest(Vector<T> value) => typeof(T) == typeof(float)
        ? Vector.Round(value.As<T, float>()).As<float, T>()
        : Vector.Round(value.As<T, double>()).As<double, T>();

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T> Max(VectorBlock<T> left, VectorBlock<T> right) =>
        Vector<byte>.Count == 64 ? new(Greater(left.a, right.a))
        : Vector<byte>.Count == 32 ? new(Greater(left.a, right.a), Greater(left.b, right.b))
        : new(Greater(left.a, right.a), Greater(left.b, right.b), Greater(left.c, right.c), Greater(left.d, right.d));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T> Min(VectorBlock<T> left, VectorBlock<T> right) =>
        Vector<byte>.Count == 64 ? new(Lesser(left.a, right.a))
        : Vector<byte>.Count == 32 ? new(Lesser(left.a, right.a), Lesser(left.b, right.b))
        : new(Lesser(left.a, right.a), Lesser(left.b, right.b), Lesser(left.c, right.c), Lesser(left.d, right.d));

    // maxps and minps are these comparisons to the bit.
    [MethodImpl(Inline)]
    private static Vector<T> Greater(Vector<T> left, Vector<T> right)
    {
        if (Avx.IsSupported && Vector<byte>.Count == 32)
        {
            return typeof(T) == typeof(float)
                ? Avx.Max(left.AsVector256().AsSingle(), right.AsVector256().AsSingle()).As<float, T>().AsVector()
                : Avx.Max(left.AsVector256().AsDouble(), right.AsVector256().AsDouble()).As<double, T>().AsVector();
        }

        return Vector.ConditionalSelect(Vector.GreaterThan(left, right), left, right);
    }

    [MethodImpl(Inline)]
    private static Vector<T> Lesser(Vector<T> left, Vector<T> right)
    {
        if (Avx.IsSupported && Vector<byte>.Count == 32)
        {
            return typeof(T) == typeof(float)
                ? Avx.Min(left.AsVector256().AsSingle(), right.AsVector256().AsSingle()).As<float, T>().AsVector()
                : Avx.Min(left.AsVector256().AsDouble(), right.AsVector256().AsDouble()).As<double, T>().AsVector();
        }

        return Vector.ConditionalSelect(Vector.LessThan(left, right), left, right);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T> LessThan(VectorBlock<T> left, VectorBlock<T> right) =>
        Vector<byte>.Count == 64 ? new(Vector.LessThan(left.a, right.a))
        : Vector<byte>.Count == 32 ? new(Vector.LessThan(left.a, right.a), Vector.LessThan(left.b, right.b))
        : new(Vector.LessThan(left.a, right.a), Vector.LessThan(left.b, right.b), Vector.LessThan(left.c, right.c), Vector.LessThan(left.d, right.d));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T> LessThanOrEqual(VectorBlock<T> left, VectorBlock<T> right) =>
        Vector<byte>.Count == 64 ? new(Vector.LessThanOrEqual(left.a, right.a))
        : Vector<byte>.Count == 32 ? new(Vector.LessThanOrEqual(left.a, right.a), Vector.LessThanOrEqual(left.b, right.b))
        : new(Vector.LessThanOrEqual(left.a, right.a), Vector.LessThanOrEqual(left.b, right.b), Vector.LessThanOrEqual(left.c, right.c), Vector.LessThanOrEqual(left.d, right.d));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T> Equal(VectorBlock<T> left, VectorBlock<T> right) =>
        Vector<byte>.Count == 64 ? new(Vector.Equals(left.a, right.a))
        : Vector<byte>.Count == 32 ? new(Vector.Equals(left.a, right.a), Vector.Equals(left.b, right.b))
        : new(Vector.Equals(left.a, right.a), Vector.Equals(left.b, right.b), Vector.Equals(left.c, right.c), Vector.Equals(left.d, right.d));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T> Select(VectorBlock<T> mask, VectorBlock<T> whenTrue, VectorBlock<T> whenFalse) =>
        Vector<byte>.Count == 64 ? new(Vector.ConditionalSelect(mask.a, whenTrue.a, whenFalse.a))
        : Vector<byte>.Count == 32 ? new(Vector.ConditionalSelect(mask.a, whenTrue.a, whenFalse.a), Vector.ConditionalSelect(mask.b, whenTrue.b, whenFalse.b))
        : new(Vector.ConditionalSelect(mask.a, whenTrue.a, whenFalse.a), Vector.ConditionalSelect(mask.b, whenTrue.b, whenFalse.b), Vector.ConditionalSelect(mask.c, whenTrue.c, whenFalse.c), Vector.ConditionalSelect(mask.d, whenTrue.d, whenFalse.d));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static bool Any(VectorBlock<T> mask)
    {
        var bits = mask.a.As<T, byte>();
        if (Vector<byte>.Count <= 32)
        {
            bits |= mask.b.As<T, byte>();
        }

        if (Vector<byte>.Count == 16)
        {
            bits |= mask.c.As<T, byte>() | mask.d.As<T, byte>();
        }

        return bits != Vector<byte>.Zero;
    }
}
