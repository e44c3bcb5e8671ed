namespace Counterweight.Training.Forests;

/// <summary>What the trees say of the rows that they have not drawn. Rows of weight 0 are out of every bag.</summary>
public sealed class OutOfBag
{
    private readonly double[] probabilities;
    private readonly int[] labels;
    private readonly int[] treeCounts;

    internal OutOfBag(double[] probabilities, int[] labels, int[] treeCounts) =>
        (this.probabilities, this.labels, this.treeCounts) = (probabilities, labels, treeCounts);

    /// <summary>Mean class fractions over these trees, row after row; NaN where every tree has drawn the row.</summary>
    public ReadOnlySpan<double> Probabilities => probabilities;

    /// <summary>The most probable class, ties to the lowest; −1 where every tree has drawn the row.</summary>
    public ReadOnlySpan<int> Labels => labels;

    /// <summary>How many trees have not drawn the row.</summary>
    public ReadOnlySpan<int> TreeCounts => treeCounts;

    /// <summary>Weighted fraction of the rows whose class is the most probable one, among the rows that a tree has not drawn; NaN without any.</summary>
    public double Accuracy { get; internal init; }

    /// <summary>The same for each class that has such rows, averaged over these classes.</summary>
    public double BalancedAccuracy { get; internal init; }
}
