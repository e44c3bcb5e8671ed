using System.Numerics;
using Counterweight.Losses.Point;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Losses.Point;

/// <summary>Logit-adjusted binary cross-entropy of a class of one in a hundred; τ = 1 (plain), ½ with class weights (full); every second target is soft.</summary>
public sealed class LogitAdjustedBinaryCase<T>(LossVariant variant = LossVariant.Plain) : PointLossCase<T, LogitAdjustedBinaryLoss<T>, LogitAdjustedBinaryReference>(variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly T PositiveFraction = T.CreateChecked(0.01);

    private readonly LogitAdjustedBinaryReference definition = variant == LossVariant.Full
        ? new(double.CreateChecked(PositiveFraction), 0.5, 3, 0.5)
        : new(double.CreateChecked(PositiveFraction), 1, 1, 1);

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 2;

    /// <inheritdoc/>
    protected override string LossName => "logit-adjusted-binary";

    /// <inheritdoc/>
    protected override LogitAdjustedBinaryLoss<T> Loss =>
        new(PositiveFraction, T.CreateChecked(definition.Tau), T.CreateChecked(definition.PositiveWeight), T.CreateChecked(definition.NegativeWeight));

    /// <inheritdoc/>
    protected override LogitAdjustedBinaryReference Definition => definition;

    /// <summary>As for cross-entropy; what the adjusted score is off by is in the scale.</summary>
    protected override double Epsilons => 4;

    /// <inheritdoc/>
    protected override double Target(Random random, InputKind kind) => random.Next(2) == 0 ? random.Next(2) : random.NextDouble();

    /// <inheritdoc/>
    protected override PointElement<double> Scale(double score, double target, PointElement<double> element) => definition.Scale(score, target, Epsilons);
}
