namespace Counterweight.Metrics;

/// <summary>Sums of weights of one class against all others, or of all classes together.</summary>
internal readonly record struct ClassCounts(double Hits, double Support, double Predicted, double Misses, double FalseAlarms, double Others, double Rejected)
{
    public static ClassCounts Of(ClassTotals totals, int label) => new(
        totals.Hits[label],
        totals.Support[label],
        totals.Predicted[label],
        totals.Misses[label],
        totals.FalseAlarms[label],
        totals.Others[label],
        totals.Rejected[label]);

    /// <summary>The sums over all classes.</summary>
    public static ClassCounts All(ClassTotals totals)
    {
        // A row that was predicted as no class is a miss, and a false alarm of none.
        var (predicted, falseAlarms, others, rejected) = (0.0, 0.0, 0.0, 0.0);
        for (var c = 0; c < totals.Others.Length; c++)
        {
            predicted += totals.Predicted[c];
            falseAlarms += totals.FalseAlarms[c];
            others += totals.Others[c];
            rejected += totals.Rejected[c];
        }

        return new(totals.Right, totals.Total, predicted, totals.Wrong, falseAlarms, others, rejected);
    }

    public double Precision(double zeroDivision) => Ratio(Hits, Predicted, zeroDivision);

    public double Recall(double zeroDivision) => Ratio(Hits, Support, zeroDivision);

    public double Specificity(double zeroDivision) => Ratio(Rejected, Others, zeroDivision);

    public double FBeta(double beta, double zeroDivision)
    {
        var (ofMisses, ofFalseAlarms) = FBetaParts(beta);
        var hits = (ofMisses + ofFalseAlarms) * Hits;
        return Ratio(hits, hits + (ofMisses * Misses) + (ofFalseAlarms * FalseAlarms), zeroDivision);
    }

    /// <summary>β² and 1 over the greater of both: neither overflows.</summary>
    public static (double OfMisses, double OfFalseAlarms) FBetaParts(double beta) => beta > 1 ? (1, 1 / beta / beta) : (beta * beta, 1);

    public double GeometricMean(double zeroDivision) => Math.Sqrt(Recall(zeroDivision) * Specificity(zeroDivision));

    public double IndexBalancedAccuracy(double alpha, double zeroDivision)
    {
        var (recall, specificity) = (Recall(zeroDivision), Specificity(zeroDivision));
        return (1 + (alpha * (recall - specificity))) * recall * specificity;
    }

    public static double Ratio(double part, double all, double zeroDivision) => all > 0 ? part / all : zeroDivision;
}
