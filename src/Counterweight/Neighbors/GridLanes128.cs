using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Counterweight.Neighbors;

/// <summary>128 bits.</summary>
internal unsafe struct GridLanes128 : IGridLanes<GridLanes128>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private Vector128<int> v;

    /// <inheritdoc/>
    public static int Count { [MethodImpl(Inline)] get => Vector128<int>.Count; }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static GridLanes128 Create(int value) => new() { v = Vector128.Create(value) };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static GridLanes128 Load(int* from) => new() { v = Vector128.Load(from) };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void Store(GridLanes128 lanes, int* to) => lanes.v.Store(to);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static GridLanes128 AddProducts(GridLanes128 sums, GridLanes128 one, GridLanes128 other) => Sse2.IsSupported
        ? new() { v = sums.v + Sse2.MultiplyAddAdjacent(one.v.AsInt16(), other.v.AsInt16()) }
        : new() { v = sums.v + ((one.v >> 16) * (other.v >> 16)) + ((one.v << 16 >> 16) * (other.v << 16 >> 16)) };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static GridLanes128 Max(GridLanes128 one, GridLanes128 other) => new() { v = Vector128.Max(one.v, other.v) };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static uint AtLeast(GridLanes128 lanes, int bound) => (uint)Vector128.GreaterThanOrEqual(lanes.v, Vector128.Create(bound)).ExtractMostSignificantBits();
}
