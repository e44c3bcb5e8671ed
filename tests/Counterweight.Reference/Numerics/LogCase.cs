using System.Numerics;
using System.Numerics.Tensors;
using Counterweight.Elementwise;
using Counterweight.Reference.Precision;

namespace Counterweight.Reference.Numerics;

/// <summary>ln x.</summary>
public sealed class LogCase<T> : MapCase<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Name => "log";

    /// <inheritdoc/>
    protected override string Entry => nameof(VectorMath.Log);

    /// <inheritdoc/>
    protected override (double Single, double Double) Ulps => (0.9, 1);

    /// <inheritdoc/>
    protected override bool IsOfPositive => true;

    /// <inheritdoc/>
    protected override void Evaluate(ReadOnlySpan<T> source, Span<T> destination) => VectorMath.Log(source, destination);

    /// <inheritdoc/>
    protected override void EvaluateScalar(ReadOnlySpan<T> source, Span<T> destination)
    {
        for (var i = 0; i < source.Length; i++)
        {
            destination[i] = T.Log(source[i]);
        }
    }

    /// <inheritdoc/>
    protected override void EvaluateTensorPrimitives(ReadOnlySpan<T> source, Span<T> destination) =>
        TensorPrimitives.Log(source, destination);

    /// <inheritdoc/>
    protected override double Plain(double x) => Math.Log(x);

    /// <inheritdoc/>
    protected override Scaled Precise(double x) => PreciseMath.Log(x);
}
