using Counterweight.Core.Checks;
using Counterweight.Core.Work;

namespace Counterweight.Neighbors;

/// <summary>Numbers that are finite, or, if so chosen, NaN.</summary>
internal readonly struct NumberCheck<TMissing> : IElementCheck<float>
    where TMissing : struct, IStaticFlag
{
    public TBlock Accepts<TBlock>(TBlock element)
        where TBlock : struct, IBlock<TBlock, float>
    {
        var isFinite = TBlock.LessThanOrEqual(TBlock.Abs(element), TBlock.Constant(float.MaxValue));
        return TMissing.IsOn ? isFinite | (TBlock.Equal(element, element) ^ TBlock.Equal(TBlock.Zero, TBlock.Zero)) : isFinite;
    }
}
