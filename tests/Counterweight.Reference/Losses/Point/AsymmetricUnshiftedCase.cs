using System.Numerics;
using Counterweight.Losses.Point;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Losses.Point;

/// <summary>Asymmetric loss without shift: exponents 1 and 3 (plain), 3.5 and 0.25 (full); every second target is soft.</summary>
public sealed class AsymmetricUnshiftedCase<T>(LossVariant variant = LossVariant.Plain) : PointLossCase<T, AsymmetricLoss<T>, AsymmetricReference>(variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AsymmetricReference definition = variant == LossVariant.Full ? new(3.5, 0.25, 0, 3, 0.5) : new(1, 3, 0, 3, 0.5);

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => IsFull ? 4 : 2;

    /// <inheritdoc/>
    protected override string LossName => "asymmetric-unshifted";

    /// <inheritdoc/>
    protected override AsymmetricLoss<T> Loss => new(
        T.CreateChecked(definition.PositiveGamma),
        T.CreateChecked(definition.NegativeGamma),
        T.Zero,
        T.CreateChecked(definition.PositiveWeight),
        T.CreateChecked(definition.NegativeWeight));

    /// <inheritdoc/>
    protected override AsymmetricReference Definition => definition;

    /// <summary>As with a shift.</summary>
    protected override double Epsilons => 8;

    /// <inheritdoc/>
    protected override double Target(Random random, InputKind kind) => random.Next(2) == 0 ? random.NextDouble() : random.Next(2);

    /// <inheritdoc/>
    protected override PointElement<double> Scale(double score, double target, PointElement<double> element) => definition.Scale(score, target);
}
