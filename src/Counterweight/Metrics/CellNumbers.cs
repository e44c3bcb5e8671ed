using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Simd;

namespace Counterweight.Metrics;

/// <summary>Numbers of cells of a confusion matrix: label · (classes + 1) + prediction, below 2¹⁶, and one behind all others for an ignored label.</summary>
/// <remarks>A power of two is added, beside which the lowest bits of a floating-point number are those of the integer: reading it needs no conversion.</remarks>
internal readonly struct CellNumbers<TBlock, T>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TBlock width;
    private readonly TBlock unit;
    private readonly TBlock last;
    private readonly TBlock ignored;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CellNumbers(int classes, int ignoreLabel)
    {
        width = TBlock.Create(T.CreateTruncating(classes + 1));
        unit = TBlock.Constant(typeof(T) == typeof(float) ? 1L << 23 : 1L << 52);
        last = unit + (width * TBlock.Create(T.CreateTruncating(classes)));
        ignored = TBlock.Create(T.CreateTruncating(ignoreLabel));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBlock Of(TBlock label, TBlock prediction) =>
        TBlock.SelectEqual(label, ignored, last, unit + TBlock.FusedMultiplyAdd(label, width, prediction));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Read(T number) => typeof(T) == typeof(float)
        ? (ushort)BitConverter.SingleToUInt32Bits(Unsafe.BitCast<T, float>(number))
        : (ushort)BitConverter.DoubleToUInt64Bits(Unsafe.BitCast<T, double>(number));
}
