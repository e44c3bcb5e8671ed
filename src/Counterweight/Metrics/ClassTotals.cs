namespace Counterweight.Metrics;

/// <summary>What the measures of classes need, each number an exact sum rounded once, all times 2^<see cref="Exponent"/> so that none overflows.</summary>
internal sealed class ClassTotals
{
    /// <summary>Totals up to 2⁹⁹⁰ stay as they are, and greater ones become that: sums over 2²⁴ classes do not overflow, and no class vanishes that is 600 decades below.</summary>
    private const int MostExponent = 990;

    /// <summary>Totals below 2⁻⁹⁰⁰ become 1.</summary>
    private const int LeastExponent = -900;

    /// <param name="cells">K rows of K classes and of none.</param>
    /// <param name="classes">K.</param>
    public ClassTotals(ExactSums cells, int classes)
    {
        var (support, predicted, unanswered, sums) = (new ExactSums(classes), new ExactSums(classes), new ExactSums(1), new ExactSums(2));
        foreach (var cell in cells.Cells)
        {
            // A cell of the diagonal is c·(K + 1) + c.
            support.AddCell(cell / (classes + 1), cells, cell);
            var column = cell % (classes + 1);
            var isAnswer = column < classes;
            (isAnswer ? predicted : unanswered).AddCell(isAnswer ? column : 0, cells, cell);
            sums.AddCell(cell % (classes + 2) == 0 ? 0 : 1, cells, cell);
        }

        var right = sums.Copy();
        sums.AddCell(0, sums, 1);
        var exponent = sums.Exponent(0);
        Exponent = exponent > MostExponent ? MostExponent - exponent : exponent < LeastExponent ? -exponent : 0;
        (Total, Right, Wrong) = (sums.Value(0, Exponent), right.Value(0, Exponent), right.Value(1, Exponent));
        Unanswered = unanswered.Value(0, Exponent);
        var (hits, others) = (new ExactSums(classes), new ExactSums(classes));
        for (var c = 0; c < classes; c++)
        {
            hits.AddCell(c, cells, (long)c * (classes + 2));
            others.AddCell(c, sums, 0);
        }

        others.Subtract(support);
        (Support, Predicted, Hits, Others) = (Values(support, classes), Values(predicted, classes), Values(hits, classes), Values(others, classes));
        support.Subtract(hits);
        predicted.Subtract(hits);
        (Misses, FalseAlarms) = (Values(support, classes), Values(predicted, classes));
        others.Subtract(predicted);
        Rejected = Values(others, classes);
    }

    /// <summary>All are multiplied by 2 to this power.</summary>
    public int Exponent { get; }

    /// <summary>All rows.</summary>
    public double Total { get; }

    /// <summary>Rows that were predicted as what they are.</summary>
    public double Right { get; }

    /// <summary>All other rows.</summary>
    public double Wrong { get; }

    /// <summary>Rows that were predicted as no class.</summary>
    public double Unanswered { get; }

    /// <summary>Rows of each class.</summary>
    public double[] Support { get; }

    /// <summary>Rows predicted as each class.</summary>
    public double[] Predicted { get; }

    /// <summary>Rows of each class that were predicted as it.</summary>
    public double[] Hits { get; }

    /// <summary>Rows of each class that were not.</summary>
    public double[] Misses { get; }

    /// <summary>Rows of other classes that were.</summary>
    public double[] FalseAlarms { get; }

    /// <summary>Rows of other classes.</summary>
    public double[] Others { get; }

    /// <summary>Rows of other classes that were not predicted as the class.</summary>
    public double[] Rejected { get; }

    private double[] Values(ExactSums sums, int classes)
    {
        var values = new double[classes];
        for (var c = 0; c < classes; c++)
        {
            values[c] = sums.Value(c, Exponent);
        }

        return values;
    }
}
