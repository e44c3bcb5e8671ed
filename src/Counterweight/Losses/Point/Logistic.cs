using System.Numerics;
using System.Runtime.CompilerServices;

namespace Counterweight.Losses.Point;

/// <summary>Functions that losses of a logit z have in common. All come from e = e^−|z|, so that no probability is subtracted from 1.</summary>
internal static class Logistic
{
    /// <summary>|z|, ln(1 + e), and the probabilities of the class that the sign of z speaks for, 1/(1 + e), and of the other, e/(1 + e).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Parts<TBlock, T>(TBlock score, out TBlock magnitude, out TBlock log, out TBlock large, out TBlock small)
        where TBlock : struct, IBlock<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        magnitude = TBlock.Abs(score);
        var e = TBlock.ExpNonPositive(-magnitude);
        large = TBlock.One / (TBlock.One + e);
        small = e * large;
        log = TBlock.Log1pUnit(e);
    }

    /// <summary>one·softplus(−z) + zero·softplus(z) and its derivatives by z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CrossEntropy<TBlock, T>(TBlock score, TBlock one, TBlock zero, out TBlock value, out TBlock gradient, out TBlock hessian)
        where TBlock : struct, IBlock<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Parts<TBlock, T>(score, out var magnitude, out var log, out var large, out var small);

        // The class that the sign of the score speaks against pays the linear part. A weight of 0 times ∞ is 0: Max takes
        // its right argument for NaN.
        var against = TBlock.SelectLess(score, TBlock.Zero, one, zero);
        var along = TBlock.SelectLess(score, TBlock.Zero, zero, one);
        var total = one + zero;
        value = TBlock.FusedMultiplyAdd(total, log, TBlock.Max(against * magnitude, TBlock.Zero));
        var derivative = TBlock.FusedMultiplyAdd(against, large, -(along * small));
        gradient = TBlock.SelectLess(score, TBlock.Zero, -derivative, derivative);
        hessian = total * (large * small);
    }
}
