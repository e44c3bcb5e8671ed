using Counterweight.Core.Checks;
using Counterweight.Core.Work;

namespace Counterweight.Resampling.Over;

/// <summary>Features whose differences are finite, or, if so chosen, NaN.</summary>
internal readonly struct FeatureCheck<TMissing> : IElementCheck<float>
    where TMissing : struct, IStaticFlag
{
    public TBlock Accepts<TBlock>(TBlock element)
        where TBlock : struct, IBlock<TBlock, float>
    {
        var isSmall = TBlock.LessThanOrEqual(TBlock.Abs(element), TBlock.Constant(OverChecks.LargestFeature));
        return TMissing.IsOn ? isSmall | (TBlock.Equal(element, element) ^ TBlock.Equal(TBlock.Zero, TBlock.Zero)) : isSmall;
    }
}
