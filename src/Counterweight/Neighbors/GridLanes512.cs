using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Counterweight.Neighbors;

/// <summary>512 bits.</summary>
internal unsafe struct GridLanes512 : IGridLanes<GridLanes512>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private Vector512<int> v;

    /// <inheritdoc/>
    public static int Count { [MethodImpl(Inline)] get => Vector512<int>.Count; }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static GridLanes512 Create(int value) => new() { v = Vector512.Create(value) };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static GridLanes512 Load(int* from) => new() { v = Vector512.Load(from) };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void Store(GridLanes512 lanes, int* to) => lanes.v.Store(to);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static GridLanes512 AddProducts(GridLanes512 sums, GridLanes512 one, GridLanes512 other) => Avx512BW.IsSupported
        ? new() { v = sums.v + Avx512BW.MultiplyAddAdjacent(one.v.AsInt16(), other.v.AsInt16()) }
        : new() { v = sums.v + ((one.v >> 16) * (other.v >> 16)) + ((one.v << 16 >> 16) * (other.v << 16 >> 16)) };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static GridLanes512 Max(GridLanes512 one, GridLanes512 other) => new() { v = Vector512.Max(one.v, other.v) };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static uint AtLeast(GridLanes512 lanes, int bound) => (uint)Vector512.GreaterThanOrEqual(lanes.v, Vector512.Create(bound)).ExtractMostSignificantBits();
}
