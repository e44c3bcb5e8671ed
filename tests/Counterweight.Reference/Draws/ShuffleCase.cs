using Counterweight.Draws;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Draws;

/// <summary>A shuffle of the numbers from 0 on.</summary>
public sealed class ShuffleCase : DrawCase
{
    /// <inheritdoc/>
    public override string Name => "shuffle";

    /// <inheritdoc/>
    public override Type ElementType => typeof(long);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["RandomOrder.Shuffle"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(65536)];

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) => [new("draws", typeof(int), shape.Rows, IsOutput: true)];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        // What is shuffled is the same for all.
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var draws = operands.Span<int>("draws");
        for (var i = 0; i < draws.Length; i++)
        {
            draws[i] = i;
        }

        RandomOrder.Shuffle(Stream, Start(shape), draws);
    }

    /// <summary>Element i is put among those before it: it takes the place of one of them, which goes last.</summary>
    protected override int[] Draw(OperandSet operands, Shape shape)
    {
        var order = new List<int>();
        for (var i = 0; i < shape.Rows; i++)
        {
            var place = (int)(ulong)(((UInt128)Word(Start(shape) + i) * (ulong)(i + 1)) >> 64);
            order.Add(i);
            (order[place], order[i]) = (order[i], order[place]);
        }

        return [.. order];
    }
}
