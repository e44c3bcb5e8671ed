using System.Runtime.CompilerServices;
using Counterweight.Losses.Point;

namespace Counterweight.LightGbm.Tests;

/// <summary>A user's own loss: z⁴/4 of z = score − target, so that its second derivative 3z² is 0 at the target; or its negative.</summary>
internal readonly struct UserLoss(float sign) : IPointLoss<UserLoss, float>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Evaluate<TBlock>(TBlock score, TBlock target, out TBlock value, out TBlock gradient, out TBlock hessian)
        where TBlock : struct, IBlock<TBlock, float>
    {
        var distance = score - target;
        var square = distance * distance;
        value = TBlock.Create(sign / 4) * square * square;
        gradient = TBlock.Create(sign) * square * distance;
        hessian = TBlock.Create(3 * sign) * square;
    }
}
