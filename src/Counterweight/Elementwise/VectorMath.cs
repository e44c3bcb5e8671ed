using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Numerics;
using Counterweight.Core.Simd;

namespace Counterweight.Elementwise;

/// <summary>
/// Elementary functions of whole spans, for <see cref="float"/> and <see cref="double"/>: the functions of
/// <see cref="BlockMath"/>, where domains and errors are stated. The same bits on every machine; nothing is allocated.
/// </summary>
/// <remarks>
/// The destination holds at least as many elements as the source, and starts where the source starts or does not
/// overlap it; otherwise an <see cref="ArgumentException"/> is thrown and nothing is written.
/// </remarks>
public static class VectorMath
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>destination[i] = e^source[i].</summary>
    public static void Exp<T>(ReadOnlySpan<T> source, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map(default(ExpMap<T>), source, destination);

    /// <summary>destination[i] = ln source[i].</summary>
    public static void Log<T>(ReadOnlySpan<T> source, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map(default(LogMap<T>), source, destination);

    /// <summary>destination[i] = ln(1 + source[i]).</summary>
    public static void Log1p<T>(ReadOnlySpan<T> source, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map(default(Log1pMap<T>), source, destination);

    /// <summary>destination[i] = e^source[i] − 1.</summary>
    public static void Expm1<T>(ReadOnlySpan<T> source, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map(default(Expm1Map<T>), source, destination);

    /// <summary>destination[i] = log₂ source[i].</summary>
    public static void Log2<T>(ReadOnlySpan<T> source, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map(default(Log2Map<T>), source, destination);

    /// <summary>destination[i] = 1/(1 + e^−source[i]).</summary>
    public static void Sigmoid<T>(ReadOnlySpan<T> source, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map(default(SigmoidMap<T>), source, destination);

    /// <summary>destination[i] = ln(1 + e^source[i]).</summary>
    public static void Softplus<T>(ReadOnlySpan<T> source, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map(default(SoftplusMap<T>), source, destination);

    /// <summary>destination[i] = x[i]^exponent, for x[i] ≥ 0.</summary>
    public static void Pow<T>(ReadOnlySpan<T> x, T exponent, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Map(new PowMap<T>(exponent), x, destination);

    /// <summary>destination[i] = map(source[i]) for a function of your own.</summary>
    /// <typeparam name="TMap">The function.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static void Map<TMap, T>(TMap map, ReadOnlySpan<T> source, Span<T> destination)
        where TMap : struct, IMap<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
        {
            throw new NotSupportedException($"{typeof(T)} is neither float nor double.");
        }

        if (destination.Length < source.Length)
        {
            throw new ArgumentException($"The destination holds {destination.Length} elements, the source {source.Length}.", nameof(destination));
        }

        destination = destination[..source.Length];
        if (((ReadOnlySpan<T>)destination).Overlaps(source, out var offset) && offset != 0)
        {
            throw new ArgumentException("The destination overlaps the source and starts elsewhere.", nameof(destination));
        }

        var loop = new MapLoop<TMap, T>(map, source, destination);
        BlockDispatch.RunByLane<MapLoop<TMap, T>, T, Registers.Two>(ref loop);
    }

    private readonly struct ExpMap<T> : IMap<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(Inline)]
        public TBlock Apply<TBlock>(TBlock x)
            where TBlock : struct, IBlock<TBlock, T> => TBlock.Exp(x);
    }

    private readonly struct LogMap<T> : IMap<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(Inline)]
        public TBlock Apply<TBlock>(TBlock x)
            where TBlock : struct, IBlock<TBlock, T> => TBlock.Log(x);
    }

    private readonly struct Log1pMap<T> : IMap<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(Inline)]
        public TBlock Apply<TBlock>(TBlock x)
            where TBlock : struct, IBlock<TBlock, T> => TBlock.Log1p(x);
    }

    private readonly struct Expm1Map<T> : IMap<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(Inline)]
        public TBlock Apply<TBlock>(TBlock x)
            where TBlock : struct, IBlock<TBlock, T> => TBlock.Expm1(x);
    }

    private readonly struct Log2Map<T> : IMap<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(Inline)]
        public TBlock Apply<TBlock>(TBlock x)
            where TBlock : struct, IBlock<TBlock, T> => TBlock.Log2(x);
    }

    private readonly struct SigmoidMap<T> : IMap<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(Inline)]
        public TBlock Apply<TBlock>(TBlock x)
            where TBlock : struct, IBlock<TBlock, T> => TBlock.Sigmoid(x);
    }

    private readonly struct SoftplusMap<T> : IMap<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(Inline)]
        public TBlock Apply<TBlock>(TBlock x)
            where TBlock : struct, IBlock<TBlock, T> => TBlock.Softplus(x);
    }

    private readonly struct PowMap<T>(T exponent) : IMap<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T exponent = exponent;

        [MethodImpl(Inline)]
        public TBlock Apply<TBlock>(TBlock x)
            where TBlock : struct, IBlock<TBlock, T> => TBlock.Pow(x, TBlock.Create(exponent));
    }
}
