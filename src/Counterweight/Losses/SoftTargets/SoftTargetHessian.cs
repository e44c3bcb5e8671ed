using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Simd;
using Counterweight.Losses.Rows;

namespace Counterweight.Losses.SoftTargets;

/// <summary>The Hessian diagonal of a long row with soft targets, from its exponentials.</summary>
internal readonly unsafe struct SoftTargetHessian<TBlock, T>(T* state, T* exps) : IRowPass<TBlock>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBlock Make(nint first) => SoftTargetRow<TBlock, T>.Hessian(
        TBlock.Load(in exps[first]), TBlock.Create(state[SoftTargetSlots.Rest * TBlock.Count]), TBlock.Create(state[SoftTargetSlots.OfHessian * TBlock.Count]));
}
