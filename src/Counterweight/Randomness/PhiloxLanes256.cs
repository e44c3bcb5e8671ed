using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Counterweight.Randomness;

/// <summary>Four blocks in registers of 256 bits. Chosen only where <see cref="Avx2"/> is supported.</summary>
internal struct PhiloxLanes256 : IPhiloxLanes<PhiloxLanes256>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private Vector256<ulong> lanes;

    public static int Count => Vector256<ulong>.Count;

    public static PhiloxLanes256 Offsets
    {
        [MethodImpl(Inline)]
        get => Of(Vector256.Create(0UL, 2, 1, 3));
    }

    [MethodImpl(Inline)]
    public static PhiloxLanes256 Create(ulong value) => Of(Vector256.Create(value));

    [MethodImpl(Inline)]
    public static PhiloxLanes256 operator +(PhiloxLanes256 left, PhiloxLanes256 right) => Of(left.lanes + right.lanes);

    [MethodImpl(Inline)]
    public static PhiloxLanes256 operator ^(PhiloxLanes256 left, PhiloxLanes256 right) => Of(left.lanes ^ right.lanes);

    [MethodImpl(Inline)]
    public static PhiloxLanes256 operator *(PhiloxLanes256 left, PhiloxLanes256 right) =>
        Of(Avx2.Multiply(left.lanes.AsUInt32(), right.lanes.AsUInt32()));

    [MethodImpl(Inline)]
    public static PhiloxLanes256 Upper(PhiloxLanes256 value) => Of(value.lanes >> 32);

    [MethodImpl(Inline)]
    public static void Store(PhiloxLanes256 word0, PhiloxLanes256 word1, PhiloxLanes256 word2, PhiloxLanes256 word3, ref uint destination)
    {
        var first = Pairs(word0, word1);
        var second = Pairs(word2, word3);
        Avx2.UnpackLow(first, second).AsUInt32().StoreUnsafe(ref destination);
        Avx2.UnpackHigh(first, second).AsUInt32().StoreUnsafe(ref destination, 8);
    }

    [MethodImpl(Inline)]
    private static Vector256<ulong> Pairs(PhiloxLanes256 low, PhiloxLanes256 high) =>
        (low.lanes & Vector256.Create((ulong)uint.MaxValue)) | (high.lanes << 32);

    [MethodImpl(Inline)]
    private static PhiloxLanes256 Of(Vector256<ulong> lanes) => new() { lanes = lanes };
}
