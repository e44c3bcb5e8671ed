using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Simd;
using Counterweight.Losses.Rows;
using Counterweight.Losses.Softmax;

namespace Counterweight.Tests.Losses.Softmax;

/// <summary>1 − p_y: a loss whose derivatives by the cross-entropy are no constants.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct CurvedLoss<T>(T labelSmoothing, LogitTransform<T> transform) : ISoftmaxLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public int IgnoreLabel => SoftmaxBatch<T>.IgnoreLabel;

    public T LabelSmoothing { get; } = labelSmoothing;

    public LogitTransform<T> Transform { get; } = transform;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Evaluate<TBlock>(TBlock crossEntropy, TBlock probability, TBlock complement, out TBlock value, out TBlock firstDerivative, out TBlock secondDerivative)
        where TBlock : struct, IBlock<TBlock, T>
    {
        value = complement;
        firstDerivative = probability;
        secondDerivative = -probability;
    }
}
