using System.Numerics;
using Counterweight.Metrics;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Metrics;

/// <summary>Confusion matrices: unweighted, or in full with weights and an ignored label.</summary>
public abstract class ConfusionCase<T>(string name, string entry, LossVariant variant) : KernelCase
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Of the full variant.</summary>
    protected const int IgnoreLabel = -7;

    /// <summary>Whether rows have weights.</summary>
    protected bool IsFull => variant == LossVariant.Full;

    /// <inheritdoc/>
    public override string Name => IsFull ? $"{name}-full" : name;

    /// <inheritdoc/>
    public override Type ElementType => typeof(T);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => [$"ConfusionMatrix.{entry}"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(65536)];

    /// <inheritdoc/>
    public override bool HasWidth => false;

    /// <inheritdoc/>
    public override bool RowsAreIndependent => false;

    /// <summary>The matrix.</summary>
    public override bool AllocatesTables => true;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape) => ((double)(IsFull ? 4 + OperandSet.SizeOf(typeof(T)) : 4) / shape.Width) + BytesOfScores;

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        Scores(shape),
        new("labels", typeof(int), shape.Rows),
        .. IsFull ? (Operand[])[new("weights", typeof(T), shape.Rows)] : [],
        new("cells", typeof(double), Classes(shape) * (Classes(shape) + 1), IsOutput: true, IsResult: true),
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        GenerateScores(operands, shape, kind, random);
        Inputs.Labels(operands.Span<int>("labels"), Classes(shape), IsFull ? IgnoreLabel : 0, random);
        if (!IsFull)
        {
            return;
        }

        var weights = operands.Span<T>("weights");
        Inputs.Weights(weights, random);
        for (var row = 0; row < weights.Length && kind != InputKind.Ordinary; row++)
        {
            // Over 37 decades, subnormal floats among them.
            weights[row] *= T.CreateTruncating(Math.Pow(10, -random.Next(38)));
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var matrix = new ConfusionMatrix(Classes(shape));
        Add(matrix, operands, operands.Optional<T>("weights"), IsFull ? IgnoreLabel : null, degreeOfParallelism);
        var cells = operands.Span<double>("cells");
        for (var cell = 0; cell < cells.Length; cell++)
        {
            cells[cell] = matrix[cell / (matrix.ClassCount + 1), cell % (matrix.ClassCount + 1)];
        }
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape) => Sum(operands, shape, operands.Span<double>("cells"), []);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var sums = new double[Classes(shape) * (Classes(shape) + 1)];
        var lost = new double[sums.Length];
        Sum(operands, shape, sums, lost);
        return new Dictionary<string, Expected>(StringComparer.Ordinal) { ["cells"] = new([.. sums.Zip(lost, (sum, rest) => sum + rest)]) };
    }

    /// <summary>The kernel rounds an exact sum once; the reference keeps what each addition loses.</summary>
    public override Bound BoundOf(string output) => IsFull ? new(ComparisonFamily.Elementwise, Ulps: typeof(T) == typeof(float) ? 1e-6 : 1) : Bound.Exact;

    /// <summary>Bytes of the scores, or of what stands for them, for each element.</summary>
    protected abstract double BytesOfScores { get; }

    /// <summary>Scores, or what stands for them.</summary>
    protected abstract Operand Scores(Shape shape);

    /// <summary>Number of classes.</summary>
    protected abstract int Classes(Shape shape);

    /// <summary>Fills the scores.</summary>
    protected abstract void GenerateScores(OperandSet operands, Shape shape, InputKind kind, Random random);

    /// <summary>Calls the kernel.</summary>
    protected abstract void Add(ConfusionMatrix matrix, OperandSet operands, ReadOnlySpan<T> weights, int? ignoreLabel, int degreeOfParallelism);

    /// <summary>The definition: what a row is taken for, K for no class.</summary>
    protected abstract int Predicted(OperandSet operands, int row, int classes);

    private void Sum(OperandSet operands, Shape shape, Span<double> sums, Span<double> lost)
    {
        sums.Clear();
        var classes = Classes(shape);
        var labels = operands.Span<int>("labels");
        var weights = operands.Optional<T>("weights");
        for (var row = 0; row < labels.Length; row++)
        {
            if (labels[row] == IgnoreLabel)
            {
                continue;
            }

            var cell = (labels[row] * (classes + 1)) + Predicted(operands, row, classes);
            var weight = IsFull ? double.CreateTruncating(weights[row]) : 1;
            var sum = sums[cell] + weight;
            if (!lost.IsEmpty)
            {
                lost[cell] += sums[cell] >= weight ? sums[cell] - sum + weight : weight - sum + sums[cell];
            }

            sums[cell] = sum;
        }
    }
}
