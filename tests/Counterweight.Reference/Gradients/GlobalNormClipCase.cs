using System.Numerics;
using System.Numerics.Tensors;
using Counterweight.Gradients;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Gradients;

/// <summary>Clipping to the norm of all elements, or, of one element, no clipping.</summary>
public sealed class GlobalNormClipCase<T> : ClipCase<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double MaxNorm = 7.3;

    /// <inheritdoc/>
    public override string Name => "clip-by-global-norm";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["GradientClipping.ByGlobalNorm"];

    /// <inheritdoc/>
    public override bool RowsAreIndependent => false;

    /// <inheritdoc/>
    public override Action<OperandSet, Shape> RunTensorPrimitives => static (operands, _) =>
    {
        var gradient = Copied(operands);
        var norm = double.CreateTruncating(TensorPrimitives.Norm<T>(gradient));
        if (norm > MaxNorm)
        {
            TensorPrimitives.Multiply(gradient, T.CreateTruncating(MaxNorm / norm), gradient);
        }
    };

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        base.Generate(operands, shape, kind, seed);
        foreach (ref var element in operands.Span<T>("source"))
        {
            element = T.IsFinite(element) ? element : T.NegativeZero;
        }
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape) => ScalarClip(Copied(operands), MaxNorm);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var gradient = Converted.ToDouble<T>(operands.Span<T>("source"));
        GradientReference.Clip(gradient, MaxNorm, GradientReference.Norm(gradient));
        return new Dictionary<string, Expected>(StringComparer.Ordinal) { ["result"] = new(gradient) };
    }

    /// <summary>The factor is rounded to half an ulp of itself, up to 1 of the product, and the product to another half. The norm of doubles adds 6 ε, and a little the reference's own.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Elementwise, Ulps: typeof(T) == typeof(float) ? 1.501 : 10);

    /// <inheritdoc/>
    protected override void Clip(Span<T> gradient, OperandSet operands, Shape shape, int degreeOfParallelism) =>
        GradientClipping.ByGlobalNorm(gradient, MaxNorm, degreeOfParallelism);
}
