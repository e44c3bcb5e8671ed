using System.Numerics;
using Counterweight.Losses.Softmax;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Losses.Softmax;

/// <summary>Softmax focal loss with γ = 2.</summary>
public sealed class SoftmaxFocalCase<T>(LossVariant variant = LossVariant.Plain) : SoftmaxLossCase<T, SoftmaxFocalLoss<T>, SoftmaxFocalReference>(variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    protected override string LossName => "softmax-focal";

    /// <inheritdoc/>
    protected override SoftmaxFocalLoss<T> Loss(int classes) => new(T.CreateChecked(2), IgnoreLabel);

    /// <inheritdoc/>
    protected override SoftmaxFocalReference Definition(int classes) => new(2);
}
