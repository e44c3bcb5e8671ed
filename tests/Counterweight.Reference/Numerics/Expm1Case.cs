using System.Numerics;
using System.Numerics.Tensors;
using Counterweight.Elementwise;
using Counterweight.Reference.Precision;

namespace Counterweight.Reference.Numerics;

/// <summary>e^x − 1.</summary>
public sealed class Expm1Case<T> : MapCase<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Name => "expm1";

    /// <inheritdoc/>
    protected override string Entry => nameof(VectorMath.Expm1);

    /// <inheritdoc/>
    protected override (double Single, double Double) Ulps => (1.01, 1.15);

    /// <inheritdoc/>
    protected override void Evaluate(ReadOnlySpan<T> source, Span<T> destination) => VectorMath.Expm1(source, destination);

    /// <inheritdoc/>
    protected override void EvaluateScalar(ReadOnlySpan<T> source, Span<T> destination)
    {
        for (var i = 0; i < source.Length; i++)
        {
            destination[i] = T.ExpM1(source[i]);
        }
    }

    /// <inheritdoc/>
    protected override void EvaluateTensorPrimitives(ReadOnlySpan<T> source, Span<T> destination) =>
        TensorPrimitives.ExpM1(source, destination);

    /// <inheritdoc/>
    protected override double Plain(double x) => SingleMath.Expm1(x);

    /// <inheritdoc/>
    protected override Scaled Precise(double x) => PreciseMath.Expm1(x);
}
