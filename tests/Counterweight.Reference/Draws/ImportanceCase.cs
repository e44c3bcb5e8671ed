using System.Numerics;
using Counterweight.Draws;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Draws;

/// <summary>Unbiased weights of the categories of 1,000 draws.</summary>
public sealed class ImportanceCase<T> : KernelCase
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Count = 1000;

    /// <inheritdoc/>
    public override string Name => "importance-weights";

    /// <inheritdoc/>
    public override Type ElementType => typeof(T);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["ImportanceWeights.OfCategories"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(65536)];

    /// <inheritdoc/>
    public override int MinRowCount => 1;

    /// <inheritdoc/>
    public override bool HasWidth => false;

    /// <inheritdoc/>
    public override bool IsParallel => false;

    /// <inheritdoc/>
    public override bool RowsAreIndependent => false;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape) => 2 * OperandSet.SizeOf(typeof(T));

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("weights", typeof(T), shape.Rows),
        new("destination", typeof(T), shape.Rows, IsOutput: true, MayReplace: "weights"),
    ];

    /// <summary>No weight is so far below the others that its inverse is no float.</summary>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var weights = operands.Span<T>("weights");
        DrawInputs.Weights(weights, InputKind.Ordinary, seed);
        for (var i = 0; i < weights.Length && kind != InputKind.Ordinary; i++)
        {
            weights[i] = i % 3 == 0 ? weights[0] : T.CreateChecked(Math.ScaleB(double.CreateChecked(weights[i]), (i % 61) - 30));
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) =>
        ImportanceWeights.OfCategories<T>(operands.Span<T>("weights"), Count, operands.Span<T>("destination"));

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var weights = operands.Span<T>("weights");
        var destination = operands.Span<T>("destination");
        var total = 0.0;
        foreach (var weight in weights)
        {
            total += double.CreateChecked(weight);
        }

        for (var i = 0; i < weights.Length; i++)
        {
            destination[i] = weights[i] == T.Zero ? T.Zero : T.CreateChecked(total / (Count * double.CreateChecked(weights[i])));
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var weights = Converted.ToDouble<T>(operands.Span<T>("weights"));
        var total = DrawInputs.Exact(weights).Aggregate(BigInteger.Add);
        var sum = Math.ScaleB((double)(total >> 900), 900 - 1126);
        return new Dictionary<string, Expected>(StringComparer.Ordinal)
        {
            ["destination"] = new([.. weights.Select(weight => weight == 0 ? 0 : sum / (Count * weight))]),
        };
    }

    /// <summary>The sum, two quotients, and the reference's rounding.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Elementwise, Ulps: typeof(T) == typeof(float) ? 0.501 : 4);
}
