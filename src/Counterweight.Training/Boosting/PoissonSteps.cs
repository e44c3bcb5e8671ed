using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Losses.Point;

namespace Counterweight.Training.Boosting;

/// <summary>Poisson loss with max(e^z, y) in the place of its Hessian e^z: |gradient| never exceeds it, so no step exceeds 1, however far e^z is below y.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct PoissonSteps : IPointLoss<float>
{
    private readonly PoissonLoss<float> loss;

    public string TargetRule => loss.TargetRule;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBlock Accepts<TBlock>(TBlock target)
        where TBlock : struct, IBlock<TBlock, float> => loss.Accepts(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBlock Weight<TBlock>(TBlock target)
        where TBlock : struct, IBlock<TBlock, float> => loss.Weight(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Evaluate<TBlock>(TBlock score, TBlock target, out TBlock value, out TBlock gradient, out TBlock hessian)
        where TBlock : struct, IBlock<TBlock, float>
    {
        loss.Evaluate(score, target, out value, out gradient, out hessian);
        hessian = TBlock.Max(target, hessian);
    }
}
