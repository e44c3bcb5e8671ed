using System.Collections.Concurrent;
using System.Numerics;
using Counterweight.Reference.Catalog;
using Counterweight.Traversal;

namespace Counterweight.Reference.Traversal;

/// <summary>Sums over twelve trees of three outputs, trees by turns; in full every leaf has a value for each output, and categories are split.</summary>
public sealed class AddLeafValuesCase<T>(LossVariant variant = LossVariant.Plain) : KernelCase
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Outputs = 3;
    private const int Trees = 12;

    private readonly ConcurrentDictionary<int, RandomTree> ensembles = new();
    private readonly ConcurrentDictionary<int, PackedTrees<T>> packed = new();
    private readonly bool full = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override string Name => full ? "add-leaf-values-full" : "add-leaf-values";

    /// <inheritdoc/>
    public override Type ElementType => typeof(T);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["PackedTrees`1.AddLeafValues"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(100000, 28)];

    /// <inheritdoc/>
    public override bool HasWidth => true;

    /// <summary>Rows begin with sums of their own, and feature-major ones are not one run of memory each.</summary>
    public override bool RowsAreIndependent => false;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape) => OperandSet.SizeOf(typeof(T)) + (8.0 * Outputs / shape.Width);

    /// <summary>The sums are added to, which is no output beside an input.</summary>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("values", typeof(T), shape.Elements),
        new("sums", typeof(double), shape.Rows * Outputs, IsOutput: true, IsResult: true),
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed) =>
        TreeInputs.Fill(operands.Span<T>("values"), shape, kind, full, seed);

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var sums = operands.Span<double>("sums");
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] = i;
        }

        var ensemble = Ensemble(shape);
        var trees = packed.TryGetValue(shape.Width, out var made) ? made : Pack(ensemble, shape.Width);
        trees.AddLeafValues(TreeInputs.Matrix<T>(operands, shape, full), ensemble.Roots, ensemble.Values, Outputs, sums, degreeOfParallelism);
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var ensemble = Ensemble(shape);
        var values = operands.Span<T>("values");
        var sums = operands.Span<double>("sums");
        for (var row = 0; row < shape.Rows; row++)
        {
            var own = sums.Slice(row * Outputs, Outputs);
            for (var k = 0; k < Outputs; k++)
            {
                own[k] = (row * Outputs) + k;
            }

            for (var tree = 0; tree < Trees; tree++)
            {
                var leaf = TreeInputs.LeafOf(ensemble, ensemble.Roots[tree], values, shape, row, full);
                for (var k = 0; k < Outputs; k++)
                {
                    own[k] += full ? ensemble.Values[(leaf * Outputs) + k] : tree % Outputs == k ? ensemble.Values[leaf] : 0;
                }
            }
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var ensemble = Ensemble(shape);
        var values = Converted.ToDouble<T>(operands.Span<T>("values"));
        var sums = new double[shape.Rows * Outputs];
        for (var i = 0; i < sums.Length; i++)
        {
            var (row, k) = (i / Outputs, i % Outputs);
            sums[i] = Enumerable.Range(0, Trees)
                .Where(tree => full || tree % Outputs == k)
                .Select(tree => ensemble.LeafOf(ensemble.Roots[tree], feature => values[TreeInputs.Index(shape, row, feature, full)]))
                .Aggregate((double)i, (sum, leaf) => sum + ensemble.Values[full ? (leaf * Outputs) + k : leaf]);
        }

        return new Dictionary<string, Expected>(StringComparer.Ordinal) { ["sums"] = new(sums) };
    }

    /// <summary>The order of the sum is the trees'.</summary>
    public override Bound BoundOf(string output) => Bound.Exact;

    private PackedTrees<T> Pack(RandomTree ensemble, int width) => packed.GetOrAdd(width, new PackedTrees<T>(ensemble.Nodes, width, ensemble.Sets));

    private RandomTree Ensemble(Shape shape) =>
        ensembles.TryGetValue(shape.Width, out var made) ? made : ensembles.GetOrAdd(shape.Width, width => new RandomTree(width, full, Trees, full ? Outputs : 1));
}
