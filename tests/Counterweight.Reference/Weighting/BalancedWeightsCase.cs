using System.Numerics;
using Counterweight.Reference.Catalog;
using Counterweight.Weighting;

namespace Counterweight.Reference.Weighting;

/// <summary>Balanced class weights from labels, or from labels and sample weights with an ignored label.</summary>
public sealed class BalancedWeightsCase<T>(LossVariant variant = LossVariant.Plain) : KernelCase
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Classes = 7;
    private const int IgnoreLabel = -3;

    private readonly bool full = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override string Name => full ? "class-weights-balanced-full" : "class-weights-balanced";

    /// <inheritdoc/>
    public override Type ElementType => typeof(T);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["ClassWeights.Balanced"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(65536)];

    /// <inheritdoc/>
    public override bool HasWidth => false;

    /// <inheritdoc/>
    public override bool IsParallel => false;

    /// <inheritdoc/>
    public override int MinRows => Classes;

    /// <inheritdoc/>
    public override bool RowsAreIndependent => false;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape) => full ? 4 + OperandSet.SizeOf(typeof(T)) : 4;

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("labels", typeof(int), shape.Rows),
        new("classWeights", typeof(T), Classes, IsOutput: true),
        .. full ? (Operand[])[new("sampleWeights", typeof(T), shape.Rows)] : [],
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        var labels = operands.Span<int>("labels");
        Inputs.Labels(labels, Classes, full ? IgnoreLabel : 0, random);
        for (var c = 0; c < Classes; c++)
        {
            labels[c] = c;
        }

        if (full)
        {
            var weights = operands.Span<T>("sampleWeights");
            Inputs.Weights(weights, random);
            weights[..Classes].Fill(T.CreateChecked(0.3));
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var labels = operands.Span<int>("labels");
        if (full)
        {
            ClassWeights.Balanced<T>(labels, operands.Span<T>("sampleWeights"), operands.Span<T>("classWeights"), IgnoreLabel);
        }
        else
        {
            ClassWeights.Balanced<T>(labels, operands.Span<T>("classWeights"));
        }
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var labels = operands.Span<int>("labels");
        var destination = operands.Span<T>("classWeights");
        Span<double> sums = stackalloc double[Classes];
        sums.Clear();
        var total = 0.0;
        if (full)
        {
            var weights = operands.Span<T>("sampleWeights");
            for (var i = 0; i < labels.Length; i++)
            {
                if (labels[i] != IgnoreLabel)
                {
                    sums[labels[i]] += double.CreateTruncating(weights[i]);
                }
            }
        }
        else
        {
            foreach (var label in labels)
            {
                sums[label]++;
            }
        }

        foreach (var sum in sums)
        {
            total += sum;
        }

        for (var c = 0; c < Classes; c++)
        {
            destination[c] = T.CreateTruncating(total / (Classes * sums[c]));
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var labels = operands.Span<int>("labels");
        var weights = full ? Converted.ToDouble<T>(operands.Span<T>("sampleWeights")) : [];
        var balanced = ClassWeightReference.Balanced(labels, weights, Classes, full ? IgnoreLabel : null);
        return new Dictionary<string, Expected>(StringComparer.Ordinal)
        {
            ["classWeights"] = new(balanced),
        };
    }

    /// <summary>Sums are exact, products and quotients in double: a float is rounded once, a double thrice beside the reference's own sum.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Elementwise, Ulps: typeof(T) == typeof(float) ? 0.501 : 16);
}
