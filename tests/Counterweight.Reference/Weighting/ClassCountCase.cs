using Counterweight.Reference.Catalog;
using Counterweight.Weighting;

namespace Counterweight.Reference.Weighting;

/// <summary>Rows of each class, without those of an ignored label.</summary>
public sealed class ClassCountCase : KernelCase
{
    private const int Classes = 7;
    private const int IgnoreLabel = -3;

    /// <inheritdoc/>
    public override string Name => "class-count";

    /// <inheritdoc/>
    public override Type ElementType => typeof(long);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["ClassWeights.Count"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(65536)];

    /// <inheritdoc/>
    public override bool HasWidth => false;

    /// <inheritdoc/>
    public override bool IsParallel => false;

    /// <inheritdoc/>
    public override bool RowsAreIndependent => false;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape) => sizeof(int);

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("labels", typeof(int), shape.Rows),
        new("counts", typeof(long), Classes, IsOutput: true),
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed) =>
        Inputs.Labels(operands.Span<int>("labels"), Classes, IgnoreLabel, new Random(seed));

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) =>
        ClassWeights.Count(operands.Span<int>("labels"), operands.Span<long>("counts"), IgnoreLabel);

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var counts = operands.Span<long>("counts");
        counts.Clear();
        foreach (var label in operands.Span<int>("labels"))
        {
            if (label != IgnoreLabel)
            {
                counts[label]++;
            }
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var labels = operands.Span<int>("labels").ToArray();
        return new Dictionary<string, Expected>(StringComparer.Ordinal)
        {
            ["counts"] = new([.. Enumerable.Range(0, Classes).Select(c => (double)labels.Count(label => label == c))]),
        };
    }

    /// <inheritdoc/>
    public override Bound BoundOf(string output) => Bound.Exact;
}
