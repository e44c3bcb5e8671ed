using System.Numerics;
using Counterweight.Losses.Point;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Losses.Point;

/// <summary>Asymmetric loss with the paper's parameters and hard targets (plain); with broken exponents and soft targets (full).</summary>
public sealed class AsymmetricCase<T>(LossVariant variant = LossVariant.Plain) : PointLossCase<T, AsymmetricLoss<T>, AsymmetricReference>(variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AsymmetricReference definition = variant == LossVariant.Full
        ? new(0.5, 2.5, 0.1875, 3, 0.5)
        : new(0, 4, double.CreateChecked(T.CreateChecked(0.05)), 1, 1);

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => IsFull ? 6 : 3;

    /// <inheritdoc/>
    protected override string LossName => "asymmetric";

    /// <inheritdoc/>
    protected override AsymmetricLoss<T> Loss => new(
        T.CreateChecked(definition.PositiveGamma),
        T.CreateChecked(definition.NegativeGamma),
        T.CreateChecked(definition.Shift),
        T.CreateChecked(definition.PositiveWeight),
        T.CreateChecked(definition.NegativeWeight));

    /// <inheritdoc/>
    protected override AsymmetricReference Definition => definition;

    /// <summary>2 ε for each probability, twice that for its square, 1 for each further product, quotient or sum; the scale has what grows.</summary>
    protected override double Epsilons => 8;

    /// <inheritdoc/>
    protected override double Target(Random random, InputKind kind) => IsFull && random.Next(2) == 0 ? random.NextDouble() : random.Next(2);

    /// <inheritdoc/>
    protected override PointElement<double> Scale(double score, double target, PointElement<double> element) => definition.Scale(score, target);
}
