using System.Numerics;
using Counterweight.Losses.Softmax;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Losses.Softmax;

/// <summary>Cross-entropy of labels that are longs, as those of tensors are.</summary>
public sealed class SoftmaxLongLabelsCase<T>(LossVariant variant = LossVariant.Plain) : SoftmaxLossCase<T, SoftmaxCrossEntropy<T>, SoftmaxCrossEntropyReference>(variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(65536, 2), new(65536, 10), new(16384, 100)];

    /// <inheritdoc/>
    protected override string LossName => "softmax-cross-entropy-long-labels";

    /// <inheritdoc/>
    protected override double LabelSmoothing => IsFull ? 0.1 : 0;

    /// <inheritdoc/>
    protected override bool HasLongLabels => true;

    /// <inheritdoc/>
    protected override SoftmaxCrossEntropy<T> Loss(int classes) => new(T.CreateChecked(LabelSmoothing), IgnoreLabel);

    /// <inheritdoc/>
    protected override SoftmaxCrossEntropyReference Definition(int classes) => default;
}
