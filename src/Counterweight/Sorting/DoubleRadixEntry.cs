using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Counterweight.Sorting;

/// <summary>Key and row of a double.</summary>
[StructLayout(LayoutKind.Sequential, Size = 16)]
internal readonly struct DoubleRadixEntry : IRadixEntry<DoubleRadixEntry, double>
{
    private readonly ulong key;
    private readonly ulong row;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private DoubleRadixEntry(ulong key, ulong row)
    {
        this.key = key;
        this.row = row;
    }

    public static int Digits => 8;

    public int Row
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (int)row;
    }

    public double Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => BitConverter.UInt64BitsToDouble(key ^ ((ulong)((long)~key >> 63) | 0x8000000000000000));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleRadixEntry Create(double value, int row)
    {
        var number = BitConverter.DoubleToUInt64Bits(value + 0.0);
        var ordered = number ^ ((ulong)((long)number >> 63) | 0x8000000000000000);
        return new(double.IsNaN(value) ? ulong.MaxValue : ordered, (uint)row);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nint Digit(int shift) => (nint)((key >> shift) & 0xFF);
}
