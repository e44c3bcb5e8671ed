using Counterweight.Reference.Catalog;
using Counterweight.Resampling.Over;

namespace Counterweight.Reference.Resampling.Over.Nominal;

/// <summary>SMOTE of numbers, as many as the shape is wide, and of three nominal features between them.</summary>
/// <remarks>
/// The rows of the class have numbers with a standard deviation of 2 or 4. So the median of these is an integer, and distances are exact.
/// </remarks>
public sealed class SmoteNCCase(LossVariant variant = LossVariant.Plain) : NominalSmoteCase(variant == LossVariant.Full)
{
    private static readonly int[] Nominal = [0, 2, 3];

    /// <inheritdoc/>
    public override string Name => IsFull ? "smote-nc-full" : "smote-nc";

    /// <inheritdoc/>
    protected override OverSampler Method { get; } = new SmoteNC(Nominal, K);

    /// <inheritdoc/>
    protected override bool ParentVotes => false;

    /// <inheritdoc/>
    protected override int FeatureCount(Shape shape) => shape.Width + Nominal.Length;

    /// <inheritdoc/>
    protected override int[] NominalFeatures(Shape shape) => Nominal;

    /// <inheritdoc/>
    protected override void Fill(OperandSet operands, Shape shape, float scale, Random random)
    {
        var features = operands.Span<float>("features");
        var width = FeatureCount(shape);
        for (var f = 0; f < width; f++)
        {
            var rows = RowsOf(operands);
            random.Shuffle(rows);
            var unit = random.Next(1, 3) * scale;
            for (var i = 0; i < rows.Length; i++)
            {
                // With sums of 0 and of squares of 4(n − 1): n even 3, −1, −1, −1, 2, −2, …, n odd 0, 2, −2, ….
                features[(rows[i] * width) + f] = unit * (rows.Length % 2 == 1 && i == 0 ? 0 : rows.Length % 2 == 0 && i < 4 ? (i == 0 ? 3 : -1) : i % 2 == 0 ? 2 : -2);
            }
        }

        foreach (var f in Nominal)
        {
            for (var row = 0; row < shape.Rows; row++)
            {
                features[(row * width) + f] = HasValue(row, random) ? random.Next(3) : float.NaN;
            }
        }
    }

    /// <inheritdoc/>
    protected override (int Parent, int Neighbor, float Step)[] Pairs(OperandSet operands, Shape shape)
    {
        var (own, neighborhoods) = (RowsOf(operands), Neighborhoods(operands, shape));
        return [.. Enumerable.Range(0, shape.Rows).Select(i => ChoiceOf(operands, i, own.Length)).Select(choice => (own[choice.Parent], neighborhoods[own[choice.Parent]][choice.Neighbor], choice.Step))];
    }

    /// <inheritdoc/>
    protected override Func<int, int, double> Distance(OperandSet operands, Shape shape)
    {
        var (features, own, width) = (operands.Span<float>("features").ToArray(), RowsOf(operands), FeatureCount(shape));
        double Value(int row, int f) => features[(row * width) + f];
        int[] numbers = [.. Enumerable.Range(0, width).Except(Nominal)];
        double[] deviations = [.. numbers.Select(f => Deviation([.. own.Select(row => Value(row, f))])).Order()];
        var median = (deviations[(deviations.Length - 1) / 2] + deviations[deviations.Length / 2]) / 2;
        return (row, other) =>
        {
            int[] present = [.. Nominal.Where(f => !double.IsNaN(Value(row, f)) && !double.IsNaN(Value(other, f)))];
            var sum = numbers.Sum(f => Math.Pow(Value(row, f) - Value(other, f), 2)) + (present.Count(f => Value(row, f) != Value(other, f)) * median * median);
            return sum * width / (numbers.Length + present.Length);
        };
    }

    private static double Deviation(double[] values) => Math.Sqrt(values.Sum(value => Math.Pow(value - values.Average(), 2)) / (values.Length - 1));
}
