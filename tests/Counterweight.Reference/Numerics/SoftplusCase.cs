using System.Numerics;
using System.Numerics.Tensors;
using Counterweight.Elementwise;
using Counterweight.Reference.Precision;

namespace Counterweight.Reference.Numerics;

/// <summary>ln(1 + e^x).</summary>
public sealed class SoftplusCase<T> : MapCase<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Name => "softplus";

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 2;

    /// <inheritdoc/>
    protected override string Entry => nameof(VectorMath.Softplus);

    /// <inheritdoc/>
    protected override (double Single, double Double) Ulps => (1.25, 1.15);

    /// <inheritdoc/>
    protected override void Evaluate(ReadOnlySpan<T> source, Span<T> destination) => VectorMath.Softplus(source, destination);

    /// <inheritdoc/>
    protected override void EvaluateScalar(ReadOnlySpan<T> source, Span<T> destination)
    {
        for (var i = 0; i < source.Length; i++)
        {
            destination[i] = ScalarMath.Softplus(source[i]);
        }
    }

    /// <inheritdoc/>
    protected override void EvaluateTensorPrimitives(ReadOnlySpan<T> source, Span<T> destination)
    {
        // Chunks that stay in the first-level cache.
        Span<T> scratch = stackalloc T[1024];
        for (var i = 0; i < source.Length; i += scratch.Length)
        {
            var x = source.Slice(i, Math.Min(scratch.Length, source.Length - i));
            var y = scratch[..x.Length];
            var result = destination.Slice(i, x.Length);
            TensorPrimitives.Abs(x, y);
            TensorPrimitives.Negate(y, y);
            TensorPrimitives.Exp(y, y);
            TensorPrimitives.LogP1(y, y);
            TensorPrimitives.Max(x, T.Zero, result);
            TensorPrimitives.Add(result, y, result);
        }
    }

    /// <inheritdoc/>
    protected override double Plain(double x) => SingleMath.Softplus(x);

    /// <inheritdoc/>
    protected override Scaled Precise(double x) => PreciseMath.Softplus(x);
}
