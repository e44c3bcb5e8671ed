using System.Collections.Concurrent;
using System.Numerics;
using Counterweight.Reference.Catalog;
using Counterweight.Traversal;

namespace Counterweight.Reference.Traversal;

/// <summary>Leaves of row-major rows in a tree of thresholds; in full of feature-major ones in a tree with categories.</summary>
public sealed class FindLeavesCase<T>(LossVariant variant = LossVariant.Plain) : KernelCase
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ConcurrentDictionary<int, RandomTree> trees = new();
    private readonly ConcurrentDictionary<int, PackedTrees<T>> packed = new();
    private readonly bool full = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override string Name => full ? "find-leaves-full" : "find-leaves";

    /// <inheritdoc/>
    public override Type ElementType => typeof(T);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["PackedTrees`1.FindLeaves"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(100000, 28)];

    /// <inheritdoc/>
    public override bool HasWidth => true;

    /// <summary>Feature-major rows are not one run of memory each.</summary>
    public override bool RowsAreIndependent => !full;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape) => OperandSet.SizeOf(typeof(T)) + (4.0 / shape.Width);

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("values", typeof(T), shape.Elements),
        new("leaves", typeof(int), shape.Rows, IsOutput: true),
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed) =>
        TreeInputs.Fill(operands.Span<T>("values"), shape, kind, full, seed);

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var ready = packed.TryGetValue(shape.Width, out var made) ? made : Pack(Tree(shape), shape.Width);
        ready.FindLeaves(TreeInputs.Matrix<T>(operands, shape, full), operands.Span<int>("leaves"), 0, degreeOfParallelism);
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var tree = Tree(shape);
        var values = operands.Span<T>("values");
        var leaves = operands.Span<int>("leaves");
        for (var row = 0; row < shape.Rows; row++)
        {
            leaves[row] = TreeInputs.LeafOf(tree, 0, values, shape, row, full);
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var tree = Tree(shape);
        var values = Converted.ToDouble<T>(operands.Span<T>("values"));
        double[] leaves = [.. Enumerable.Range(0, shape.Rows).Select(row => (double)tree.LeafOf(0, feature => values[TreeInputs.Index(shape, row, feature, full)]))];
        return new Dictionary<string, Expected>(StringComparer.Ordinal) { ["leaves"] = new(leaves) };
    }

    /// <summary>Nothing is computed.</summary>
    public override Bound BoundOf(string output) => Bound.Exact;

    private PackedTrees<T> Pack(RandomTree tree, int width) => packed.GetOrAdd(width, new PackedTrees<T>(tree.Nodes, width, tree.Sets));

    private RandomTree Tree(Shape shape) => trees.TryGetValue(shape.Width, out var made) ? made : trees.GetOrAdd(shape.Width, width => new RandomTree(width, full, 1, 1));
}
