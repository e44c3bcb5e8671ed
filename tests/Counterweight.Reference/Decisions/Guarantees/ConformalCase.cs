using System.Numerics;
using Counterweight.Decisions.Guarantees;
using Counterweight.Reference.Catalog;
using Counterweight.Reference.Weighting;

namespace Counterweight.Reference.Decisions.Guarantees;

/// <summary>What the cases of conformal sets have in common: scores, and held-out rows with labels; in full all classes are pooled, with ratios.</summary>
public abstract class ConformalCase<T>(string name, string entry, LossVariant variant) : WeightingCase<T>(variant == LossVariant.Full ? name + "-pooled" : name, entry)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int HeldRows = 90;

    private readonly bool isPooled = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override bool HasWidth => true;

    /// <summary>Held-out rows have so many scores too.</summary>
    public override int MaxWidth => 130;

    /// <inheritdoc/>
    public override bool RowsAreIndependent => true;

    /// <summary>Each call of the case sorts the held-out rows first.</summary>
    public override bool AllocatesTables => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(65536, 2), new(65536, 10)];

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("scores", typeof(T), shape.Elements),
        new("held", typeof(T), HeldRows * shape.Width, IsArgument: true),
        new("labels", typeof(int), HeldRows, IsArgument: true),
    ];

    /// <summary>Scores are multiples of 1/64, so that many are equal; of three classes and more the last has no held-out row.</summary>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        foreach (var operand in (string[])["scores", "held"])
        {
            foreach (ref var score in operands.Span<T>(operand))
            {
                score = Narrow(Math.ScaleB(random.Next(65), kind == InputKind.Wide ? random.Next(-40, 40) : -6));
            }
        }

        foreach (ref var label in operands.Span<int>("labels"))
        {
            label = random.Next(Math.Max(1, shape.Width > 2 ? shape.Width - 1 : shape.Width));
        }

        var scores = operands.Span<T>("scores");
        if (kind == InputKind.Special && scores.Length > 3)
        {
            (scores[0], scores[1], scores[2]) = (T.NaN, T.NegativeInfinity, T.PositiveInfinity);
        }
    }

    /// <summary>The kernel's own sets.</summary>
    protected ConformalSets Sets(OperandSet operands, Shape shape) => isPooled
        ? ConformalSets.Pooled<T>(operands.Span<T>("held"), operands.Span<int>("labels"), [.. Enumerable.Range(0, shape.Width).Select(Ratio)])
        : ConformalSets.ByClass<T>(operands.Span<T>("held"), operands.Span<int>("labels"), shape.Width);

    /// <summary>The p-value of each score by its definition.</summary>
    protected double[] PValues(OperandSet operands, Shape shape)
    {
        var (scores, held) = (Converted.ToDouble<T>(operands.Span<T>("scores")), Converted.ToDouble<T>(operands.Span<T>("held")));
        var labels = operands.Span<int>("labels").ToArray();
        double[] own = [.. labels.Select((label, row) => held[(row * shape.Width) + label])];
        double[] values = [.. scores];
        for (var i = 0; i < values.Length; i++)
        {
            var label = i % shape.Width;
            var (all, strange) = (Ratio(label), Ratio(label));
            for (var row = 0; row < own.Length; row++)
            {
                var counts = isPooled || labels[row] == label;
                all += counts ? Ratio(labels[row]) : 0;
                strange += counts && own[row] <= scores[i] ? Ratio(labels[row]) : 0;
            }

            values[i] = double.IsNaN(scores[i]) ? double.NaN : strange / all;
        }

        return values;
    }

    /// <summary>Ratios are quarters: their sums are exact.</summary>
    private double Ratio(int label) => isPooled ? (1 + (label % 7)) / 4.0 : 1;
}
