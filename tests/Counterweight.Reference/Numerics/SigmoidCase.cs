using System.Numerics;
using System.Numerics.Tensors;
using Counterweight.Elementwise;
using Counterweight.Reference.Precision;

namespace Counterweight.Reference.Numerics;

/// <summary>1/(1 + e^−x).</summary>
public sealed class SigmoidCase<T> : MapCase<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Name => "sigmoid";

    /// <inheritdoc/>
    protected override string Entry => nameof(VectorMath.Sigmoid);

    /// <inheritdoc/>
    protected override (double Single, double Double) Ulps => (1, 1);

    /// <inheritdoc/>
    protected override void Evaluate(ReadOnlySpan<T> source, Span<T> destination) => VectorMath.Sigmoid(source, destination);

    /// <inheritdoc/>
    protected override void EvaluateScalar(ReadOnlySpan<T> source, Span<T> destination)
    {
        for (var i = 0; i < source.Length; i++)
        {
            destination[i] = T.One / (T.One + T.Exp(-source[i]));
        }
    }

    /// <inheritdoc/>
    protected override void EvaluateTensorPrimitives(ReadOnlySpan<T> source, Span<T> destination)
    {
        // Unlike its neighbours it refuses an empty span.
        if (!source.IsEmpty)
        {
            TensorPrimitives.Sigmoid(source, destination);
        }
    }

    /// <inheritdoc/>
    protected override double Plain(double x) => SingleMath.Sigmoid(x);

    /// <inheritdoc/>
    protected override Scaled Precise(double x) => PreciseMath.Sigmoid(x);
}
