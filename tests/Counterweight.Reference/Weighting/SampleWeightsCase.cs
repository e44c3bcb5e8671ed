using System.Numerics;
using Counterweight.Reference.Catalog;
using Counterweight.Weighting;

namespace Counterweight.Reference.Weighting;

/// <summary>Sample weights from class weights; in full times sample weights, with an ignored label.</summary>
public sealed class SampleWeightsCase<T>(LossVariant variant = LossVariant.Plain) : KernelCase
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Classes = 10;
    private const int IgnoreLabel = -1;

    private readonly bool full = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override string Name => full ? "sample-weights-full" : "sample-weights";

    /// <inheritdoc/>
    public override Type ElementType => typeof(T);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["SampleWeights.FromClassWeights"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(65536)];

    /// <inheritdoc/>
    public override bool HasWidth => false;

    /// <inheritdoc/>
    public override bool IsParallel => false;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape) => 4 + ((full ? 2 : 1) * OperandSet.SizeOf(typeof(T)));

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("labels", typeof(int), shape.Rows),
        new("classWeights", typeof(T), Classes),
        new("destination", typeof(T), shape.Rows, IsOutput: true, MayReplace: full ? "sampleWeights" : null),
        .. full ? (Operand[])[new("sampleWeights", typeof(T), shape.Rows)] : [],
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        Inputs.Labels(operands.Span<int>("labels"), Classes, full ? IgnoreLabel : 0, random);
        Inputs.Weights(operands.Span<T>("classWeights"), random);
        if (full)
        {
            Inputs.Weights(operands.Span<T>("sampleWeights"), random);
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var labels = operands.Span<int>("labels");
        var classWeights = operands.Span<T>("classWeights");
        if (full)
        {
            SampleWeights.FromClassWeights<T>(labels, classWeights, operands.Span<T>("destination"), operands.Span<T>("sampleWeights"), ignoreLabel: IgnoreLabel);
        }
        else
        {
            SampleWeights.FromClassWeights<T>(labels, classWeights, operands.Span<T>("destination"));
        }
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var labels = operands.Span<int>("labels");
        var classWeights = operands.Span<T>("classWeights");
        var sampleWeights = full ? operands.Span<T>("sampleWeights") : default;
        var destination = operands.Span<T>("destination");
        for (var i = 0; i < labels.Length; i++)
        {
            destination[i] = !full ? classWeights[labels[i]]
                : labels[i] == IgnoreLabel ? T.Zero
                : classWeights[labels[i]] * sampleWeights[i];
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var sampleWeights = full ? Converted.ToDouble<T>(operands.Span<T>("sampleWeights")) : [];
        var classWeights = Converted.ToDouble<T>(operands.Span<T>("classWeights"));
        return new Dictionary<string, Expected>(StringComparer.Ordinal)
        {
            ["destination"] = new(ClassWeightReference.Product(operands.Span<int>("labels"), classWeights, sampleWeights, full ? IgnoreLabel : null)),
        };
    }

    /// <summary>One product, rounded once (a double's reference is the same product).</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Elementwise, Ulps: 0.5);
}
