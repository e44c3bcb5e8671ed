using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Losses.Point;

namespace Counterweight.Training.Boosting.Objectives;

/// <summary>Poisson loss with max(e^z, y) in the place of its Hessian e^z: |gradient| never exceeds it, so no step exceeds 1, however far e^z is below y.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct PoissonSteps : IPointLoss<PoissonSteps, float>
{
    private readonly PoissonLoss<float> loss;

    public static string TargetRule => PoissonLoss<float>.TargetRule;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBlock Accepts<TBlock>(TBlock target)
        where TBlock : struct, IBlock<TBlock, float> => PoissonLoss<float>.Accepts(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Evaluate<TBlock>(TBlock score, TBlock target, out TBlock value, out TBlock gradient, out TBlock hessian)
        where TBlock : struct, IBlock<TBlock, float>
    {
        loss.Evaluate(score, target, out value, out gradient, out hessian);
        hessian = TBlock.Max(target, hessian);
    }
}
