using System.Numerics;
using Counterweight.Losses.Point;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Losses.Point;

/// <summary>Squared hinge loss.</summary>
public sealed class SquaredHingeLossCase<T>(LossVariant variant = LossVariant.Plain) : PointLossCase<T, SquaredHingeLoss<T>, SquaredHingeLossReference>(variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <inheritdoc/>
    protected override string LossName => "squared-hinge";

    /// <inheritdoc/>
    protected override SquaredHingeLoss<T> Loss => new(T.CreateChecked(3), T.CreateChecked(0.5));

    /// <inheritdoc/>
    protected override SquaredHingeLossReference Definition => new(3, 0.5);

    /// <summary>1 − m is rounded once and squared, which makes it 1 ε; three products add half an ε each.</summary>
    protected override double Epsilons => 2.5;

    /// <inheritdoc/>
    protected override double Target(Random random, InputKind kind) => random.Next(2);
}
