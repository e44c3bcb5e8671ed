using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Counterweight.Metrics.Ranking.Curves;

/// <summary>Key, class and weight of a double in two words.</summary>
[StructLayout(LayoutKind.Sequential, Size = 16)]
internal readonly struct DoubleRankEntry : IRankEntry<DoubleRankEntry, double>
{
    private const ulong Sign = 0x8000000000000000;

    private readonly ulong key;
    private readonly ulong tagged;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private DoubleRankEntry(ulong key, ulong tagged)
    {
        this.key = key;
        this.tagged = tagged;
    }

    public static int MantissaBits => 52;

    public ulong Key
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => key;
    }

    public int IsPositive
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (int)(tagged >> 63);
    }

    public double Weight
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => BitConverter.UInt64BitsToDouble(tagged & ~Sign);
    }

    public double Score
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var ordered = ~key;
            return BitConverter.UInt64BitsToDouble(ordered ^ ((ulong)((long)~ordered >> 63) | Sign));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleRankEntry Create(double score, double weight, int isPositive) =>
        new(KeyOf(score), ((ulong)isPositive << 63) | BitConverter.DoubleToUInt64Bits(weight));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong KeyOf(double score)
    {
        var number = BitConverter.DoubleToUInt64Bits(score + 0.0);
        return ~(number ^ ((ulong)((long)number >> 63) | Sign));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nint Digit(int shift) => (nint)((key >> shift) & 0xFF);
}
