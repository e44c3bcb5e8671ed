using System.Runtime.InteropServices;
using Counterweight.Histograms;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Splits;

/// <summary>Two histograms into a third, one cell a row. The kernels are TensorPrimitives calls, so there is none to compare them with.</summary>
public abstract class HistogramPairCase<TOperation> : KernelCase
    where TOperation : struct, IPairOperation
{
    /// <inheritdoc/>
    public override Type ElementType => typeof(long);

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(28 * 256 * 2), new(200 * 256 * 2)];

    /// <inheritdoc/>
    public override bool HasWidth => false;

    /// <inheritdoc/>
    public override bool IsParallel => false;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape) => 3 * Marshal.SizeOf<ClassCell>();

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("left", typeof(long), 2 * shape.Rows),
        new("right", typeof(long), 2 * shape.Rows),
        new("destination", typeof(long), 2 * shape.Rows, IsOutput: true, MayReplace: "left"),
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        foreach (var name in (ReadOnlySpan<string>)["left", "right"])
        {
            foreach (ref var number in operands.Span<long>(name))
            {
                number = random.NextInt64(1L << 52);
            }
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) =>
        TOperation.Run(operands.Span<long>("left"), operands.Span<long>("right"), operands.Span<long>("destination"));

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        Span<long> left = operands.Span<long>("left"), right = operands.Span<long>("right"), destination = operands.Span<long>("destination");
        for (var i = 0; i < left.Length; i++)
        {
            destination[i] = TOperation.Apply(left[i], right[i]);
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var right = operands.Span<long>("right").ToArray();
        return new Dictionary<string, Expected>(StringComparer.Ordinal)
        {
            ["destination"] = new([.. operands.Span<long>("left").ToArray().Select((left, i) => (double)TOperation.Apply(left, right[i]))]),
        };
    }

    /// <inheritdoc/>
    public override Bound BoundOf(string output) => Bound.Exact;
}
