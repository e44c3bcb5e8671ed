using System.Numerics;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Gradients;

/// <summary>What the cases of clipping share. The kernels work in place: a case copies the source first, and benchmarks count the copy.</summary>
public abstract class ClipCase<T> : KernelCase
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public sealed override Type ElementType => typeof(T);

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(65536), new(1048576)];

    /// <inheritdoc/>
    public override bool HasWidth => false;

    /// <inheritdoc/>
    public sealed override double TranscendentalsPerElement => 0;

    /// <inheritdoc/>
    public sealed override double BytesPerElement(Shape shape) => 4 * OperandSet.SizeOf(typeof(T));

    /// <summary>Not the source's own span: what is written in place is no output beside an input, so no overlap can be refused.</summary>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("source", typeof(T), shape.Elements),
        new("result", typeof(T), shape.Elements, IsOutput: true, MayReplace: "source", IsResult: true),
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed) =>
        Inputs.Scores(operands.Span<T>("source"), kind, new Random(seed));

    /// <inheritdoc/>
    public sealed override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var gradient = Copied(operands);
        Clip(gradient, operands, shape, degreeOfParallelism);
    }

    /// <summary>Calls the kernel.</summary>
    protected abstract void Clip(Span<T> gradient, OperandSet operands, Shape shape, int degreeOfParallelism);

    /// <summary>The output, filled with the source.</summary>
    protected static Span<T> Copied(OperandSet operands)
    {
        var gradient = operands.Span<T>("result");
        operands.Span<T>("source").CopyTo(gradient);
        return gradient;
    }

    /// <summary>x·min(1, c/‖x‖) with plain arithmetic.</summary>
    protected static bool ScalarClip(Span<T> row, double maxNorm)
    {
        var sum = 0.0;
        foreach (var element in row)
        {
            var wide = double.CreateTruncating(element);
            sum += wide * wide;
        }

        var norm = Math.Sqrt(sum);
        if (norm <= maxNorm)
        {
            return false;
        }

        var factor = T.CreateTruncating(maxNorm / norm);
        foreach (ref var element in row)
        {
            element *= factor;
        }

        return true;
    }
}
