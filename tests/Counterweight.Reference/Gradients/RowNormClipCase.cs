using System.Numerics;
using Counterweight.Gradients;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Gradients;

/// <summary>Clipping of rows, each to its own norm; some are short enough to stay.</summary>
public sealed class RowNormClipCase<T> : ClipCase<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double MaxNorm = 9.7;

    /// <inheritdoc/>
    public override string Name => "clip-by-row-norm";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["GradientClipping.ByRowNorm"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(65536, 10), new(4096, 256)];

    /// <inheritdoc/>
    public override bool HasWidth => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
        [.. base.Operands(shape), new("clipped", typeof(long), 1, IsOutput: true, IsResult: true)];

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var gradient = Copied(operands);
        var clipped = 0;
        for (var row = 0; row < shape.Rows; row++)
        {
            clipped += ScalarClip(gradient.Slice(row * shape.Width, shape.Width), MaxNorm) ? 1 : 0;
        }

        operands.Span<long>("clipped")[0] = clipped;
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var gradient = Converted.ToDouble<T>(operands.Span<T>("source"));
        var clipped = 0;
        for (var i = 0; i < gradient.Length; i += shape.Width)
        {
            var row = gradient.AsSpan(i, shape.Width);
            var norm = GradientReference.Norm(row);
            clipped += norm <= MaxNorm ? 0 : 1;
            GradientReference.Clip(row, MaxNorm, norm);
        }

        return new Dictionary<string, Expected>(StringComparer.Ordinal) { ["result"] = new(gradient), ["clipped"] = new([clipped]) };
    }

    /// <summary>As clipping to the norm of all; of 4,099 doubles a lane adds 257, of which random roundings leave no more than of 17.</summary>
    public override Bound BoundOf(string output) => output switch
    {
        "clipped" => Bound.Exact,
        _ => new(ComparisonFamily.Elementwise, Ulps: typeof(T) == typeof(float) ? 1.501 : 10),
    };

    /// <inheritdoc/>
    protected override void Clip(Span<T> gradient, OperandSet operands, Shape shape, int degreeOfParallelism) =>
        operands.Span<long>("clipped")[0] = GradientClipping.ByRowNorm(gradient, shape.Width, MaxNorm, degreeOfParallelism);
}
