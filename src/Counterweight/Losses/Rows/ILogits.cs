using System.Numerics;
using Counterweight.Core.Simd;

namespace Counterweight.Losses.Rows;

/// <summary>The logits of one long row, moved as the loss wants them.</summary>
internal interface ILogits<TBlock, T>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A block of them, from class <paramref name="first"/> on.</summary>
    TBlock Load(nint first);
}
