using System.Numerics;
using Counterweight.Reference.Catalog;
using Counterweight.Weighting.Adaptive;

namespace Counterweight.Reference.Weighting.Adaptive;

/// <summary>A step of the weights of groups, one a row, which works in place: a case copies the source first. In full, adjusted by group size.</summary>
public sealed class GroupStepCase<T>(LossVariant variant = LossVariant.Plain)
    : WeightingCase<T>(variant == LossVariant.Full ? "group-weights-step-full" : "group-weights-step", "GroupWeights.Step")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double StepSize = 0.7;

    private readonly bool full = variant == LossVariant.Full;

    private double Adjustment => full ? 2 : 0;

    /// <inheritdoc/>
    public override int MinRowCount => 1;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(100)];

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 2;

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape) => 3 * OperandSet.SizeOf(typeof(T));

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("losses", typeof(T), shape.Rows),
        new("source", typeof(T), shape.Rows),
        new("weights", typeof(T), shape.Rows, IsOutput: true, MayReplace: "source", IsResult: true),
        .. full ? (Operand[])[new("counts", typeof(long), shape.Rows)] : [],
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        Inputs.Scores(operands.Span<T>("losses"), InputKind.Ordinary, random);
        Inputs.Weights(operands.Span<T>("source"), random);
        operands.Span<T>("source")[0] = T.One;
        foreach (ref var count in operands.Optional<long>("counts"))
        {
            count = 1 + random.Next(1000);
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var weights = operands.Span<T>("weights");
        operands.Span<T>("source").CopyTo(weights);
        GroupWeights.Step(operands.Span<T>("losses"), weights, StepSize, operands.Optional<long>("counts"), Adjustment);
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var losses = operands.Span<T>("losses");
        var source = operands.Span<T>("source");
        var weights = operands.Span<T>("weights");
        var counts = operands.Optional<long>("counts");
        var sum = 0.0;
        for (var group = 0; group < losses.Length; group++)
        {
            sum += Wide(source[group]) * Math.Exp(StepSize * (Wide(losses[group]) + (full ? Adjustment / Math.Sqrt(counts[group]) : 0)));
        }

        for (var group = 0; group < losses.Length; group++)
        {
            weights[group] = Narrow(Wide(source[group]) * Math.Exp(StepSize * (Wide(losses[group]) + (full ? Adjustment / Math.Sqrt(counts[group]) : 0))) / sum);
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var (losses, source) = (Converted.ToDouble<T>(operands.Span<T>("losses")), Converted.ToDouble<T>(operands.Span<T>("source")));
        double[] adjusted = full ? [.. Converted.ToDouble<long>(operands.Span<long>("counts")).Select(count => Adjustment / Math.Sqrt(count))] : [.. losses.Select(_ => 0.0)];
        double[] masses = [.. source.Select((weight, group) => weight * Math.Exp(StepSize * (losses[group] + adjusted[group])))];
        return Outputs(("weights", [.. masses.Select(mass => mass / masses.Sum())]));
    }

    /// <summary>Exponents of up to 10, whose logarithms, sums and differences have half an ε of 8 each, and a sum of up to 257, of either side.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Elementwise, Ulps: typeof(T) == typeof(float) ? 0.501 : 60);
}
