namespace Counterweight.Training.Trees;

/// <summary>Weight of the rows added so far, a function of exact sums per class and so of no order.</summary>
internal sealed class CumulativeWeight(RowWeights weights)
{
    private readonly long[] units = new long[weights.ClassWeights.Length];

    public static double Of(RowWeights weights, ReadOnlySpan<int> rows)
    {
        var sum = new CumulativeWeight(weights);
        foreach (var row in rows)
        {
            sum.Add(row);
        }

        return sum.Value;
    }

    public double Value
    {
        get
        {
            double sum = 0;
            for (var label = 0; label < units.Length; label++)
            {
                sum += units[label] * weights.ClassWeights[label];
            }

            return sum;
        }
    }

    public void Add(int row) => units[weights.LabelOf(row)] += weights.UnitsOf(row);
}
