using System.Numerics;
using Counterweight.Losses.Point;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Losses.Point;

/// <summary>Exponential loss.</summary>
public sealed class ExponentialLossCase<T>(LossVariant variant = LossVariant.Plain) : PointLossCase<T, ExponentialLoss<T>, ExponentialLossReference>(variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 1;

    /// <inheritdoc/>
    protected override string LossName => "exponential";

    /// <inheritdoc/>
    protected override ExponentialLoss<T> Loss => new(T.CreateChecked(3), T.CreateChecked(0.5));

    /// <inheritdoc/>
    protected override ExponentialLossReference Definition => new(3, 0.5, typeof(T) == typeof(float) ? float.MaxValue : double.MaxValue);

    /// <summary>0.9 for the exponential, half an ε each for two weights.</summary>
    protected override double Epsilons => 2;

    /// <inheritdoc/>
    protected override double Target(Random random, InputKind kind) => random.Next(2);
}
