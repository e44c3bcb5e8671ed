using System.Numerics;
using Counterweight.Reference.Catalog;
using Counterweight.Weighting.Adaptive;

namespace Counterweight.Reference.Weighting.Adaptive;

/// <summary>Hardness of losses; in full, of probabilities.</summary>
public sealed class HardnessCase<T>(LossVariant variant = LossVariant.Plain)
    : WeightingCase<T>(variant == LossVariant.Full ? "hardness-of-probabilities" : "hardness", variant == LossVariant.Full ? "ExampleWeights.HardnessOfProbabilities" : "ExampleWeights.Hardness")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly T Gamma = T.CreateChecked(1.5);

    private readonly bool ofProbabilities = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override bool RowsAreIndependent => true;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => ofProbabilities ? 1 : 2;

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("source", typeof(T), shape.Rows),
        new("weights", typeof(T), shape.Rows, IsOutput: true, MayReplace: "source"),
    ];

    /// <summary>Losses up to 8, or far apart; special ones are ±0, ∞, NaN, subnormal.</summary>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        var source = operands.Span<T>("source");
        Inputs.Scores(source, kind, random);
        foreach (ref var number in source)
        {
            number = T.Abs(number);
            if (ofProbabilities)
            {
                number = number > T.One ? T.One / number : number;
            }
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        if (ofProbabilities)
        {
            ExampleWeights.HardnessOfProbabilities<T>(operands.Span<T>("source"), Gamma, operands.Span<T>("weights"));
        }
        else
        {
            ExampleWeights.Hardness<T>(operands.Span<T>("source"), Gamma, operands.Span<T>("weights"));
        }
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var source = operands.Span<T>("source");
        var weights = operands.Span<T>("weights");
        for (var i = 0; i < source.Length; i++)
        {
            weights[i] = T.Pow(ofProbabilities ? T.One - source[i] : T.One - T.Exp(-source[i]), Gamma);
        }
    }

    /// <summary>1 − e^−ℓ by its series where it would cancel.</summary>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape) => Outputs(("weights",
        [.. Converted.ToDouble<T>(operands.Span<T>("source")).Select(x => Math.Pow(ofProbabilities ? Wide(T.One - Narrow(x)) : x < 1e-4 ? x - (x * x / 2) + (x * x * x / 6) - (x * x * x * x / 24) : 1 - Math.Exp(-x), 1.5))]));

    /// <summary>1.12 ulp of the base, up to twice as many of its power of 1.5, and 1.01 of the power; the reference's difference rounds to 1e-12.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Elementwise, Ulps: typeof(T) == typeof(float) ? 4.5 : 20000);
}
