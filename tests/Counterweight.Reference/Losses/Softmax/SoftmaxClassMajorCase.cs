using System.Numerics;
using Counterweight.Losses.Rows;
using Counterweight.Losses.Softmax;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Losses.Softmax;

/// <summary>Cross-entropy of class-major logits, as boosters store scores.</summary>
public sealed class SoftmaxClassMajorCase<T>(LossVariant variant = LossVariant.Plain) : SoftmaxLossCase<T, SoftmaxCrossEntropy<T>, SoftmaxCrossEntropyReference>(variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes =>
        [new(65536, 2), new(65536, 3), new(65536, 10), new(16384, 100), new(4096, 1000), new(256, 32000)];

    /// <inheritdoc/>
    protected override string LossName => "softmax-cross-entropy-class-major";

    /// <inheritdoc/>
    protected override double LabelSmoothing => IsFull ? 0.1 : 0;

    /// <inheritdoc/>
    protected override LogitLayout Layout(Shape shape) => LogitLayout.ClassMajor(shape.Width);

    /// <inheritdoc/>
    protected override SoftmaxCrossEntropy<T> Loss(int classes) => new(T.CreateChecked(LabelSmoothing), IgnoreLabel);

    /// <inheritdoc/>
    protected override SoftmaxCrossEntropyReference Definition(int classes) => default;
}
