using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Resampling.Under;

/// <summary>Rows that a method keeps which looks at no features.</summary>
public abstract class RowsCase : KernelCase
{
    private const int Classes = 5;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(100000)];

    /// <inheritdoc/>
    public override bool HasWidth => false;

    /// <inheritdoc/>
    public override bool IsParallel => false;

    /// <inheritdoc/>
    public override bool RowsAreIndependent => false;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <summary>What the method reads beside labels.</summary>
    protected abstract IReadOnlyList<Operand> Others(int rows);

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        .. Others(shape.Rows),
        new("labels", typeof(int), shape.Rows),
        new("kept", typeof(int), shape.Rows, IsOutput: true),
        new("count", typeof(int), 1, IsOutput: true, IsResult: true),
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        foreach (ref var label in operands.Span<int>("labels"))
        {
            label = Math.Min(random.Next(Classes), random.Next(Classes));
        }

        Generate(operands, kind, random);
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) => operands.Span<int>("count")[0] = Select(operands, operands.Span<int>("labels"), operands.Span<int>("kept"));

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var kept = Keep(operands, new UnderReference([], 0, operands.Span<int>("labels").ToArray()));
        operands.Span<int>("kept").Fill(-1);
        kept.CopyTo(operands.Span<int>("kept"));
        operands.Span<int>("count")[0] = kept.Length;
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var kept = Keep(operands, new UnderReference([], 0, operands.Span<int>("labels").ToArray()));
        return new Dictionary<string, Expected>(StringComparer.Ordinal)
        {
            ["kept"] = new([.. kept.Select(row => (double)row), .. Enumerable.Repeat(-1.0, shape.Rows - kept.Length)]),
            ["count"] = new([kept.Length]),
        };
    }

    /// <summary>Rows are kept or not.</summary>
    public override Bound BoundOf(string output) => Bound.Exact;

    /// <summary>Fills what the method reads beside labels.</summary>
    protected abstract void Generate(OperandSet operands, InputKind kind, Random random);

    /// <summary>Calls the method.</summary>
    protected abstract int Select(OperandSet operands, ReadOnlySpan<int> labels, Span<int> destination);

    /// <summary>The rows kept by the definition.</summary>
    protected abstract int[] Keep(OperandSet operands, UnderReference reference);
}
