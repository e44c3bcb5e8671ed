using System.Numerics;
using Counterweight.Reference.Catalog;
using Counterweight.Weighting.Adaptive;

namespace Counterweight.Reference.Weighting.Adaptive;

/// <summary>A curriculum of the easiest rows, and the greatest loss among them.</summary>
public sealed class EasiestCase<T>() : WeightingCase<T>("easiest-rows", "ExampleWeights.Easiest")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Fraction = 0.3;

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape) => (2 + OperandSet.SizeOf(typeof(T))) * OperandSet.SizeOf(typeof(T));

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("losses", typeof(T), shape.Rows),
        new("weights", typeof(T), shape.Rows, IsOutput: true, MayReplace: "losses"),
        new("greatest", typeof(T), 1, IsOutput: true, IsResult: true),
    ];

    /// <summary>Some losses are equal.</summary>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        var losses = operands.Span<T>("losses");
        Inputs.Scores(losses, kind, random);
        foreach (ref var loss in losses)
        {
            loss = T.IsNaN(loss) ? T.One : random.Next(3) == 0 ? T.Round(loss) : loss;
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) =>
        operands.Span<T>("greatest")[0] = ExampleWeights.Easiest<T>(operands.Span<T>("losses"), Fraction, operands.Span<T>("weights"));

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var losses = operands.Span<T>("losses");
        var weights = operands.Span<T>("weights");
        var sorted = losses.ToArray();
        Array.Sort(sorted);
        var rows = (int)Math.Ceiling(Fraction * losses.Length);
        var greatest = rows == 0 ? T.NegativeInfinity : sorted[rows - 1];
        for (var i = 0; i < losses.Length; i++)
        {
            weights[i] = losses[i] <= greatest ? T.One : T.Zero;
        }

        operands.Span<T>("greatest")[0] = greatest;
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var losses = Converted.ToDouble<T>(operands.Span<T>("losses"));
        double[] easiest = [.. losses.Order().Take((int)Math.Ceiling(Fraction * losses.Length))];
        var greatest = easiest.Length == 0 ? double.NegativeInfinity : easiest[^1];
        return Outputs(("weights", [.. losses.Select(loss => loss <= greatest ? 1.0 : 0)]), ("greatest", [greatest]));
    }

    /// <inheritdoc/>
    public override Bound BoundOf(string output) => Bound.Exact;
}
