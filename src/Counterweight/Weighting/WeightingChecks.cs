using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;

namespace Counterweight.Weighting;

/// <summary>A logarithm of a weight: below +∞.</summary>
internal readonly struct LogWeightCheck<T> : IElementCheck<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBlock Accepts<TBlock>(TBlock element)
        where TBlock : struct, IBlock<TBlock, T> => TBlock.LessThan(element, TBlock.Constant(double.PositiveInfinity));
}

/// <summary>A finite number.</summary>
internal readonly struct FiniteCheck<T> : IElementCheck<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public const string Rule = "a loss must be finite";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBlock Accepts<TBlock>(TBlock element)
        where TBlock : struct, IBlock<TBlock, T> => TBlock.LessThan(TBlock.Abs(element), TBlock.Constant(double.PositiveInfinity));
}

/// <summary>A number, not NaN.</summary>
internal readonly struct NumberCheck<T> : IElementCheck<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBlock Accepts<TBlock>(TBlock element)
        where TBlock : struct, IBlock<TBlock, T> => TBlock.Equal(element, element);
}

/// <summary>A number that is not negative, or NaN.</summary>
internal readonly struct NotNegativeCheck<T> : IElementCheck<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBlock Accepts<TBlock>(TBlock element)
        where TBlock : struct, IBlock<TBlock, T> => TBlock.Equal(TBlock.LessThan(element, TBlock.Zero) & TBlock.One, TBlock.Zero);
}

/// <summary>A number in [0, ∞), or NaN.</summary>
internal readonly struct MassCheck<T> : IElementCheck<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBlock Accepts<TBlock>(TBlock element)
        where TBlock : struct, IBlock<TBlock, T> =>
        TBlock.Equal((TBlock.LessThan(element, TBlock.Zero) | TBlock.Equal(element, TBlock.Constant(double.PositiveInfinity))) & TBlock.One, TBlock.Zero);
}
