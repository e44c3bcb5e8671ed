using System.Numerics;
using Counterweight.Decisions;
using Counterweight.Reference.Catalog;
using Counterweight.Reference.Weighting;

namespace Counterweight.Reference.Decisions;

/// <summary>Answers of least expected cost; in full with the expected costs. Probabilities are multiples of 1/1024 and costs small integers, so that every sum is exact and ties are ties.</summary>
public sealed class LeastCostCase<T>(LossVariant variant = LossVariant.Plain)
    : WeightingCase<T>(variant == LossVariant.Full ? "least-cost-full" : "least-cost", "LeastCost.Decide")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Parts = 1024;

    private readonly bool full = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(65536, 2), new(65536, 10)];

    /// <inheritdoc/>
    public override bool HasWidth => true;

    /// <inheritdoc/>
    public override bool IsParallel => true;

    /// <inheritdoc/>
    public override bool RowsAreIndependent => true;

    /// <summary>A matrix keeps its costs in the kernel's type, and each call of the case makes one.</summary>
    public override bool AllocatesTables => true;

    /// <summary>A matrix has the square of so many costs.</summary>
    public override int MaxWidth => 1000;

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("probabilities", typeof(T), shape.Elements),
        new("costs", typeof(double), shape.Width * shape.Width, IsArgument: true),
        new("answers", typeof(int), shape.Rows, IsOutput: true),
        .. full ? (Operand[])[new("expected", typeof(T), shape.Rows, IsOutput: true)] : [],
    ];

    /// <summary>Costs are within ±8, and right answers are the cheapest, but for wide input. Of special input some rows have NaN.</summary>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        var costs = operands.Span<double>("costs");
        for (var i = 0; i < costs.Length; i++)
        {
            costs[i] = kind == InputKind.Wide ? random.Next(-8, 9) : i % (shape.Width + 1) == 0 ? 0 : random.Next(1, 9);
        }

        var probabilities = operands.Span<T>("probabilities");
        for (var start = 0; start < probabilities.Length; start += shape.Width)
        {
            var left = random.Next(8) == 0 ? 0 : Parts;
            var row = probabilities.Slice(start, shape.Width);
            row.Clear();
            for (; left > 0; left = random.Next(6) == 0 ? 0 : left)
            {
                var part = random.Next(1, left + 1);
                row[random.Next(row.Length)] += T.CreateChecked(part / (double)Parts);
                left -= part;
            }

            if (kind == InputKind.Special && random.Next(8) == 0)
            {
                row[random.Next(row.Length)] = T.NaN;
            }
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) => LeastCost.Decide<T>(
        operands.Span<T>("probabilities"), new(shape.Width, operands.Span<double>("costs")), operands.Span<int>("answers"), operands.Optional<T>("expected"), degreeOfParallelism);

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        Decide(operands, shape, out var answers, out var expected);
        for (var row = 0; row < answers.Length; row++)
        {
            operands.Span<int>("answers")[row] = (int)answers[row];
            if (full)
            {
                operands.Span<T>("expected")[row] = Narrow(expected[row]);
            }
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        Decide(operands, shape, out var answers, out var expected);
        return Outputs(("answers", answers), ("expected", expected));
    }

    /// <inheritdoc/>
    public override Bound BoundOf(string output) => Bound.Exact;

    private static void Decide(OperandSet operands, Shape shape, out double[] answers, out double[] expected)
    {
        var probabilities = Converted.ToDouble<T>(operands.Span<T>("probabilities"));
        var costs = operands.Span<double>("costs");
        (answers, expected) = (new double[shape.Rows], new double[shape.Rows]);
        for (var row = 0; row < shape.Rows; row++)
        {
            (answers[row], expected[row]) = (-1, double.NaN);
            for (var answer = 0; answer < shape.Width; answer++)
            {
                var cost = 0.0;
                for (var truth = 0; truth < shape.Width; truth++)
                {
                    cost += probabilities[(row * shape.Width) + truth] * costs[(truth * shape.Width) + answer];
                }

                if (cost < expected[row] || (answers[row] < 0 && !double.IsNaN(cost)))
                {
                    (answers[row], expected[row]) = (answer, cost);
                }
            }
        }
    }
}
