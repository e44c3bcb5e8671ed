using System.Numerics;
using System.Runtime.CompilerServices;

namespace Counterweight.Losses.Point;

/// <summary>The domain of losses of real numbers.</summary>
internal static class RealTarget
{
    public const string Rule = "a target must be finite";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBlock Accepts<TBlock, T>(TBlock target)
        where TBlock : struct, IBlock<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        TBlock.LessThan(TBlock.Abs(target), TBlock.Create(T.PositiveInfinity));
}
