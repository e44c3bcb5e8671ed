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

    /// <summary>one·softplus(−z) + zero·softplus(z) and its derivatives by z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CrossEntropy<TBlock, T>(TBlock score, TBlock one, TBlock zero, out TBlock value, out TBlock gradient, out TBlock hessian)
        where TBlock : struct, IBlock<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Parts<TBlock, T>(score, out var magnitude, out var log, out var large, out var small);

        // The class that the sign of the score speaks against pays the linear part.
        var isNegative = TBlock.LessThan(score, TBlock.Zero);
        var against = TBlock.Select(isNegative, one, zero);
        var along = TBlock.Select(isNegative, zero, one);
        var total = one + zero;
        var linear = TBlock.Select(TBlock.Equal(against, TBlock.Zero), TBlock.Zero, against * magnitude);
        value = TBlock.FusedMultiplyAdd(total, log, linear);
        var slope = TBlock.FusedMultiplyAdd(against, large, -(along * small));
        gradient = TBlock.Select(isNegative, -slope, slope);
        hessian = total * (large * small);
    }
}
