using System.Numerics;
using Counterweight.Reference.Catalog;
using Counterweight.Weighting.Priors;

namespace Counterweight.Reference.Weighting.Priors;

/// <summary>Ten steps of expectation-maximization of priors; in full with sample weights.</summary>
public sealed class EstimatePriorsCase<T>(LossVariant variant = LossVariant.Plain)
    : WeightingCase<T>(variant == LossVariant.Full ? "label-shift-estimate-full" : "label-shift-estimate", "LabelShift.EstimatePriors")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Steps = 10;

    private readonly bool full = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override bool HasWidth => true;

    /// <inheritdoc/>
    public override int MinRowCount => 1;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(16384, 2), new(16384, 10)];

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape) => Steps * OperandSet.SizeOf(typeof(T));

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("probabilities", typeof(T), shape.Elements),
        new("priors", typeof(double), shape.Width),
        new("weights", typeof(double), shape.Width, IsOutput: true),
        .. full ? (Operand[])[new("sampleWeights", typeof(T), shape.Rows)] : [],
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        Inputs.Distributions(operands.Span<T>("probabilities"), shape.Width, random);
        operands.Span<T>("probabilities")[..shape.Width].Fill(T.One / T.CreateChecked(shape.Width));
        foreach (ref var prior in operands.Span<double>("priors"))
        {
            prior = 0.05 + random.NextDouble();
        }

        if (full)
        {
            Inputs.Weights(operands.Span<T>("sampleWeights"), random);
            operands.Span<T>("sampleWeights")[0] = T.One;
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) => LabelShift.EstimatePriors<T>(
        operands.Span<T>("probabilities"), operands.Span<double>("priors"), operands.Span<double>("weights"), operands.Optional<T>("sampleWeights"), tolerance: 0, maxIterations: Steps);

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape) => ByDefinition(operands, shape).CopyTo(operands.Span<double>("weights"));

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var weights = ByDefinition(operands, shape);
        return new Dictionary<string, Expected>(StringComparer.Ordinal) { ["weights"] = new(weights, [.. weights.Select(weight => Math.Max(weight, 1))]) };
    }

    /// <summary>All in double. Each step adds some 2·√(rows + classes) ε, and the next passes on at most as much.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Probability, Epsilons: typeof(T) == typeof(float) ? 1e-5 : 4000);

    private static double[] ByDefinition(OperandSet operands, Shape shape)
    {
        var probabilities = operands.Span<T>("probabilities");
        var given = operands.Span<double>("priors");
        var sampleWeights = operands.Optional<T>("sampleWeights");
        var classes = shape.Width;
        var total = 0.0;
        foreach (var prior in given)
        {
            total += prior;
        }

        var (source, now) = (new double[classes], new double[classes]);
        for (var c = 0; c < classes; c++)
        {
            source[c] = now[c] = given[c] / total;
        }

        var posterior = new double[classes];
        for (var step = 0; step < Steps; step++)
        {
            var (next, weight) = (new double[classes], 0.0);
            for (var row = 0; row < shape.Rows; row++)
            {
                var (sum, own) = (0.0, sampleWeights.IsEmpty ? 1 : Wide(sampleWeights[row]));
                for (var c = 0; c < classes; c++)
                {
                    posterior[c] = now[c] / source[c] * Wide(probabilities[(row * classes) + c]);
                    sum += posterior[c];
                }

                if (sum > 0)
                {
                    weight += own;
                    for (var c = 0; c < classes; c++)
                    {
                        next[c] += own * (posterior[c] / sum);
                    }
                }
            }

            for (var c = 0; c < classes; c++)
            {
                now[c] = next[c] / weight;
            }
        }

        return [.. now.Select((prior, c) => prior / source[c])];
    }
}
