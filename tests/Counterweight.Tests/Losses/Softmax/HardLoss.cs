using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Simd;
using Counterweight.Losses.Rows;
using Counterweight.Losses.Softmax;

namespace Counterweight.Tests.Losses.Softmax;

/// <summary>max x − x_y: the loss of temperature 0.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct HardLoss<T>(LogitTransform<T> transform) : ISoftmaxLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static bool TakesHardmax => true;

    public int IgnoreLabel => SoftmaxBatch<T>.IgnoreLabel;

    public T LabelSmoothing => T.Zero;

    public LogitTransform<T> Transform { get; } = transform;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Evaluate<TBlock>(TBlock crossEntropy, TBlock probability, TBlock complement, out TBlock value, out TBlock firstDerivative, out TBlock secondDerivative)
        where TBlock : struct, IBlock<TBlock, T>
    {
        value = crossEntropy;
        firstDerivative = TBlock.One;
        secondDerivative = TBlock.Zero;
    }
}
