using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Simd;
using Counterweight.Losses.Rows;

namespace Counterweight.Losses.SoftTargets;

/// <summary>The gradient of a long row with soft targets, from its exponentials.</summary>
internal readonly unsafe ref struct SoftTargetGradient<TBlock, T>(ref readonly SoftTargetOperands<T> rows, nint row, T* state, T* exps) : IRowPass<TBlock>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ref readonly SoftTargetOperands<T> rows = ref rows;
    private readonly T* targets = rows.Targets + (row * rows.TargetStride);
    private readonly T* classWeights = rows.ClassWeights;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBlock Make(nint first) => SoftTargetRow<TBlock, T>.Gradient(
        TBlock.Load(in exps[first]),
        LongSoftTargetRow<TBlock, T>.Target(in rows, targets, first) * LongRowOutput<TBlock, T>.Weights(classWeights, first),
        TBlock.Create(state[SoftTargetSlots.Rest * TBlock.Count]),
        TBlock.Create(state[SoftTargetSlots.TargetWeight * TBlock.Count]),
        TBlock.Create(state[SoftTargetSlots.OfGradient * TBlock.Count]));
}
