using Counterweight.Randomness;
using Counterweight.Reference.Catalog;
using Counterweight.Resampling;
using Counterweight.Resampling.Over;

namespace Counterweight.Reference.Resampling.Over;

/// <summary>Rows of the rarer class to copy, as many as there are rows.</summary>
public sealed class RandomOverSamplerCase : KernelCase
{
    private const ulong Seed = 5;

    private static readonly RandomOverSampler Method = new();

    // Tests of one case run side by side.
    [ThreadStatic]
    private static (long Rows, SamplingStrategy Strategy) last;

    /// <inheritdoc/>
    public override string Name => "random-over-sampling";

    /// <inheritdoc/>
    public override Type ElementType => typeof(long);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["RandomOverSampler.Draw"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(65536)];

    /// <inheritdoc/>
    public override bool HasWidth => false;

    /// <inheritdoc/>
    public override bool IsParallel => false;

    /// <inheritdoc/>
    public override bool RowsAreIndependent => false;

    /// <inheritdoc/>
    public override int MinRowCount => 1;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape) => 2 * sizeof(int);

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) => [new("labels", typeof(int), shape.Rows), new("rows", typeof(int), shape.Rows, IsOutput: true)];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        var labels = operands.Span<int>("labels");
        for (var row = 0; row < labels.Length; row++)
        {
            labels[row] = row == 0 || random.Next(4) == 0 ? 2 : random.Next(2);
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var count = 0L;
        foreach (var label in operands.Span<int>("labels"))
        {
            count += label == 2 ? 1 : 0;
        }

        if (last.Rows != count + shape.Rows)
        {
            last = (count + shape.Rows, SamplingStrategy.Counts((2, count + shape.Rows)));
        }

        Method.Draw(operands.Span<int>("labels"), last.Strategy, Seed, operands.Span<int>("rows"));
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape) => Drawn(operands).CopyTo(operands.Span<int>("rows"));

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape) =>
        new Dictionary<string, Expected>(StringComparer.Ordinal) { ["rows"] = new([.. Drawn(operands).Select(row => (double)row)]) };

    /// <inheritdoc/>
    public override Bound BoundOf(string output) => Bound.Exact;

    private static int[] Drawn(OperandSet operands)
    {
        int[] own = [.. operands.Span<int>("labels").ToArray().Index().Where(pair => pair.Item == 2).Select(pair => pair.Index)];
        var stream = new RandomStream(Seed, 0x4F56_0000_0000_0000 | 2);
        return [.. Enumerable.Range(0, operands.Span<int>("rows").Length).Select(i => own[stream.Below(2L * i, (uint)own.Length)])];
    }
}
