namespace Counterweight.Training.Trees;

/// <summary>The bins of one feature: what values lie in each, and the edges between them.</summary>
internal sealed class FeatureBins
{
    /// <param name="lowest">Lowest value of each bin, ascending.</param>
    /// <param name="highest">Highest value of each bin.</param>
    /// <param name="hasMissing">Whether rows lack a value.</param>
    public FeatureBins(double[] lowest, double[] highest, bool hasMissing)
    {
        HasMissing = hasMissing;
        Lowest = lowest;
        Highest = highest;
        Edges = new double[Math.Max(0, lowest.Length - 1)];
        for (var bin = 0; bin < Edges.Length; bin++)
        {
            Edges[bin] = Midpoint.Between(highest[bin], lowest[bin + 1]);
        }
    }

    public bool HasMissing { get; }

    public double[] Lowest { get; }

    public double[] Highest { get; }

    /// <summary>A value is in the bin of the first edge that is not below it.</summary>
    public double[] Edges { get; }
}
