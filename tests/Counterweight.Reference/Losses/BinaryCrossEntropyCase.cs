using System.Numerics;
using System.Numerics.Tensors;
using Counterweight.Losses;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Losses;

/// <summary>Binary cross-entropy with class and sample weights; every second element has a soft target.</summary>
public sealed class BinaryCrossEntropyCase<T> : KernelCase
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly T Positive = T.CreateChecked(3);
    private static readonly T Negative = T.CreateChecked(0.5);
    private static readonly T Smoothing = T.Zero;

    /// <inheritdoc/>
    public override string Name => "binary-cross-entropy";

    /// <inheritdoc/>
    public override Type ElementType => typeof(T);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["PointLoss.Evaluate", "BinaryCrossEntropy`1"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(65536), new(1048576)];

    /// <inheritdoc/>
    public override bool HasWidth => false;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 2;

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape) => 3 * OperandSet.SizeOf(typeof(T));

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("scores", typeof(T), shape.Rows),
        new("targets", typeof(T), shape.Rows),
        new("sampleWeights", typeof(T), shape.Rows),
        new("value", typeof(T), shape.Rows, IsOutput: true),
        new("gradient", typeof(T), shape.Rows, IsOutput: true, MayReplace: "scores"),
        new("hessian", typeof(T), shape.Rows, IsOutput: true),
        new("sum", typeof(double), 3, IsOutput: true),
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        Inputs.Scores(operands.Span<T>("scores"), kind, random);
        Inputs.Weights(operands.Span<T>("sampleWeights"), random);
        foreach (ref var target in operands.Span<T>("targets"))
        {
            target = T.CreateChecked(random.Next(2) == 0 ? random.Next(2) : random.NextDouble());
        }
    }
}
