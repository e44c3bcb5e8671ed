using System.Numerics;

namespace Counterweight.Core.Simd;

/// <summary>A loop written once over any block, run by <see cref="BlockDispatch.Run{TJob, T}"/>.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal interface IBlockJob<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Runs the loop with blocks of type <typeparamref name="TBlock"/>.</summary>
    /// <typeparam name="TBlock">The block of this machine.</typeparam>
    void Run<TBlock>()
        where TBlock : struct, ISimdBlock<TBlock, T>;
}
