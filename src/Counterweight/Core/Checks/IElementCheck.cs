using System.Numerics;

namespace Counterweight.Core.Checks;

/// <summary>A condition that every element of an input must meet.</summary>
internal interface IElementCheck<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    TBlock Accepts<TBlock>(TBlock element)
        where TBlock : struct, IBlock<TBlock, T>;
}
