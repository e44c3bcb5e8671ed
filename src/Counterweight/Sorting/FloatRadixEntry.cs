using System.Runtime.CompilerServices;

namespace Counterweight.Sorting;

/// <summary>Key and row of a float in one word.</summary>
internal readonly struct FloatRadixEntry : IRadixEntry<FloatRadixEntry, float>
{
    private readonly ulong bits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private FloatRadixEntry(uint key, int row) => bits = ((ulong)key << 32) | (uint)row;

    public static int Digits => 4;

    public int Row
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (int)bits;
    }

    public float Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var key = (uint)(bits >> 32);
            return BitConverter.UInt32BitsToSingle(key ^ ((uint)((int)~key >> 31) | 0x80000000));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRadixEntry Create(float value, int row)
    {
        var number = BitConverter.SingleToUInt32Bits(value + 0f);
        var key = number ^ ((uint)((int)number >> 31) | 0x80000000);
        return new(float.IsNaN(value) ? uint.MaxValue : key, row);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nint Digit(int shift) => (nint)((bits >> (32 + shift)) & 0xFF);
}
