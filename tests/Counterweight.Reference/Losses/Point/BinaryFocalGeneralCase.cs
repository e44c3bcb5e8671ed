using System.Numerics;
using Counterweight.Losses.Point;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Losses.Point;

/// <summary>Focal loss with γ = 1.5 (plain) and 0.75 (full); every second target is soft.</summary>
public sealed class BinaryFocalGeneralCase<T>(LossVariant variant = LossVariant.Plain) : PointLossCase<T, BinaryFocalLoss<T>, BinaryFocalReference>(variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 4;

    /// <inheritdoc/>
    protected override string LossName => "binary-focal-general";

    /// <inheritdoc/>
    protected override BinaryFocalLoss<T> Loss => new(T.CreateChecked(Gamma), T.CreateChecked(3), T.CreateChecked(0.5));

    /// <inheritdoc/>
    protected override BinaryFocalReference Definition => new(Gamma, 3, 0.5);

    /// <summary>As for γ = 2; what the power adds is in the scale.</summary>
    protected override double Epsilons => 6;

    private double Gamma => IsFull ? 0.75 : 1.5;

    /// <inheritdoc/>
    protected override double Target(Random random, InputKind kind) => random.Next(2) == 0 ? random.NextDouble() : random.Next(2);

    /// <inheritdoc/>
    protected override PointElement<double> Scale(double score, double target, PointElement<double> element) => Definition.Scale(score, target);
}
