using System.Numerics;
using System.Numerics.Tensors;
using Counterweight.Gradients;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Gradients;

/// <summary>Euclidean norm of a span.</summary>
public sealed class GradientNormCase<T> : KernelCase
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Name => "gradient-norm";

    /// <inheritdoc/>
    public override Type ElementType => typeof(T);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["GradientNorm.Of"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(65536), new(1048576)];

    /// <inheritdoc/>
    public override bool HasWidth => false;

    /// <inheritdoc/>
    public override bool RowsAreIndependent => false;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <inheritdoc/>
    public override Action<OperandSet, Shape> RunTensorPrimitives => static (operands, _) =>
        operands.Span<double>("norm")[0] = double.CreateTruncating(TensorPrimitives.Norm<T>(operands.Span<T>("elements")));

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape) => OperandSet.SizeOf(typeof(T));

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("elements", typeof(T), shape.Rows),
        new("norm", typeof(double), 1, IsOutput: true, IsResult: true),
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed) =>
        Inputs.Scores(operands.Span<T>("elements"), kind, new Random(seed));

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) =>
        operands.Span<double>("norm")[0] = GradientNorm.Of<T>(operands.Span<T>("elements"), degreeOfParallelism).Norm;

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var sum = 0.0;
        foreach (var element in operands.Span<T>("elements"))
        {
            var wide = double.CreateTruncating(element);
            sum += wide * wide;
        }

        operands.Span<double>("norm")[0] = Math.Sqrt(sum);
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var norm = GradientReference.Norm(Converted.ToDouble<T>(operands.Span<T>("elements")));
        return new Dictionary<string, Expected>(StringComparer.Ordinal) { ["norm"] = new([norm]) };
    }

    /// <summary>
    /// In double whatever the type. Of up to 257 elements a lane adds 17 and the fold 4, each rounded to half an ε, of
    /// which the root keeps half; the root's own rounding: 6 double ε, far below one of a float.
    /// </summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Elementwise, Ulps: typeof(T) == typeof(float) ? 1e-7 : 6);
}
