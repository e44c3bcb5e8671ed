using System.Numerics;
using System.Runtime.CompilerServices;

namespace Counterweight.Losses.Point;

/// <summary>Domains of binary targets.</summary>
internal static class BinaryTarget
{
    public const string SoftRule = "a target must lie in [0, 1]";

    public const string HardRule = "a target must be 0 or 1";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBlock IsSoft<TBlock, T>(TBlock target)
        where TBlock : struct, IBlock<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        TBlock.LessThanOrEqual(TBlock.Zero, target) & TBlock.LessThanOrEqual(target, TBlock.One);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBlock IsHard<TBlock, T>(TBlock target)
        where TBlock : struct, IBlock<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        TBlock.Equal(target, TBlock.Zero) | TBlock.Equal(target, TBlock.One);

    /// <summary>+1 for the target 1, −1 for 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBlock Sign<TBlock, T>(TBlock target)
        where TBlock : struct, IBlock<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => (target + target) - TBlock.One;
}
