using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;

namespace Counterweight.Losses.SoftTargets;

/// <summary>The domain of target probabilities, which need not sum to 1.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct SoftTarget<T>(T limit) : IElementCheck<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T limit = limit;

    public const string Rule = "a target probability must be finite and not negative";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBlock Accepts<TBlock>(TBlock element)
        where TBlock : struct, IBlock<TBlock, T> =>
        TBlock.LessThanOrEqual(TBlock.Zero, element) & TBlock.LessThanOrEqual(element, TBlock.Create(limit));
}
