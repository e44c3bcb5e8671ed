using System.Numerics;
using Counterweight.Draws;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Draws;

/// <summary>Twice as many systematic draws as categories, and one.</summary>
public sealed class SystematicCase<T> : DrawCase
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Name => "systematic-draws";

    /// <inheritdoc/>
    public override Type ElementType => typeof(T);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["SystematicDraws.Draw"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(100000)];

    /// <inheritdoc/>
    public override int MinRowCount => 1;

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape) => (2 * sizeof(int)) + OperandSet.SizeOf(typeof(T));

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("weights", typeof(T), shape.Rows),
        new("draws", typeof(int), (2 * shape.Rows) + 1, IsOutput: true),
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed) =>
        DrawInputs.Weights(operands.Span<T>("weights"), kind, seed);

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) =>
        SystematicDraws.Draw<T>(operands.Span<T>("weights"), Stream, Start(shape), operands.Span<int>("draws"));

    /// <summary>Point i lies at (i + u)/m of the weights, u being a fraction of 64 bits.</summary>
    protected override int[] Draw(OperandSet operands, Shape shape)
    {
        var weights = DrawInputs.Exact(Converted.ToDouble<T>(operands.Span<T>("weights")));
        var total = weights.Aggregate(BigInteger.Add);
        var count = (2 * shape.Rows) + 1;
        var (category, end, draws) = (0, weights[0], new int[count]);
        for (var i = 0; i < count; i++)
        {
            var point = (((BigInteger)i << 64) + Word(Start(shape))) * total;
            while (point >= (end * count) << 64)
            {
                end += weights[++category];
            }

            draws[i] = category;
        }

        return draws;
    }
}
