using System.Numerics;
using Counterweight.Losses.Softmax;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Losses.Softmax;

/// <summary>Softmax focal loss with γ = 1.5 (plain) and 0.75 (full), by logarithm and exponential.</summary>
public sealed class SoftmaxFocalGeneralCase<T>(LossVariant variant = LossVariant.Plain) : SoftmaxLossCase<T, SoftmaxFocalLoss<T>, SoftmaxFocalReference>(variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    protected override string LossName => "softmax-focal-general";

    private double Gamma => IsFull ? 0.75 : 1.5;

    /// <inheritdoc/>
    protected override SoftmaxFocalLoss<T> Loss(int classes) => new(T.CreateChecked(Gamma), IgnoreLabel);

    /// <inheritdoc/>
    protected override SoftmaxFocalReference Definition(int classes) => new(Gamma);
}
