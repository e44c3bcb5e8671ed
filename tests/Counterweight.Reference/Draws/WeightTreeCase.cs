using Counterweight.Draws;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Draws;

/// <summary>Draws from a tree of 37 weights, of which several have changed.</summary>
public sealed class WeightTreeCase : DrawCase
{
    private static readonly double[] Weights = Changed();
    private static readonly WeightTree Tree = Grown();

    /// <inheritdoc/>
    public override string Name => "weight-tree-draws";

    /// <inheritdoc/>
    public override Type ElementType => typeof(long);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["WeightTree.Draw"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(65536)];

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) => [new("draws", typeof(int), shape.Rows, IsOutput: true)];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        // The tree is the same for all.
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) => Tree.Draw(Stream, Start(shape), operands.Span<int>("draws"));

    /// <summary>The first category up to which the weights sum to more than the draw's fraction of all.</summary>
    protected override int[] Draw(OperandSet operands, Shape shape)
    {
        var draws = new int[shape.Rows];
        for (var i = 0; i < draws.Length; i++)
        {
            var rest = Math.ScaleB(Word(Start(shape) + i) >> 12, -52) * Weights.Sum();
            while (rest >= Weights[draws[i]])
            {
                rest -= Weights[draws[i]++];
            }
        }

        return draws;
    }

    private static double[] Changed()
    {
        var weights = new double[37];
        DrawInputs.Weights<double>(weights, InputKind.Ordinary, 4);
        return weights;
    }

    private static WeightTree Grown()
    {
        var tree = WeightTree.Create<double>([.. Weights.Select((weight, i) => i % 3 == 0 ? 1 : weight)]);
        for (var i = 0; i < Weights.Length; i += 3)
        {
            tree.Set(i, Weights[i]);
        }

        return tree;
    }
}
