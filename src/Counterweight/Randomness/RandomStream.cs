using System.Diagnostics.CodeAnalysis;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;
using Counterweight.Elementwise;

namespace Counterweight.Randomness;

/// <summary>
/// Random numbers that depend on nothing but their place: number i of a stream is a function of (seed, stream, i). Any
/// part can be drawn alone, in any order, by any thread, and has the same bits on every machine. Nothing is stored.
/// </summary>
/// <remarks>
/// <para>
/// The generator is Philox 4×32-10 (Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3, SC 2011). The
/// seed is its key. The stream is the upper half of its counter, and the number of a block of four words the lower half.
/// </para>
/// <para>
/// Different seeds and different streams are independent. Kinds of numbers share the words of a stream: word i is the
/// i-th <see cref="float"/>, and words 2i and 2i + 1 are the i-th number of every other kind. Use a stream for each purpose.
/// </para>
/// <para><c>default</c> is stream 0 of seed 0.</para>
/// </remarks>
/// <param name="seed">Any number.</param>
/// <param name="stream">Any number.</param>
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "The field's word: a stream of random numbers.")]
public readonly struct RandomStream(ulong seed, ulong stream = 0) : IEquatable<RandomStream>
{
    /// <summary>Numbers made at a time, where they pass through the stack.</summary>
    private const int Part = 256;

    /// <summary>The seed.</summary>
    public ulong Seed { get; } = seed;

    /// <summary>The stream of the seed.</summary>
    public ulong Stream { get; } = stream;

    /// <summary>Word <paramref name="index"/>: 32 random bits.</summary>
    /// <param name="index">At least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is negative.</exception>
    public uint Bits(long index)
    {
        var word = 0u;
        FillBits(index, new Span<uint>(ref word));
        return word;
    }

    /// <summary>Number <paramref name="index"/> of <see cref="FillUniform(long, Span{double})"/>.</summary>
    /// <param name="index">In [0, 2⁶²).</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is outside [0, 2⁶²).</exception>
    public double Uniform(long index)
    {
        var number = 0.0;
        FillUniform(index, new Span<double>(ref number));
        return number;
    }

    /// <summary>Number <paramref name="index"/> of <see cref="FillBelow"/>.</summary>
    /// <param name="index">In [0, 2⁶²).</param>
    /// <param name="bound">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is outside [0, 2⁶²), or <paramref name="bound"/> is 0.</exception>
    public uint Below(long index, uint bound)
    {
        var number = 0u;
        FillBelow(index, bound, new Span<uint>(ref number));
        return number;
    }

    /// <summary>Words <paramref name="start"/>, <paramref name="start"/> + 1, …: 32 random bits each.</summary>
    /// <param name="start">At least 0. The last word is at most 2⁶³ − 1.</param>
    /// <param name="destination">Any number of words.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="start"/> is negative, or so large that the last word does not exist.</exception>
    public void FillBits(long start, Span<uint> destination)
    {
        Places(start, destination.Length, long.MaxValue);
        Words((ulong)start, destination);
    }

    /// <summary>Multiples of 2⁻²⁴ in [0, 1), equally likely: the upper 24 bits of words <paramref name="start"/>, <paramref name="start"/> + 1, ….</summary>
    /// <param name="start">At least 0. The last word is at most 2⁶³ − 1.</param>
    /// <param name="destination">Any number of numbers.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="start"/> is negative, or so large that the last word does not exist.</exception>
    [SkipLocalsInit]
    public void FillUniform(long start, Span<float> destination)
    {
        Places(start, destination.Length, long.MaxValue);
        Span<uint> words = stackalloc uint[Part];
        while (!destination.IsEmpty)
        {
            var part = destination[..Math.Min(Part, destination.Length)];
            words = words[..part.Length];
            Words((ulong)start, words);
            TensorPrimitives.ShiftRightLogical(words, 8, words);
            TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<uint, int>(words), part);
            TensorPrimitives.Multiply(part, 1f / (1 << 24), part);
            destination = destination[part.Length..];
            start += part.Length;
        }
    }

    /// <summary>Multiples of 2⁻⁵² in [0, 1), equally likely: the upper 52 bits of words 2i and 2i + 1, the latter the upper one.</summary>
    /// <param name="start">The first i, at least 0. The last is below 2⁶².</param>
    /// <param name="destination">Any number of numbers.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="start"/> is negative, or so large that the last number does not exist.</exception>
    public void FillUniform(long start, Span<double> destination)
    {
        Pairs(start, MemoryMarshal.Cast<double, ulong>(destination));
        var bits = MemoryMarshal.Cast<double, ulong>(destination);
        TensorPrimitives.ShiftRightLogical(bits, 12, bits);
        TensorPrimitives.BitwiseOr(bits, BitConverter.DoubleToUInt64Bits(1), bits);
        TensorPrimitives.Subtract(destination, 1, destination);
    }

    /// <summary>
    /// Whole numbers in [0, <paramref name="bound"/>): ⌊p·<paramref name="bound"/>/2⁶⁴⌋, p the 64 bits of words 2i and 2i + 1. A
    /// number's probability differs from 1/<paramref name="bound"/> by less than 2⁻⁶⁴.
    /// </summary>
    /// <param name="start">The first i, at least 0. The last is below 2⁶².</param>
    /// <param name="bound">At least 1.</param>
    /// <param name="destination">Any number of numbers.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is 0, or <paramref name="start"/> is negative or so large that the last number does not exist.</exception>
    [SkipLocalsInit]
    public void FillBelow(long start, uint bound, Span<uint> destination)
    {
        Guard.AtLeast(bound, 1u);
        Places(start, destination.Length, long.MaxValue / 2);
        Span<ulong> pairs = stackalloc ulong[Part];
        while (!destination.IsEmpty)
        {
            var part = destination[..Math.Min(Part, destination.Length)];
            pairs = pairs[..part.Length];
            Pairs(start, pairs);
            BelowLoop.Scale(pairs, bound, part);
            destination = destination[part.Length..];
            start += part.Length;
        }
    }

    /// <summary>Exponential numbers of mean 1: −ln u, u = (k + ½)·2⁻⁵² with the k of <see cref="FillUniform(long, Span{double})"/>, in [1.1e-16, 36.8].</summary>
    /// <param name="start">The first i, at least 0. The last is below 2⁶².</param>
    /// <param name="destination">Any number of numbers. Maximum error: 1 ulp.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="start"/> is negative, or so large that the last number does not exist.</exception>
    public void FillExponential(long start, Span<double> destination)
    {
        FillOpen(start, destination);
        VectorMath.Map<ExponentialQuantile, double>(default, destination, destination);
    }

    /// <summary>
    /// Normal numbers of mean 0 and variance 1: the quantile of u = (k + ½)·2⁻⁵² with the k of <see cref="FillUniform(long, Span{double})"/>,
    /// in [−8.21, 8.21]. Maximum error: 3·2⁻⁵²·max(1, |x|), sampled. The quantile is that of Wichura (Algorithm AS 241, 1988).
    /// </summary>
    /// <param name="start">The first i, at least 0. The last is below 2⁶².</param>
    /// <param name="destination">Any number of numbers.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="start"/> is negative, or so large that the last number does not exist.</exception>
    public void FillNormal(long start, Span<double> destination)
    {
        FillOpen(start, destination);
        VectorMath.Map<NormalQuantile, double>(default, destination, destination);
    }

    /// <summary>The numbers of <see cref="FillNormal(long, Span{double})"/>, rounded.</summary>
    /// <param name="start">The first i, at least 0. The last is below 2⁶².</param>
    /// <param name="destination">Any number of numbers.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="start"/> is negative, or so large that the last number does not exist.</exception>
    [SkipLocalsInit]
    public void FillNormal(long start, Span<float> destination)
    {
        Places(start, destination.Length, long.MaxValue / 2);
        Span<double> numbers = stackalloc double[Part];
        while (!destination.IsEmpty)
        {
            var part = destination[..Math.Min(Part, destination.Length)];
            numbers = numbers[..part.Length];
            FillNormal(start, numbers);
            TensorPrimitives.ConvertTruncating<double, float>(numbers, part);
            destination = destination[part.Length..];
            start += part.Length;
        }
    }

    /// <inheritdoc/>
    public bool Equals(RandomStream other) => Seed == other.Seed && Stream == other.Stream;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RandomStream other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Seed, Stream);

    /// <summary>Whether two streams are the same.</summary>
    public static bool operator ==(RandomStream left, RandomStream right) => left.Equals(right);

    /// <summary>Whether two streams differ.</summary>
    public static bool operator !=(RandomStream left, RandomStream right) => !left.Equals(right);

    /// <summary>(k + ½)·2⁻⁵²: neither 0 nor 1.</summary>
    private void FillOpen(long start, Span<double> destination)
    {
        FillUniform(start, destination);
        TensorPrimitives.Add(destination, Math.ScaleB(1, -53), destination);
    }

    /// <summary>Words 2i and 2i + 1.</summary>
    private void Pairs(long start, Span<ulong> destination)
    {
        Places(start, destination.Length, long.MaxValue / 2);
        while (!destination.IsEmpty)
        {
            // Words of the longest span of pairs are more than a span can hold.
            var part = destination[..Math.Min(destination.Length, 1 << 29)];
            Words(2 * (ulong)start, MemoryMarshal.Cast<ulong, uint>(part));
            destination = destination[part.Length..];
            start += part.Length;
        }
    }

    private void Words(ulong start, Span<uint> destination) =>
        PhiloxLoop.Fill(Seed, Stream, start / PhiloxLoop.WordsInBlock, (int)(start % PhiloxLoop.WordsInBlock), destination);

    private static void Places(long start, int count, long last)
    {
        Guard.AtLeast(start, 0);
        Guard.AtMost(start, count == 0 ? last : last - (count - 1));
    }
}
