using Counterweight.Reference.Catalog;
using Counterweight.Resampling;
using Counterweight.Resampling.Under;

namespace Counterweight.Reference.Resampling.Under;

/// <summary>Rows that a method keeps. Features are small integers times a power of two, whose distances are exact: many tie.</summary>
public abstract class UnderCase : KernelCase
{
    /// <summary>Classes.</summary>
    private const int Classes = 3;

    /// <inheritdoc/>
    public override Type ElementType => typeof(float);

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(2000, 28)];

    /// <inheritdoc/>
    public override bool HasWidth => true;

    /// <inheritdoc/>
    public override int MaxWidth => 130;

    /// <inheritdoc/>
    public override bool RowsAreIndependent => false;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <summary>A value; the rest is of rows.</summary>
    public override double BytesPerElement(Shape shape) => sizeof(float);

    /// <summary>Whether the entry takes the points themselves, and not what the case has found of them.</summary>
    protected virtual bool ReadsPoints => true;

    /// <summary>What the method reads beside rows and labels.</summary>
    protected virtual IReadOnlyList<Operand> Others(int rows) => [];

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape)
    {
        var rows = Rows(shape);
        return
        [
            new("points", typeof(float), rows * shape.Width, IsArgument: !ReadsPoints),
            new("labels", typeof(int), rows),
            .. Others(rows),
            new("kept", typeof(int), rows, IsOutput: true),
            new("count", typeof(int), 1, IsOutput: true, IsResult: true),
        ];
    }

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        var (span, scale) = kind switch
        {
            InputKind.Special => (2, 1f),
            InputKind.Wide => (9, 1048576f),
            _ => (9, 0.25f),
        };
        foreach (ref var value in operands.Span<float>("points"))
        {
            value = (random.Next(span) - (span / 2)) * scale;
        }

        foreach (ref var label in operands.Span<int>("labels"))
        {
            label = Math.Min(random.Next(Classes), random.Next(Classes));
        }

        Generate(operands, random);
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) => operands.Span<int>("count")[0] =
        Select(operands, new(operands.Span<float>("points"), shape.Width, operands.Span<int>("labels")), operands.Span<int>("kept"), degreeOfParallelism);

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var kept = Keep(operands, Reference(operands, shape.Width));
        operands.Span<int>("kept").Fill(-1);
        kept.CopyTo(operands.Span<int>("kept"));
        operands.Span<int>("count")[0] = kept.Length;
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var kept = Keep(operands, Reference(operands, shape.Width));
        return new Dictionary<string, Expected>(StringComparer.Ordinal)
        {
            ["kept"] = new([.. kept.Select(row => (double)row), .. Enumerable.Repeat(-1.0, operands.Span<int>("kept").Length - kept.Length)]),
            ["count"] = new([kept.Length]),
        };
    }

    /// <summary>Rows are kept or not.</summary>
    public override Bound BoundOf(string output) => Bound.Exact;

    /// <summary>Fills what the method reads beside rows and labels.</summary>
    protected virtual void Generate(OperandSet operands, Random random)
    {
    }

    /// <summary>Calls the method.</summary>
    protected abstract int Select(OperandSet operands, LabeledRows data, Span<int> destination, int degreeOfParallelism);

    /// <summary>The rows kept by the definition.</summary>
    protected abstract int[] Keep(OperandSet operands, UnderReference reference);

    /// <summary>Lists of any rows.</summary>
    protected static void GenerateRows(Span<int> rows, int below, Random random)
    {
        foreach (ref var row in rows)
        {
            row = random.Next(below);
        }
    }

    private static UnderReference Reference(OperandSet operands, int features) => new(operands.Span<float>("points").ToArray(), features, operands.Span<int>("labels").ToArray());

    /// <summary>Work grows with the square of the rows: large shapes have an eighth of theirs.</summary>
    private static int Rows(Shape shape) => shape.Rows > 4000 ? shape.Rows / 8 : shape.Rows;
}
