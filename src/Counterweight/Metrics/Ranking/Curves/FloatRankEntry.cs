using System.Runtime.CompilerServices;

namespace Counterweight.Metrics.Ranking.Curves;

/// <summary>Key, class and weight of a float in one word.</summary>
internal readonly struct FloatRankEntry : IRankEntry<FloatRankEntry, float>
{
    private readonly ulong bits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private FloatRankEntry(ulong bits) => this.bits = bits;

    public static int MantissaBits => 23;

    public ulong Key
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => bits >> 32;
    }

    public int IsPositive
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (int)(bits >> 31) & 1;
    }

    public double Weight
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => BitConverter.UInt32BitsToSingle((uint)bits & 0x7FFFFFFF);
    }

    public float Score
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var key = ~(uint)(bits >> 32);
            return BitConverter.UInt32BitsToSingle(key ^ ((uint)((int)~key >> 31) | 0x80000000));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRankEntry Create(float score, float weight, int isPositive) =>
        new((KeyOf(score) << 32) | ((uint)isPositive << 31) | BitConverter.SingleToUInt32Bits(weight));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong KeyOf(float score)
    {
        var number = BitConverter.SingleToUInt32Bits(score + 0f);
        return ~(number ^ ((uint)((int)number >> 31) | 0x80000000));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nint Digit(int shift) => (nint)((bits >> (32 + shift)) & 0xFF);
}
