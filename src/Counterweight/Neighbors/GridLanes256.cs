using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Counterweight.Neighbors;

/// <summary>256 bits.</summary>
internal unsafe struct GridLanes256 : IGridLanes<GridLanes256>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private Vector256<int> v;

    /// <inheritdoc/>
    public static int Count { [MethodImpl(Inline)] get => Vector256<int>.Count; }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static GridLanes256 Create(int value) => new() { v = Vector256.Create(value) };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static GridLanes256 Load(int* from) => new() { v = Vector256.Load(from) };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void Store(GridLanes256 lanes, int* to) => lanes.v.Store(to);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static GridLanes256 AddProducts(GridLanes256 sums, GridLanes256 one, GridLanes256 other) => Avx2.IsSupported
        ? new() { v = sums.v + Avx2.MultiplyAddAdjacent(one.v.AsInt16(), other.v.AsInt16()) }
        : new() { v = sums.v + ((one.v >> 16) * (other.v >> 16)) + ((one.v << 16 >> 16) * (other.v << 16 >> 16)) };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static GridLanes256 Max(GridLanes256 one, GridLanes256 other) => new() { v = Vector256.Max(one.v, other.v) };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static uint AtLeast(GridLanes256 lanes, int bound) => (uint)Vector256.GreaterThanOrEqual(lanes.v, Vector256.Create(bound)).ExtractMostSignificantBits();
}
