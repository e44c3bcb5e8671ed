using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Simd;
using Counterweight.Losses.Rows;

namespace Counterweight.Losses.SoftTargets;

/// <summary>Logits moved by a bias, if there is one, and not yet scaled.</summary>
internal readonly unsafe struct SoftTargetLogits<TBlock, T>(T* scores, T* bias) : ILogits<TBlock, T>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBlock Load(nint first) => bias == null ? TBlock.Load(in scores[first]) : TBlock.Load(in scores[first]) + TBlock.Load(in bias[first]);
}
