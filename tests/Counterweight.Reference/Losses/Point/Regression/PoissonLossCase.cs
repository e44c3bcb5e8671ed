using System.Numerics;
using System.Numerics.Tensors;
using Counterweight.Losses.Point;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Losses.Point.Regression;

/// <summary>Poisson likelihood with log link; half of the targets are counts.</summary>
public sealed class PoissonLossCase<T>(LossVariant variant = LossVariant.Plain) : PointLossCase<T, PoissonLoss<T>, PoissonLossReference>(variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 1;

    /// <inheritdoc/>
    protected override string LossName => "poisson-loss";

    /// <inheritdoc/>
    protected override PoissonLoss<T> Loss => new();

    /// <inheritdoc/>
    protected override PoissonLossReference Definition => default;

    /// <summary>e^z is good to 0.9 ε; the sum, the product and the weight add half of one each.</summary>
    protected override double Epsilons => 2.5;

    /// <inheritdoc/>
    protected override Composition Composed => Compose;

    /// <summary>At most 10³⁰: greater ones overflow to −∞ in float, and the sum with rows of +∞ to NaN.</summary>
    protected override double Target(Random random, InputKind kind) =>
        random.Next(2) == 0 ? random.Next(12) : Math.Min(1e30, Math.Abs(RealTargets.Draw(random, kind)));

    /// <summary>Value and gradient are differences: their scale is the sum.</summary>
    protected override PointElement<double> Scale(double score, double target, PointElement<double> element) => element with
    {
        Value = element.Hessian + Math.Abs(target * score),
        Gradient = element.Hessian + target,
    };

    /// <summary>Σ e^z − y·z, gradient e^z − y.</summary>
    private static (double Loss, double Weight) Compose(ReadOnlySpan<T> z, ReadOnlySpan<T> y, Span<T> g, Span<T> scratch)
    {
        var mean = scratch[..z.Length];
        TensorPrimitives.Exp(z, mean);
        TensorPrimitives.Subtract(mean, y, g);
        return (double.CreateTruncating(TensorPrimitives.Sum<T>(mean) - TensorPrimitives.Dot(y, z)), z.Length);
    }
}
