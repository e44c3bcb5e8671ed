using System.Numerics;
using Counterweight.Losses.Point;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Losses.Point;

/// <summary>Preference loss as in DPO: β = 0.1, the first response preferred (plain); label noise and any targets (full).</summary>
public sealed class PreferenceCase<T>(LossVariant variant = LossVariant.Plain) : PointLossCase<T, PreferenceLoss<T>, PreferenceReference>(variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T beta = T.CreateChecked(variant == LossVariant.Full ? 1.7 : 0.1);
    private readonly T noise = T.CreateChecked(variant == LossVariant.Full ? 0.05 : 0);

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 2;

    /// <inheritdoc/>
    protected override string LossName => "preference";

    /// <inheritdoc/>
    protected override PreferenceLoss<T> Loss => new(beta, noise);

    /// <inheritdoc/>
    protected override PreferenceReference Definition => new(double.CreateChecked(beta), double.CreateChecked(noise));

    /// <summary>4 for cross-entropy, 1 for β and its square; 1 − 2ε is rounded once more.</summary>
    protected override double Epsilons => 5;

    /// <inheritdoc/>
    protected override double Target(Random random, InputKind kind) => !IsFull ? 1 : random.Next(2) == 0 ? random.Next(2) : random.NextDouble();

    /// <inheritdoc/>
    protected override PointElement<double> Scale(double score, double target, PointElement<double> element) => Definition.Scale(score, target, Epsilons);
}
