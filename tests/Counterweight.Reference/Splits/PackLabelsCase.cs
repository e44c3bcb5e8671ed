using System.Numerics;
using System.Runtime.InteropServices;
using Counterweight.Histograms;
using Counterweight.Reference.Catalog;
using Counterweight.Splits.Exact;

namespace Counterweight.Reference.Splits;

/// <summary>Labels and weights of rows packed for exact search; in full with both kinds of weights.</summary>
public sealed class PackLabelsCase<T>(LossVariant variant = LossVariant.Plain) : KernelCase
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Classes = 5;
    private const int Exponent = 20;

    private readonly bool full = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override string Name => full ? "pack-labels-full" : "pack-labels";

    /// <inheritdoc/>
    public override Type ElementType => typeof(T);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["WeightedLabels.Pack"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(100000)];

    /// <inheritdoc/>
    public override bool HasWidth => false;

    /// <inheritdoc/>
    public override bool IsParallel => false;

    /// <inheritdoc/>
    public override bool RowsAreIndependent => false;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape) => 12 + (full ? OperandSet.SizeOf(typeof(T)) : 0);

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("labels", typeof(int), shape.Rows),
        new("classWeights", typeof(T), Classes),
        .. full ? (Operand[])[new("sampleWeights", typeof(T), shape.Rows)] : [],
        new("packed", typeof(long), shape.Rows, IsOutput: true),
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        Inputs.Labels(operands.Span<int>("labels"), Classes, Classes - 1, random);
        Inputs.Weights(operands.Span<T>("classWeights"), random);
        if (full)
        {
            Inputs.Weights(operands.Span<T>("sampleWeights"), random);
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) => WeightedLabels.Pack<T>(
        operands.Span<int>("labels"),
        Classes,
        operands.Span<T>("classWeights"),
        full ? operands.Span<T>("sampleWeights") : default,
        new WeightScale(Exponent),
        MemoryMarshal.Cast<long, WeightedLabel>(operands.Span<long>("packed")));

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var packed = operands.Span<long>("packed");
        for (var row = 0; row < packed.Length; row++)
        {
            packed[row] = Packed(operands, row);
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var packed = new double[shape.Rows];
        for (var row = 0; row < packed.Length; row++)
        {
            packed[row] = Packed(operands, row);
        }

        return new Dictionary<string, Expected>(StringComparer.Ordinal) { ["packed"] = new(packed) };
    }

    /// <summary>Integers.</summary>
    public override Bound BoundOf(string output) => Bound.Exact;

    // The product, rounded to float's 24 bits, in units of 2^−Exponent, then to an integer, above twelve bits of label.
    private long Packed(OperandSet operands, int row)
    {
        var label = operands.Span<int>("labels")[row];
        var weight = double.CreateChecked(operands.Span<T>("classWeights")[label]) * (full ? double.CreateChecked(operands.Span<T>("sampleWeights")[row]) : 1);
        return ((long)Math.Round(Math.ScaleB((float)weight, Exponent), MidpointRounding.ToEven) * 4096) + label;
    }
}
