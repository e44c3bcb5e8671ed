using System.Numerics;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Weighting.Priors;

/// <summary>What the cases of prior correction have in common: scores, ratios and corrected scores.</summary>
public abstract class PriorScoresCase<T>(string name, string entry) : WeightingCase<T>(name, entry)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override bool RowsAreIndependent => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("scores", typeof(T), shape.Elements),
        new("logRatios", typeof(T), HasWidth ? shape.Width : 2),
        new("destination", typeof(T), shape.Elements, IsOutput: true, MayReplace: "scores"),
    ];

    /// <summary>Ratios between 1 : 1000 and 1000 : 1; of special inputs one is −∞, so that a class does not occur.</summary>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        Scores(operands.Span<T>("scores"), shape.Width, kind, random);
        var ratios = operands.Span<T>("logRatios");
        foreach (ref var ratio in ratios)
        {
            ratio = Narrow((random.NextDouble() * 14) - 7);
        }

        if (kind == InputKind.Special && ratios.Length > 1)
        {
            ratios[random.Next(ratios.Length)] = T.NegativeInfinity;
        }
    }

    /// <summary>The correction of a row, in double.</summary>
    protected abstract void Correct(ReadOnlySpan<double> row, ReadOnlySpan<double> logRatios, Span<double> corrected);

    /// <summary>Scores of rows of one width.</summary>
    protected abstract void Scores(Span<T> scores, int width, InputKind kind, Random random);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var scores = Converted.ToDouble<T>(operands.Span<T>("scores"));
        var corrected = new double[scores.Length];
        for (var start = 0; start < scores.Length; start += shape.Width)
        {
            Correct(scores.AsSpan(start, shape.Width), Converted.ToDouble<T>(operands.Span<T>("logRatios")), corrected.AsSpan(start, shape.Width));
        }

        return Outputs(("destination", corrected));
    }

    /// <summary>Probabilities of rows of one width that sum to 1 but for rounding; of one column by themselves. Some are NaN where inputs are special.</summary>
    protected static void Probabilities(Span<T> scores, int width, InputKind kind, Random random)
    {
        if (width > 1)
        {
            Inputs.Distributions(scores, width, random);
        }
        else
        {
            foreach (ref var score in scores)
            {
                score = random.Next(8) == 0 ? T.CreateTruncating(random.Next(2)) : Narrow(random.NextDouble());
            }
        }

        if (kind == InputKind.Wide)
        {
            foreach (ref var score in scores)
            {
                score *= Narrow(Math.ScaleB(1, -random.Next(60)));
            }
        }

        if (kind == InputKind.Special && !scores.IsEmpty)
        {
            scores[random.Next(scores.Length)] = T.NaN;
        }
    }
}
