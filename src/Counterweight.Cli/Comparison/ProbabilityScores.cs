using Counterweight.Metrics;
using Counterweight.Weighting.Priors;

namespace Counterweight.Cli.Comparison;

/// <summary>How far probabilities are from what happened, averaged over the splits.</summary>
internal sealed class ProbabilityScores
{
    /// <summary>No probability is below it, so that a certain mistake does not cost without end.</summary>
    private const double Least = 1e-15;

    private double logLoss;
    private double brier;
    private int splits;

    /// <summary>Mean of −ln of the probability of the right class.</summary>
    public double LogLoss => logLoss / splits;

    /// <summary>Mean of the sum over the classes of (probability − 1 or 0)².</summary>
    public double Brier => brier / splits;

    /// <summary>Corrects probabilities of a model that saw all classes alike: to the rows that each class has.</summary>
    public static double[] Corrected(double[] probabilities, int[] rowsOfClass)
    {
        // Classes without rows were not seen alike: they have no probability.
        double[] trained = [.. rowsOfClass.Select(_ => 1.0)];
        var ratios = new double[rowsOfClass.Length];
        PriorShift.LogRatios<double>(trained, [.. rowsOfClass.Select(rows => (double)rows)], ratios);
        var corrected = new double[probabilities.Length];
        PriorShift.Probabilities<double>(probabilities, ratios, corrected);
        return corrected;
    }

    public void Add(ReadOnlySpan<double> probabilities, ReadOnlySpan<int> labels)
    {
        var classCount = probabilities.Length / labels.Length;
        logLoss += ProbabilityScore.LogLoss(probabilities, classCount, labels, least: Least).Mean;
        brier += ProbabilityScore.Brier(probabilities, classCount, labels).Mean;
        splits++;
    }
}
