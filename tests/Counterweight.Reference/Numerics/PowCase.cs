using System.Numerics;
using System.Numerics.Tensors;
using Counterweight.Elementwise;
using Counterweight.Reference.Precision;

namespace Counterweight.Reference.Numerics;

/// <summary>x^2.3.</summary>
public sealed class PowCase<T> : MapCase<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly T Exponent = T.CreateChecked(2.3f);

    /// <inheritdoc/>
    public override string Name => "pow";

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 2;

    /// <inheritdoc/>
    protected override string Entry => nameof(VectorMath.Pow);

    /// <inheritdoc/>
    protected override (double Single, double Double) Ulps => (1, 1);

    /// <inheritdoc/>
    protected override bool IsOfPositive => true;

    /// <inheritdoc/>
    protected override void Evaluate(ReadOnlySpan<T> source, Span<T> destination) => VectorMath.Pow(source, Exponent, destination);

    /// <inheritdoc/>
    protected override void EvaluateScalar(ReadOnlySpan<T> source, Span<T> destination)
    {
        for (var i = 0; i < source.Length; i++)
        {
            destination[i] = T.Pow(source[i], Exponent);
        }
    }

    /// <inheritdoc/>
    protected override void EvaluateTensorPrimitives(ReadOnlySpan<T> source, Span<T> destination) =>
        TensorPrimitives.Pow(source, Exponent, destination);

    /// <inheritdoc/>
    protected override double Plain(double x) => SingleMath.Pow(x, double.CreateChecked(Exponent));

    /// <inheritdoc/>
    protected override Scaled Precise(double x) => PreciseMath.Pow(x, double.CreateChecked(Exponent));
}
