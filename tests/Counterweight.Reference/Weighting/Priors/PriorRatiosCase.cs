using System.Numerics;
using Counterweight.Reference.Catalog;
using Counterweight.Weighting.Priors;

namespace Counterweight.Reference.Weighting.Priors;

/// <summary>Logarithms of ratios of priors, one class a row; in full to priors of their own, some of which are 0.</summary>
public sealed class PriorRatiosCase<T>(LossVariant variant = LossVariant.Plain)
    : WeightingCase<T>(variant == LossVariant.Full ? "prior-ratios-full" : "prior-ratios", "PriorShift.LogRatios")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly bool full = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override int MinRowCount => 1;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(1000)];

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 1;

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("trained", typeof(T), shape.Rows),
        new("destination", typeof(T), shape.Rows, IsOutput: true),
        .. full ? (Operand[])[new("deployed", typeof(T), shape.Rows)] : [],
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        foreach (ref var prior in operands.Span<T>("trained"))
        {
            prior = Narrow(Math.ScaleB(0.01 + random.NextDouble(), kind == InputKind.Ordinary ? 0 : random.Next(-100, 100)));
        }

        if (full)
        {
            Inputs.Weights(operands.Span<T>("deployed"), random);
            operands.Span<T>("deployed")[0] = Narrow(0.3);
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) =>
        PriorShift.LogRatios<T>(operands.Span<T>("trained"), operands.Optional<T>("deployed"), operands.Span<T>("destination"));

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var trained = operands.Span<T>("trained");
        var deployed = operands.Optional<T>("deployed");
        var destination = operands.Span<T>("destination");
        for (var c = 0; c < trained.Length; c++)
        {
            destination[c] = Narrow(Math.Log(deployed.IsEmpty ? 1 : Wide(deployed[c])) - Math.Log(Wide(trained[c])));
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var trained = Converted.ToDouble<T>(operands.Span<T>("trained"));
        var deployed = full ? Converted.ToDouble<T>(operands.Span<T>("deployed")) : [.. trained.Select(_ => 1.0)];
        return new Dictionary<string, Expected>(StringComparer.Ordinal)
        {
            ["destination"] = new([.. trained.Select((prior, c) => Math.Log(deployed[c] / prior))], [.. trained.Select(_ => 1.0)]),
        };
    }

    /// <summary>A logarithm, and the rounding of the ratio, of either side.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Probability, Ulps: typeof(T) == typeof(float) ? 0.501 : 2, Epsilons: typeof(T) == typeof(float) ? 1e-6 : 2);
}
