using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Counterweight.Randomness;

/// <summary>Two blocks in registers of 128 bits, or in whatever a machine has in their place.</summary>
internal struct PhiloxLanes128 : IPhiloxLanes<PhiloxLanes128>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private Vector128<ulong> lanes;

    public static int Count => Vector128<ulong>.Count;

    public static PhiloxLanes128 Offsets
    {
        [MethodImpl(Inline)]
        get => Of(Vector128.Create(0UL, 1));
    }

    [MethodImpl(Inline)]
    public static PhiloxLanes128 Create(ulong value) => Of(Vector128.Create(value));

    [MethodImpl(Inline)]
    public static PhiloxLanes128 operator +(PhiloxLanes128 left, PhiloxLanes128 right) => Of(left.lanes + right.lanes);

    [MethodImpl(Inline)]
    public static PhiloxLanes128 operator ^(PhiloxLanes128 left, PhiloxLanes128 right) => Of(left.lanes ^ right.lanes);

    [MethodImpl(Inline)]
    public static PhiloxLanes128 operator *(PhiloxLanes128 left, PhiloxLanes128 right)
    {
        if (Sse2.IsSupported)
        {
            return Of(Sse2.Multiply(left.lanes.AsUInt32(), right.lanes.AsUInt32()));
        }

        if (AdvSimd.IsSupported)
        {
            return Of(AdvSimd.MultiplyWideningLower(AdvSimd.ExtractNarrowingLower(left.lanes), AdvSimd.ExtractNarrowingLower(right.lanes)));
        }

        var lower = Vector128.Create((ulong)uint.MaxValue);
        return Of((left.lanes & lower) * (right.lanes & lower));
    }

    [MethodImpl(Inline)]
    public static PhiloxLanes128 Upper(PhiloxLanes128 value) => Of(value.lanes >> 32);

    [MethodImpl(Inline)]
    public static void Store(PhiloxLanes128 word0, PhiloxLanes128 word1, PhiloxLanes128 word2, PhiloxLanes128 word3, ref uint destination)
    {
        var first = Pairs(word0, word1);
        var second = Pairs(word2, word3);
        Vector128.Create(first.GetLower(), second.GetLower()).AsUInt32().StoreUnsafe(ref destination);
        Vector128.Create(first.GetUpper(), second.GetUpper()).AsUInt32().StoreUnsafe(ref destination, 4);
    }

    [MethodImpl(Inline)]
    private static Vector128<ulong> Pairs(PhiloxLanes128 low, PhiloxLanes128 high) =>
        (low.lanes & Vector128.Create((ulong)uint.MaxValue)) | (high.lanes << 32);

    [MethodImpl(Inline)]
    private static PhiloxLanes128 Of(Vector128<ulong> lanes) => new() { lanes = lanes };
}
