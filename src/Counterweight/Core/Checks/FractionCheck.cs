using System.Numerics;
using System.Runtime.CompilerServices;

namespace Counterweight.Core.Checks;

/// <summary>A number in [0, 1], or NaN.</summary>
internal readonly struct FractionCheck<T> : IElementCheck<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBlock Accepts<TBlock>(TBlock element)
        where TBlock : struct, IBlock<TBlock, T> =>
        TBlock.Equal((TBlock.LessThan(element, TBlock.Zero) | TBlock.LessThan(TBlock.One, element)) & TBlock.One, TBlock.Zero);
}
