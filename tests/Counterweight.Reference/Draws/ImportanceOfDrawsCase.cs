using System.Numerics;
using Counterweight.Draws;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Draws;

/// <summary>Unbiased weights of draws.</summary>
public sealed class ImportanceOfDrawsCase<T> : KernelCase
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Categories = 23;

    /// <inheritdoc/>
    public override string Name => "importance-weights-of-draws";

    /// <inheritdoc/>
    public override Type ElementType => typeof(T);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["ImportanceWeights.OfDraws"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(65536)];

    /// <inheritdoc/>
    public override bool HasWidth => false;

    /// <inheritdoc/>
    public override bool IsParallel => false;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape) => sizeof(int) + OperandSet.SizeOf(typeof(T));

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("draws", typeof(int), shape.Rows),
        new("weights", typeof(T), Categories),
        new("destination", typeof(T), shape.Rows, IsOutput: true),
    ];

    /// <summary>Category 4 and every fifth from there on has no weight.</summary>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        DrawInputs.Weights(operands.Span<T>("weights"), InputKind.Ordinary, seed);
        foreach (ref var draw in operands.Span<int>("draws"))
        {
            draw = (5 * random.Next((Categories + 4) / 5)) + random.Next(3);
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) =>
        ImportanceWeights.OfDraws<T>(operands.Span<T>("weights"), operands.Span<int>("draws"), operands.Span<T>("destination"));

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var weights = operands.Span<T>("weights");
        var draws = operands.Span<int>("draws");
        var destination = operands.Span<T>("destination");
        var total = 0.0;
        foreach (var weight in weights)
        {
            total += double.CreateChecked(weight);
        }

        for (var i = 0; i < draws.Length; i++)
        {
            destination[i] = T.CreateChecked(total / (draws.Length * double.CreateChecked(weights[draws[i]])));
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var weights = Converted.ToDouble<T>(operands.Span<T>("weights"));
        var draws = operands.Span<int>("draws").ToArray();
        return new Dictionary<string, Expected>(StringComparer.Ordinal)
        {
            ["destination"] = new([.. draws.Select(draw => 1 / (draws.Length * (weights[draw] / weights.Sum())))]),
        };
    }

    /// <summary>Two sums of 23 numbers and three quotients.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Elementwise, Ulps: typeof(T) == typeof(float) ? 0.501 : 16);
}
