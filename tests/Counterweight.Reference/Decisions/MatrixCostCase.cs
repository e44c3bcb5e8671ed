using System.Numerics;
using Counterweight.Decisions;
using Counterweight.Reference.Catalog;
using Counterweight.Reference.Weighting;

namespace Counterweight.Reference.Decisions;

/// <summary>What answers cost by a matrix of five classes; in full with weights.</summary>
public sealed class MatrixCostCase<T>(LossVariant variant = LossVariant.Plain) : WeightingCase<T>(variant == LossVariant.Full ? "matrix-costs-full" : "matrix-costs", "DecisionCost.OfMatrix")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Classes = 5;

    private static readonly double[] Costs = [-1, 3, 4, 5.5, 6, 7, 0, 2, 1, 8, 10, 12, -2, 13, 14, 1e3, 1e4, 1e5, 0, 0.1, 1, 1, 1, 1, 0.5];

    private static readonly CostMatrix Matrix = new(Classes, Costs);

    private readonly bool full = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("labels", typeof(int), shape.Rows),
        new("answers", typeof(int), shape.Rows),
        .. full ? (Operand[])[new("weights", typeof(T), shape.Rows)] : [],
        new("sums", typeof(double), 4, IsOutput: true, IsResult: true),
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        DecisionCostReference.Generate(operands, Classes, random);
        Inputs.Weights(operands.Optional<T>("weights"), random);
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) => DecisionCostReference.Store(
        DecisionCost.OfMatrix<T>(operands.Span<int>("labels"), operands.Span<int>("answers"), Matrix, operands.Optional<T>("weights")), operands);

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape) => Sums(operands).CopyTo(operands.Span<double>("sums"));

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var sums = Sums(operands);
        return new Dictionary<string, Expected>(StringComparer.Ordinal) { ["sums"] = new(sums, [1e5 * sums[1], sums[1], 0, 0]) };
    }

    /// <summary>The kernel is exact; the reference rounds a product and a sum of up to 257 rows, some of them negative.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Probability, Epsilons: typeof(T) == typeof(float) ? 258.0 / (1 << 29) : 258);

    private static double[] Sums(OperandSet operands) =>
        DecisionCostReference.Sums(operands, Converted.ToDouble<T>(operands.Optional<T>("weights")), (_, label, answer) => Costs[(label * Classes) + answer]);
}
