using System.Numerics;
using Counterweight.Losses;
using Counterweight.Losses.Softmax;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Losses.Softmax;

/// <summary>Cross-entropy with gradient and Hessian divided by the rows (plain) or by their weight (full), and the Hessian times 2 or K/(K − 1).</summary>
public sealed class SoftmaxScaledCase<T>(LossVariant variant = LossVariant.Plain) : SoftmaxLossCase<T, SoftmaxCrossEntropy<T>, SoftmaxCrossEntropyReference>(variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(65536, 10)];

    /// <inheritdoc/>
    protected override string LossName => "softmax-scaled";

    /// <inheritdoc/>
    protected override double LabelSmoothing => IsFull ? 0.2 : 0;

    /// <inheritdoc/>
    protected override GradientScale Scale => IsFull ? GradientScale.PerWeight : GradientScale.PerRow;

    /// <inheritdoc/>
    protected override HessianFactor HessianFactor => IsFull ? HessianFactor.ClassRatio : HessianFactor.Two;

    /// <inheritdoc/>
    protected override SoftmaxCrossEntropy<T> Loss(int classes) => new(T.CreateChecked(LabelSmoothing), IgnoreLabel);

    /// <inheritdoc/>
    protected override SoftmaxCrossEntropyReference Definition(int classes) => default;
}
