using System.Numerics;
using Counterweight.Losses.SoftTargets;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Losses.SoftTargets;

/// <summary>Distillation at temperature 2, 2½ where it is full.</summary>
public sealed class DistillationCase<T>(LossVariant variant = LossVariant.Plain) : SoftTargetCase<T, DistillationLoss<T>>(variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 2;

    /// <inheritdoc/>
    protected override string LossName => "distillation";

    private T Temperature => T.CreateChecked(IsFull ? 2.5 : 2);

    /// <inheritdoc/>
    protected override DistillationLoss<T> Make(int classes) => new(Temperature);

    /// <inheritdoc/>
    protected override SoftTargetDefinition<T> Define(int classes) =>
        new(IsDivergence: true, T.Zero, T.One / Temperature, [], Temperature * Temperature);
}
