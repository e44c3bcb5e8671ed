using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Blocks;
using Counterweight.Numerics;

namespace Counterweight.Losses;

/// <summary>What losses of a logit z share: all from e = e^−|z|, so that no probability is ever subtracted from 1.</summary>
internal static class Logistic
{
    /// <summary>|z|, ln(1 + e), and the probabilities of the class that the sign of z speaks for, 1/(1 + e), and of the other, e/(1 + e).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Parts<TBlock, T>(TBlock score, out TBlock magnitude, out TBlock log, out TBlock large, out TBlock small)
        where TBlock : struct, IBlock<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        magnitude = TBlock.Abs(score);
        var e = BlockMath.ExpNonPositive<TBlock, T>(-magnitude);
        large = TBlock.One / (TBlock.One + e);
        small = e * large;
        log = BlockMath.Log1pUnit<TBlock, T>(e);
    }
}
