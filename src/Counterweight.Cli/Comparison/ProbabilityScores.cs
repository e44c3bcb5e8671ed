using Counterweight.Metrics;
using Counterweight.Training;
using Counterweight.Training.Data;
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

    /// <summary>Probabilities of the frequencies that the classes have, of a model that saw others.</summary>
    /// <param name="compared">How the model was fitted.</param>
    /// <param name="probabilities">What it says.</param>
    /// <param name="model">The model.</param>
    /// <param name="train">What it was fitted to.</param>
    public static double[] Corrected(ComparedModel compared, double[] probabilities, IProbabilisticClassifier model, Dataset train)
    {
        if (!compared.IsShifted)
        {
            return probabilities;
        }

        var corrected = new double[probabilities.Length];
        PriorShift.Probabilities<double>(probabilities, LogRatios(compared, model, train), corrected);
        return corrected;
    }

    private static ReadOnlySpan<double> LogRatios(ComparedModel compared, IProbabilisticClassifier model, Dataset train)
    {
        if (!compared.IsEven)
        {
            return PriorCorrectedClassifier.Undoing(model, compared.Settings.Weighting, train).LogRatios;
        }

        // Classes without rows were not seen alike: they have no probability.
        var ratios = new double[train.ClassCount];
        PriorShift.LogRatios<double>([.. ratios.Select(_ => 1.0)], [.. train.CountClasses().Select(rows => (double)rows)], ratios);
        return ratios;
    }

    public void Add(ReadOnlySpan<double> probabilities, ReadOnlySpan<int> labels)
    {
        var classCount = probabilities.Length / labels.Length;
        logLoss += ProbabilityScore.LogLoss(probabilities, classCount, labels, least: Least).Mean;
        brier += ProbabilityScore.Brier(probabilities, classCount, labels).Mean;
        splits++;
    }
}
