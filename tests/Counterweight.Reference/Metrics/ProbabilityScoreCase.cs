using System.Numerics;
using Counterweight.Metrics;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Metrics;

/// <summary>Scores of probabilities: unweighted, or in full with weights, an ignored label and a least probability.</summary>
public abstract class ProbabilityScoreCase<T>(string name, string entry, LossVariant variant) : KernelCase
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int IgnoreLabel = -7;

    /// <summary>Of the full variant.</summary>
    private const double FullLeast = 1e-15;

    /// <summary>Least probability of a label.</summary>
    protected double Least => IsFull ? FullLeast : 0;

    /// <summary>The ignored label.</summary>
    protected int? Ignored => IsFull ? IgnoreLabel : null;

    private bool IsFull => variant == LossVariant.Full;

    /// <inheritdoc/>
    public override string Name => IsFull ? $"{name}-full" : name;

    /// <inheritdoc/>
    public override Type ElementType => typeof(T);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => [$"ProbabilityScore.{entry}"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => HasWidth ? [new(65536, 7)] : [new(65536)];

    /// <inheritdoc/>
    public override bool HasWidth => true;

    /// <inheritdoc/>
    public override bool RowsAreIndependent => false;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape) => ((double)(IsFull ? 4 + OperandSet.SizeOf(typeof(T)) : 4) / shape.Width) + OperandSet.SizeOf(typeof(T));

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("probabilities", typeof(T), shape.Elements),
        new("labels", typeof(int), shape.Rows),
        .. IsFull ? (Operand[])[new("weights", typeof(T), shape.Rows)] : [],
        new("sums", typeof(double), 3, IsOutput: true, IsResult: true),
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        foreach (ref var probability in operands.Span<T>("probabilities"))
        {
            probability = T.CreateTruncating(kind switch
            {
                InputKind.Wide => Math.Pow(10, -random.Next(40)) * random.NextDouble(),
                InputKind.Special when random.Next(8) == 0 => random.Next(2),
                InputKind.Special when random.Next(2000) == 0 => double.NaN,
                _ => random.NextDouble(),
            });
        }

        Inputs.Labels(operands.Span<int>("labels"), shape.Width == 1 ? 2 : shape.Width, IsFull ? IgnoreLabel : 0, random);
        if (IsFull)
        {
            Inputs.Weights(operands.Span<T>("weights"), random);
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var sum = Score(operands.Span<T>("probabilities"), shape.Width, operands.Span<int>("labels"), operands.Optional<T>("weights"), degreeOfParallelism);
        var sums = operands.Span<double>("sums");
        (sums[0], sums[1], sums[2]) = (sum.Sum, sum.Weight, sum.Rows);
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape) => ByDefinition(operands, shape).CopyTo(operands.Span<double>("sums"));

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var sums = ByDefinition(operands, shape);
        return new Dictionary<string, Expected>(StringComparer.Ordinal) { ["sums"] = new(sums, [.. sums.Select(Math.Abs)]) };
    }

    /// <summary>Terms are not negative: each of the reference's is within some ε, and its sum within one ε a row.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Reduction, Epsilons: typeof(T) == typeof(float) ? 1e-5 : 300);

    /// <summary>Calls the kernel.</summary>
    protected abstract ScoreSum Score(ReadOnlySpan<T> probabilities, int width, ReadOnlySpan<int> labels, ReadOnlySpan<T> weights, int degreeOfParallelism);

    /// <summary>The definition.</summary>
    protected abstract double OfRow(ReadOnlySpan<double> probabilities, int label);

    private double[] ByDefinition(OperandSet operands, Shape shape)
    {
        var sums = new double[3];
        var labels = operands.Span<int>("labels");
        var weights = operands.Optional<T>("weights");
        for (var row = 0; row < labels.Length; row++)
        {
            var weight = IsFull ? double.CreateTruncating(weights[row]) : 1;
            if (weight > 0 && labels[row] != IgnoreLabel)
            {
                sums[0] += weight * OfRow(Converted.ToDouble<T>(operands.Span<T>("probabilities").Slice(row * shape.Width, shape.Width)), labels[row]);
                sums[1] += weight;
                sums[2]++;
            }
        }

        return sums;
    }
}
