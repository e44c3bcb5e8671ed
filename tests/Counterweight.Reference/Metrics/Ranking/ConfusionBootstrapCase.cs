using System.Numerics;
using Counterweight.Metrics;
using Counterweight.Metrics.Ranking.Intervals;
using Counterweight.Randomness;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Metrics.Ranking;

/// <summary>Accuracy and the weight that was taken for class 1, of eighteen replicates; in full with weights.</summary>
public sealed class ConfusionBootstrapCase<T>(LossVariant variant = LossVariant.Plain) : RankingCase<T>(variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Replicates = 18;
    private const int Measures = 2;
    private const int Classes = 2;

    private static readonly RandomStream Stream = new(6, 8);

    /// <inheritdoc/>
    public override string Name => IsWeighted ? "confusion-bootstrap-weighted" : "confusion-bootstrap";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["ConfusionBootstrap.Evaluate"];

    /// <summary>The groups of equal rows.</summary>
    public override bool AllocatesTables => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(100000)];

    /// <summary>Prediction, label and weight.</summary>
    public override double BytesPerElement(Shape shape) => (2 * sizeof(int)) + (IsWeighted ? OperandSet.SizeOf(typeof(T)) : 0);

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("predicted", typeof(int), shape.Rows),
        new("labels", typeof(int), shape.Rows),
        .. IsWeighted ? (Operand[])[new("sampleWeights", typeof(T), shape.Rows)] : [],
        .. Results(shape),
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        var labels = operands.Span<int>("labels");
        RankingInputs.Labels(labels, random);
        RankingInputs.Weights(operands.Optional<T>("sampleWeights"), labels, kind, random);
        Inputs.Labels(operands.Span<int>("predicted"), Classes, -1, random);
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) =>
        ConfusionBootstrap.Evaluate<T>(operands.Span<int>("predicted"), operands.Span<int>("labels"), Classes, Measure, Measures, operands.Span<double>("values"), Stream, operands.Optional<T>("sampleWeights"));

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape) => Reference(operands, shape)["values"].Values.CopyTo(operands.Span<double>("values"));

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var (predicted, labels) = (operands.Span<int>("predicted").ToArray(), operands.Span<int>("labels").ToArray());
        double[] weights = IsWeighted ? Converted.ToDouble<T>(operands.Span<T>("sampleWeights")) : [.. labels.Select(_ => 1.0)];
        int[] order = [.. Enumerable.Range(0, labels.Length).Where(row => weights[row] > 0).OrderBy(row => labels[row]).ThenBy(row => predicted[row]).ThenBy(row => weights[row])];
        double[] ones = [.. order.Select(_ => 1.0)];
        var values = new double[Replicates * Measures];
        for (var replicate = 0; replicate < Replicates; replicate++)
        {
            var counts = BootstrapReference.Counts(Stream, replicate, ones, isStratified: false);
            double Drawn(Func<int, bool> counted) => order.Select((row, i) => counted(row) ? weights[row] * counts[i] : 0).Sum();
            values[replicate * Measures] = Drawn(row => labels[row] == predicted[row]) / Drawn(_ => true);
            values[(replicate * Measures) + 1] = Drawn(row => predicted[row] == 1) / Drawn(_ => true);
        }

        return new Dictionary<string, Expected>(StringComparer.Ordinal) { ["values"] = new(values, [.. values.Select(_ => 1.0)]) };
    }

    /// <summary>Plain sums of the reference, of up to 257 terms; those of the kernel are exact.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Probability, Epsilons: 128 * OfDouble);

    /// <inheritdoc/>
    protected override IReadOnlyList<Operand> Results(Shape shape) => [new("values", typeof(double), Replicates * Measures, IsOutput: true, IsResult: true)];

    private static void Measure(ConfusionMatrix matrix, Span<double> values)
    {
        values[0] = matrix.Accuracy;
        values[1] = matrix.Predicted(1) / matrix.Total;
    }
}
