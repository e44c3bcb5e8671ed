using System.Numerics;

namespace Counterweight.Elementwise;

/// <summary>A function of one element, written over blocks: the operator of <c>VectorMath.Map</c>.</summary>
/// <remarks>Implement it on a small readonly struct and mark <see cref="Apply"/> for aggressive inlining.</remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public interface IMap<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The function of each lane, which may depend on that lane alone.</summary>
    /// <typeparam name="TBlock">The block of this machine.</typeparam>
    TBlock Apply<TBlock>(TBlock x)
        where TBlock : struct, IBlock<TBlock, T>;
}
