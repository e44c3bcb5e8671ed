using System.Numerics;
using Counterweight.Losses.Softmax;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Losses.Softmax;

/// <summary>Softmax focal loss with γ = 2, whose negative Hessians are written as 0.</summary>
public sealed class SoftmaxFocalClampedCase<T>() : SoftmaxLossCase<T, SoftmaxFocalLoss<T>, SoftmaxFocalReference>(LossVariant.Full)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    protected override string LossName => "softmax-focal-clamped";

    /// <inheritdoc/>
    protected override bool ClampHessian => true;

    /// <inheritdoc/>
    protected override SoftmaxFocalLoss<T> Loss(int classes) => new(T.CreateChecked(2), IgnoreLabel);

    /// <inheritdoc/>
    protected override SoftmaxFocalReference Definition(int classes) => new(2);
}
