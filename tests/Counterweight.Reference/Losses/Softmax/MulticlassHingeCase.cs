using System.Numerics;
using Counterweight.Losses.Softmax;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Losses.Softmax;

/// <summary>Multiclass hinge loss.</summary>
public sealed class MulticlassHingeCase<T>(LossVariant variant = LossVariant.Plain) : SoftmaxLossCase<T, MulticlassHingeLoss<T>, MovedLogitsReference>(variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <inheritdoc/>
    protected override string LossName => "multiclass-hinge";

    /// <inheritdoc/>
    protected override MulticlassHingeLoss<T> Loss(int classes) => new(classes, IgnoreLabel);

    /// <inheritdoc/>
    protected override MovedLogitsReference Definition(int classes) => new(1, Margins: [.. Enumerable.Repeat(1.0, classes)], TakesHardmax: true);
}
