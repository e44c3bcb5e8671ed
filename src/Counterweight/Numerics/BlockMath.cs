using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Blocks;

namespace Counterweight.Numerics;

/// <summary>
/// Elementary functions on blocks, for <see cref="float"/> and <see cref="double"/>, with the same bits on every block.
/// </summary>
/// <remarks>
/// An error of 1 ulp is the distance between neighbouring values of the format at the exact result, subnormal
/// results included. A NaN argument gives NaN.
/// </remarks>
public static partial class BlockMath
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>One step of Horner's rule: p·x + c.</summary>
    [MethodImpl(Inline)]
    private static TBlock Step<TBlock, T>(TBlock p, TBlock x, double c)
        where TBlock : struct, IBlock<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        TBlock.FusedMultiplyAdd(p, x, TBlock.Constant(c));
}
