using System.Numerics;
using System.Numerics.Tensors;
using Counterweight.Elementwise;
using Counterweight.Reference.Precision;

namespace Counterweight.Reference.Numerics;

/// <summary>e^x.</summary>
public sealed class ExpCase<T> : MapCase<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Name => "exp";

    /// <inheritdoc/>
    protected override string Entry => nameof(VectorMath.Exp);

    /// <inheritdoc/>
    protected override (double Single, double Double) Ulps => (0.9, 1);

    /// <inheritdoc/>
    protected override void Evaluate(ReadOnlySpan<T> source, Span<T> destination) => VectorMath.Exp(source, destination);

    /// <inheritdoc/>
    protected override void EvaluateScalar(ReadOnlySpan<T> source, Span<T> destination)
    {
        for (var i = 0; i < source.Length; i++)
        {
            destination[i] = T.Exp(source[i]);
        }
    }

    /// <inheritdoc/>
    protected override void EvaluateTensorPrimitives(ReadOnlySpan<T> source, Span<T> destination) =>
        TensorPrimitives.Exp(source, destination);

    /// <inheritdoc/>
    protected override double Plain(double x) => Math.Exp(x);

    /// <inheritdoc/>
    protected override Scaled Precise(double x) => PreciseMath.Exp(x);
}
