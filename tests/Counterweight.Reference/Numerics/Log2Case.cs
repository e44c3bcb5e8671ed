using System.Numerics;
using System.Numerics.Tensors;
using Counterweight.Elementwise;
using Counterweight.Reference.Precision;

namespace Counterweight.Reference.Numerics;

/// <summary>log₂ x.</summary>
public sealed class Log2Case<T> : MapCase<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Name => "log2";

    /// <inheritdoc/>
    protected override string Entry => nameof(VectorMath.Log2);

    /// <inheritdoc/>
    protected override (double Single, double Double) Ulps => (0.9, 1);

    /// <inheritdoc/>
    protected override bool IsOfPositive => true;

    /// <inheritdoc/>
    protected override void Evaluate(ReadOnlySpan<T> source, Span<T> destination) => VectorMath.Log2(source, destination);

    /// <inheritdoc/>
    protected override void EvaluateScalar(ReadOnlySpan<T> source, Span<T> destination)
    {
        for (var i = 0; i < source.Length; i++)
        {
            destination[i] = Scalar(source[i]);
        }
    }

    /// <inheritdoc/>
    protected override void EvaluateTensorPrimitives(ReadOnlySpan<T> source, Span<T> destination) =>
        TensorPrimitives.Log2(source, destination);

    /// <inheritdoc/>
    protected override double Plain(double x) => Math.Log2(x);

    /// <inheritdoc/>
    protected override Scaled Precise(double x) => PreciseMath.Log2(x);

    // Called on T itself, Log2 is ambiguous between two interfaces.
    private static TNumber Scalar<TNumber>(TNumber x)
        where TNumber : ILogarithmicFunctions<TNumber> => TNumber.Log2(x);
}
