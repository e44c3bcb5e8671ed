namespace Counterweight.Cli.Evaluation;

/// <summary>How many rows of weight 1 some rows are worth: (Σw)²/Σw² (L. Kish, Survey Sampling, 1965, section 11.7). Without weights their number.</summary>
internal sealed class EffectiveRows
{
    private readonly (double Sum, double Squares)[] ofLabel;
    private readonly (double Sum, double Squares)[] ofDecision;
    private readonly (double Sum, double Squares) all;

    /// <param name="data">All rows.</param>
    public EffectiveRows(Predictions data)
    {
        ofLabel = new (double, double)[data.ClassCount];
        ofDecision = new (double, double)[data.ClassCount];

        // Beside the greatest, so that no square overflows.
        var unit = data.Weights.Length == 0 ? 1 : data.Weights.Max();
        for (var row = 0; row < data.RowCount; row++)
        {
            var weight = data.WeightOf(row) / unit;
            Add(ref all, weight);
            Add(ref ofLabel[data.Labels[row]], weight);
            Add(ref ofDecision[data.Decisions[row]], weight);
        }
    }

    /// <summary>All rows.</summary>
    public double All => Worth(all.Sum, all.Squares);

    /// <summary>Rows of a class.</summary>
    public double OfLabel(int label) => Worth(ofLabel[label].Sum, ofLabel[label].Squares);

    /// <summary>Rows of all other classes.</summary>
    public double OfOthers(int label)
    {
        var others = ofLabel.Where((_, other) => other != label).ToArray();
        return Worth(others.Sum(one => one.Sum), others.Sum(one => one.Squares));
    }

    /// <summary>Rows that were taken for a class.</summary>
    public double OfDecision(int label) => Worth(ofDecision[label].Sum, ofDecision[label].Squares);

    private static void Add(ref (double Sum, double Squares) sums, double weight) => sums = (sums.Sum + weight, sums.Squares + (weight * weight));

    private static double Worth(double sum, double squares) => squares == 0 ? 0 : sum / squares * sum;
}
