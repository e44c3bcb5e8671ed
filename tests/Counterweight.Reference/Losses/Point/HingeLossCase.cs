using System.Numerics;
using Counterweight.Losses.Point;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Losses.Point;

/// <summary>Hinge loss.</summary>
public sealed class HingeLossCase<T>(LossVariant variant = LossVariant.Plain) : PointLossCase<T, HingeLoss<T>, HingeLossReference>(variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <inheritdoc/>
    protected override string LossName => "hinge";

    /// <inheritdoc/>
    protected override HingeLoss<T> Loss => new(T.CreateChecked(3), T.CreateChecked(0.5));

    /// <inheritdoc/>
    protected override HingeLossReference Definition => new(3, 0.5);

    /// <summary>1 − m is rounded once, its product with the class weight once, with the sample weight once: half an ε each.</summary>
    protected override double Epsilons => 1.5;

    /// <inheritdoc/>
    protected override double Target(Random random, InputKind kind) => random.Next(2);
}
