using System.Numerics;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Weighting;

/// <summary>Class weights from labels, or from labels and sample weights with an ignored label.</summary>
public abstract class LabelWeightsCase<T>(string scheme, LossVariant variant) : KernelCase
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Classes = 7;

    /// <summary>Of the full variant.</summary>
    protected const int IgnoreLabel = -3;

    private readonly bool full = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override string Name => full ? $"class-weights-{scheme}-full" : $"class-weights-{scheme}";

    /// <inheritdoc/>
    public override Type ElementType => typeof(T);

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(65536)];

    /// <inheritdoc/>
    public override bool HasWidth => false;

    /// <inheritdoc/>
    public override bool IsParallel => false;

    /// <inheritdoc/>
    public override int MinRowCount => Classes;

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
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) =>
        Run(operands.Span<int>("labels"), full ? operands.Span<T>("sampleWeights") : [], operands.Span<T>("classWeights"), full ? IgnoreLabel : null);

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        Span<double> sums = stackalloc double[Classes];
        sums.Clear();
        var labels = operands.Span<int>("labels");
        var weights = full ? operands.Span<T>("sampleWeights") : [];
        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] != IgnoreLabel)
            {
                sums[labels[i]] += weights.IsEmpty ? 1 : double.CreateTruncating(weights[i]);
            }
        }

        Span<double> scalar = stackalloc double[Classes];
        FromSums(sums, scalar);
        var destination = operands.Span<T>("classWeights");
        for (var c = 0; c < Classes; c++)
        {
            destination[c] = T.CreateTruncating(scalar[c]);
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var weights = full ? Converted.ToDouble<T>(operands.Span<T>("sampleWeights")) : [];
        var sums = ClassWeightReference.Sums(operands.Span<int>("labels"), weights, Classes, full ? IgnoreLabel : null);
        return new Dictionary<string, Expected>(StringComparer.Ordinal) { ["classWeights"] = new(FromSums(sums)) };
    }

    /// <summary>Sums are exact, the rest is a few operations in double: a float is rounded once, a double some times beside the reference's own sum.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Elementwise, Ulps: typeof(T) == typeof(float) ? 0.501 : 16);

    /// <summary>The kernel.</summary>
    protected abstract void Run(ReadOnlySpan<int> labels, ReadOnlySpan<T> sampleWeights, Span<T> destination, int? ignoreLabel);

    /// <summary>The definition.</summary>
    protected abstract void FromSums(ReadOnlySpan<double> sums, Span<double> weights);

    private double[] FromSums(double[] sums)
    {
        var weights = new double[sums.Length];
        FromSums(sums, weights);
        return weights;
    }
}
