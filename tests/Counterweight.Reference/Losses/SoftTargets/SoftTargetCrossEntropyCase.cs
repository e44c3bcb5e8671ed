using System.Numerics;
using Counterweight.Losses.Rows;
using Counterweight.Losses.SoftTargets;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Losses.SoftTargets;

/// <summary>Cross-entropy against target probabilities; with smoothing and a bias where it is full.</summary>
public sealed class SoftTargetCrossEntropyCase<T>(LossVariant variant = LossVariant.Plain) : SoftTargetCase<T, SoftTargetCrossEntropy<T>>(variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 1;

    /// <inheritdoc/>
    protected override string LossName => "soft-target-cross-entropy";

    private T Smoothing => T.CreateChecked(IsFull ? 0.1 : 0);

    /// <inheritdoc/>
    protected override SoftTargetCrossEntropy<T> Make(int classes) =>
        IsFull ? new(Smoothing, new LogitTransform<T>(T.One, BiasOf(classes))) : new SoftTargetCrossEntropy<T>();

    /// <inheritdoc/>
    protected override SoftTargetDefinition<T> Define(int classes) =>
        new(IsDivergence: false, Smoothing, T.One, IsFull ? BiasOf(classes) : [], T.One);
}
