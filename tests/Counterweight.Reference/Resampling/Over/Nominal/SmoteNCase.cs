using Counterweight.Reference.Catalog;
using Counterweight.Resampling.Over;

namespace Counterweight.Reference.Resampling.Over.Nominal;

/// <summary>SMOTE of nominal features alone, by the value difference metric.</summary>
/// <remarks>
/// The rows of a value are of the class in 0, 1/8, 1/4, 1/2, 3/4 or all of its rows. So differences of probabilities are multiples of 1/8,
/// a feature adds a multiple of 1/16 to a distance, and distances are exact.
/// </remarks>
public sealed class SmoteNCase(LossVariant variant = LossVariant.Plain) : NominalSmoteCase(variant == LossVariant.Full)
{
    /// <summary>Rows of the class, and others, of which a value has as many times so many.</summary>
    private static readonly (int Own, int Others)[] Ratios = [(1, 1), (1, 3), (3, 1), (1, 7)];

    /// <inheritdoc/>
    public override string Name => IsFull ? "smote-n-full" : "smote-n";

    /// <inheritdoc/>
    protected override OverSampler Method { get; } = new SmoteN(K);

    /// <inheritdoc/>
    protected override bool ParentVotes => true;

    /// <inheritdoc/>
    protected override int[] NominalFeatures(Shape shape) => [.. Enumerable.Range(0, shape.Width)];

    /// <summary>No row lies towards another, so none is chosen.</summary>
    protected override Operand[] Choices(Shape shape) => [new("chosenParents", typeof(int), shape.Rows)];

    /// <inheritdoc/>
    protected override void Choose(OperandSet operands, Shape shape, int own, Random random)
    {
        foreach (ref var parent in operands.Span<int>("chosenParents"))
        {
            parent = random.Next(own);
        }
    }

    /// <inheritdoc/>
    protected override void Fill(OperandSet operands, Shape shape, float scale, Random random)
    {
        var features = operands.Span<float>("features");
        var labels = operands.Span<int>("labels").ToArray();
        for (var f = 0; f < shape.Width; f++)
        {
            var rows = Enumerable.Range(0, shape.Rows).ToArray();
            random.Shuffle(rows);
            var own = new Queue<int>(rows.Where(row => labels[row] == Label && HasValue(row, random)));
            var others = new Queue<int>(rows.Where(row => labels[row] != Label && HasValue(row, random)));
            for (var row = 0; row < shape.Rows; row++)
            {
                features[(row * shape.Width) + f] = float.NaN;
            }

            // In any order, so that the first value is not the likeliest.
            var codes = Enumerable.Range(0, Ratios.Length + 2).ToArray();
            random.Shuffle(codes);
            for (var i = 0; i < Ratios.Length; i++)
            {
                var times = random.Next((Math.Min(own.Count / Ratios[i].Own, others.Count / Ratios[i].Others) / 2) + 2) - 1;
                Give(own, times * Ratios[i].Own, codes[i], features[f..], shape.Width);
                Give(others, times * Ratios[i].Others, codes[i], features[f..], shape.Width);
            }

            Give(own, own.Count, codes[^1], features[f..], shape.Width);
            Give(others, others.Count, codes[^2], features[f..], shape.Width);
        }
    }

    /// <inheritdoc/>
    protected override (int Parent, int Neighbor, float Step)[] Pairs(OperandSet operands, Shape shape)
    {
        var own = RowsOf(operands);
        return [.. Enumerable.Range(0, shape.Rows).Select(i => own[ChoiceOf(operands, i, own.Length).Parent]).Select(parent => (parent, parent, 0f))];
    }

    /// <inheritdoc/>
    protected override Func<int, int, double> Distance(OperandSet operands, Shape shape)
    {
        var (features, labels) = (operands.Span<float>("features").ToArray(), operands.Span<int>("labels").ToArray());
        float Value(int row, int f) => features[(row * shape.Width) + f];
        var shares = Enumerable.Range(0, shape.Width).Select(f => Enumerable.Range(0, shape.Rows).Where(row => !float.IsNaN(Value(row, f))).GroupBy(row => Value(row, f))
            .ToDictionary(rows => rows.Key, rows => rows.Count(row => labels[row] == Label) / (double)rows.Count())).ToArray();
        return (row, other) =>
        {
            int[] present = [.. Enumerable.Range(0, shape.Width).Where(f => !float.IsNaN(Value(row, f)) && !float.IsNaN(Value(other, f)))];

            // Of two classes the probabilities of the one differ as those of the other do.
            var sum = present.Sum(f => Math.Pow(2 * Math.Abs(shares[f][Value(row, f)] - shares[f][Value(other, f)]), 2));
            return present.Length == 0 ? double.PositiveInfinity : sum * shape.Width / present.Length;
        };
    }

    private static void Give(Queue<int> rows, int count, int code, Span<float> column, int width)
    {
        for (var i = 0; i < count; i++)
        {
            column[rows.Dequeue() * width] = code;
        }
    }
}
