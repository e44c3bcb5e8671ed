namespace Counterweight.Training.Trees;

/// <summary>
/// Sample weights as integers, and class weights. Sums of integers are exact, so a row of weight 2 is the row twice
/// to the bit.
/// </summary>
internal sealed class RowWeights
{
    // The greatest sample weight becomes at most 2³¹: sums of 2³¹ rows fit a long.
    private const int Bits = 31;

    private readonly int[] labels;
    private readonly long[] units;

    public RowWeights(ReadOnlySpan<int> labels, ReadOnlySpan<double> sampleWeights, double[] classWeights, int classCount)
    {
        this.labels = labels.ToArray();
        ClassWeights = classWeights.Length > 0 ? classWeights : [.. Enumerable.Repeat(1.0, classCount)];
        units = ToUnits(sampleWeights);
    }

    public double[] ClassWeights { get; }

    public int LabelOf(int row) => labels[row];

    public long UnitsOf(int row) => units.Length == 0 ? 1 : units[row];

    private static long[] ToUnits(ReadOnlySpan<double> weights)
    {
        var scaled = new long[weights.Length];
        double greatest = 0;
        foreach (var weight in weights)
        {
            greatest = Math.Max(greatest, weight);
        }

        if (greatest > 0)
        {
            var shift = Bits - 1 - Math.ILogB(greatest);
            for (var row = 0; row < scaled.Length; row++)
            {
                scaled[row] = (long)Math.Round(Math.ScaleB(weights[row], shift));
            }
        }

        return scaled;
    }
}
