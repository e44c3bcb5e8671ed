using System.Numerics;
using Counterweight.Losses.Softmax;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Losses.Softmax;

/// <summary>Poly-1 cross-entropy, ε = 2 (plain) and −½ with label smoothing (full).</summary>
public sealed class Poly1Case<T>(LossVariant variant = LossVariant.Plain) : SoftmaxLossCase<T, Poly1CrossEntropy<T>, Poly1Reference>(variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    protected override string LossName => "poly1-cross-entropy";

    /// <inheritdoc/>
    protected override double LabelSmoothing => IsFull ? 0.1 : 0;

    private double Epsilon => IsFull ? -0.5 : 2;

    /// <inheritdoc/>
    protected override Poly1CrossEntropy<T> Loss(int classes) => new(T.CreateChecked(Epsilon), T.CreateChecked(LabelSmoothing), IgnoreLabel);

    /// <inheritdoc/>
    protected override Poly1Reference Definition(int classes) => new(Epsilon);
}
