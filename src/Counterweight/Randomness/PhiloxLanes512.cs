using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Counterweight.Randomness;

/// <summary>Eight blocks in registers of 512 bits. Chosen only where <see cref="Avx512F"/> is supported.</summary>
internal struct PhiloxLanes512 : IPhiloxLanes<PhiloxLanes512>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private Vector512<ulong> lanes;

    public static int Count => Vector512<ulong>.Count;

    public static PhiloxLanes512 Offsets
    {
        [MethodImpl(Inline)]
        get => Of(Vector512.Create(0UL, 4, 1, 5, 2, 6, 3, 7));
    }

    [MethodImpl(Inline)]
    public static PhiloxLanes512 Create(ulong value) => Of(Vector512.Create(value));

    [MethodImpl(Inline)]
    public static PhiloxLanes512 operator +(PhiloxLanes512 left, PhiloxLanes512 right) => Of(left.lanes + right.lanes);

    [MethodImpl(Inline)]
    public static PhiloxLanes512 operator ^(PhiloxLanes512 left, PhiloxLanes512 right) => Of(left.lanes ^ right.lanes);

    [MethodImpl(Inline)]
    public static PhiloxLanes512 operator *(PhiloxLanes512 left, PhiloxLanes512 right) =>
        Of(Avx512F.Multiply(left.lanes.AsUInt32(), right.lanes.AsUInt32()));

    [MethodImpl(Inline)]
    public static PhiloxLanes512 Upper(PhiloxLanes512 value) => Of(value.lanes >> 32);

    [MethodImpl(Inline)]
    public static void Store(PhiloxLanes512 word0, PhiloxLanes512 word1, PhiloxLanes512 word2, PhiloxLanes512 word3, ref uint destination)
    {
        var first = Pairs(word0, word1);
        var second = Pairs(word2, word3);
        Avx512F.UnpackLow(first, second).AsUInt32().StoreUnsafe(ref destination);
        Avx512F.UnpackHigh(first, second).AsUInt32().StoreUnsafe(ref destination, 16);
    }

    [MethodImpl(Inline)]
    private static Vector512<ulong> Pairs(PhiloxLanes512 low, PhiloxLanes512 high) =>
        (low.lanes & Vector512.Create((ulong)uint.MaxValue)) | (high.lanes << 32);

    [MethodImpl(Inline)]
    private static PhiloxLanes512 Of(Vector512<ulong> lanes) => new() { lanes = lanes };
}
