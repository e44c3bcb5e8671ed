using Counterweight.Core.Checks;
using Counterweight.Core.Numerics;
using Counterweight.Elementwise;

namespace Counterweight.Metrics;

/// <content>Measures of the whole matrix.</content>
public sealed partial class ConfusionMatrix
{
    /// <summary>The fraction of rows that were taken for what they are; NaN without rows.</summary>
    public double Accuracy => ClassCounts.Ratio(Totals.Right, Totals.Total, double.NaN);

    /// <summary>Mean recall over the classes that have rows; NaN without rows.</summary>
    public double BalancedAccuracy => MeanOverPresent(static (all, c) => all.Hits[c] / all.Support[c], out _);

    /// <summary>Balanced accuracy such that chance has 0 and 1 stays 1: (b − 1/n)/(1 − 1/n) of n classes that have rows; NaN of fewer than two.</summary>
    public double AdjustedBalancedAccuracy
    {
        get
        {
            var mean = MeanOverPresent(static (all, c) => all.Hits[c] / all.Support[c], out var present);
            var chance = 1.0 / present;
            return present > 1 ? (mean - chance) / (1 - chance) : double.NaN;
        }
    }

    /// <summary>Macro-averaged mean absolute error: classes are in order, and an error is |class − prediction|; the mean over the classes that have rows, NaN without rows.</summary>
    /// <remarks>
    /// A row that was predicted as no class counts as taken for the farthest one. Source: S. Baccianella, A. Esuli, F. Sebastiani,
    /// Evaluation Measures for Ordinal Regression, 2009.
    /// </remarks>
    public double MacroMeanAbsoluteError
    {
        get
        {
            var errors = new double[ClassCount];
            foreach (var cell in cells.Cells)
            {
                var (actual, predicted) = ((int)(cell / (ClassCount + 1)), (int)(cell % (ClassCount + 1)));
                errors[actual] += Distance(actual, predicted, KappaWeights.Linear) * cells.Value(cell, Totals.Exponent);
            }

            return MeanOverPresent((all, c) => errors[c] / all.Support[c], out _);
        }
    }

    /// <summary>The geometric mean of the recalls of the classes that have rows; NaN without rows.</summary>
    /// <param name="correction">What stands for a recall of 0, in [0, 1]: 0 lets one class that is never recognized make all 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="correction"/> is out of its range.</exception>
    public double RecallGeometricMean(double correction = 0)
    {
        Guard.Fraction(correction, nameof(correction));
        var logarithms = new double[ClassCount];
        for (var c = 0; c < ClassCount; c++)
        {
            var recall = ClassCounts.Ratio(Totals.Hits[c], Totals.Support[c], 1);
            logarithms[c] = recall == 0 ? correction : recall;
        }

        VectorMath.Log<double>(logarithms, logarithms);
        Span<double> mean = [MeanOverPresent((_, c) => logarithms[c], out _)];
        VectorMath.Exp<double>(mean, mean);
        return mean[0];
    }

    /// <summary>Matthews' correlation of K classes: the covariance of labels and predictions over the root of the product of their variances, in [−1, 1].</summary>
    /// <remarks>Source: J. Gorodkin, Comparing Two K-Category Assignments by a K-Category Correlation Coefficient, 2004.</remarks>
    /// <param name="zeroDivision">The measure where all rows are of one class or taken for one, and without rows: in [0, 1], or NaN.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="zeroDivision"/> is out of its range.</exception>
    public double MatthewsCorrelation(double zeroDivision = 0)
    {
        CheckZeroDivision(zeroDivision);
        var all = Totals;
        var answered = all.Total - all.Unanswered;
        var (greatestOfLabels, greatestOfPredictions) = (0.0, Math.Min(all.Unanswered, answered));
        for (var c = 0; c < ClassCount; c++)
        {
            greatestOfLabels = Math.Max(greatestOfLabels, Math.Min(all.Support[c], all.Others[c]));
            greatestOfPredictions = Math.Max(greatestOfPredictions, Math.Min(all.Predicted[c], all.Misses[c] + all.Rejected[c]));
        }

        if (greatestOfLabels == 0 || greatestOfPredictions == 0)
        {
            return zeroDivision;
        }

        // Products are taken in units of the greatest lesser factor: rare classes' shares of the total may be too small for a double.
        var exponents = Math.ILogB(greatestOfLabels) + Math.ILogB(greatestOfPredictions);
        var (labelUnit, predictionUnit, unit) = (new WeightScaling(greatestOfLabels), new WeightScaling(greatestOfPredictions), new WeightScaling(Math.ScaleB(1, exponents / 2)));
        var (covariance, ofLabels, ofPredictions) = (0.0, 0.0, Product(all.Unanswered, answered, predictionUnit));
        for (var c = 0; c < ClassCount; c++)
        {
            // Σ(hits − support·predicted), Σ support·(1 − support) and the like, without differences of nearly equal numbers.
            covariance += Product(all.Hits[c], all.Rejected[c], unit) - Product(all.Misses[c], all.FalseAlarms[c], unit);
            ofLabels += Product(all.Support[c], all.Others[c], labelUnit);
            ofPredictions += Product(all.Predicted[c], all.Misses[c] + all.Rejected[c], predictionUnit);
        }

        // An odd exponent leaves a root of 2.
        return Math.Clamp(covariance * Math.Sqrt(Math.ScaleB(1, -(exponents % 2))) / Math.Sqrt(ofLabels) / Math.Sqrt(ofPredictions), -1, 1);
    }

    /// <summary>Cohen's kappa: 1 less the disagreement over that of independent labels and predictions.</summary>
    /// <remarks>A row that was predicted as no class counts as taken for the farthest one.</remarks>
    /// <param name="weights">What a disagreement counts.</param>
    /// <param name="zeroDivision">The measure where all rows are of one class and taken for it, and without rows: in [0, 1], or NaN.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no such weights, or a number is out of its range.</exception>
    public double CohenKappa(KappaWeights weights = KappaWeights.None, double zeroDivision = double.NaN)
    {
        CheckZeroDivision(zeroDivision);
        if (weights is < KappaWeights.None or > KappaWeights.Quadratic)
        {
            throw new ArgumentOutOfRangeException(nameof(weights), weights, Guard.Text($"weights is {(int)weights}; it must be a value of KappaWeights."));
        }

        var all = Totals;
        var (found, expected, unit) = (0.0, 0.0, ChanceUnit(all));
        foreach (var cell in cells.Cells)
        {
            var (actual, predicted) = ((int)(cell / (ClassCount + 1)), (int)(cell % (ClassCount + 1)));
            var distance = Distance(actual, predicted, weights);
            found += distance > 0 ? distance * unit.Of(cells.Value(cell, all.Exponent)) : 0;
        }

        for (var actual = 0; actual < ClassCount; actual++)
        {
            for (var predicted = 0; predicted <= ClassCount && all.Support[actual] > 0; predicted++)
            {
                var weight = predicted < ClassCount ? all.Predicted[predicted] : all.Unanswered;
                var distance = Distance(actual, predicted, weights);
                expected += distance > 0 ? distance * Product(all.Support[actual], weight, unit) : 0;
            }
        }

        return expected > 0 ? 1 - (found / expected) : zeroDivision;
    }

    /// <summary>The unit of the greatest weight that is expected off the diagonal, of independent labels and predictions.</summary>
    private WeightScaling ChanceUnit(ClassTotals all)
    {
        var greatest = all.Unanswered;
        for (var c = 0; c < ClassCount; c++)
        {
            greatest = Math.Max(greatest, Math.Max(Math.Min(all.Support[c], all.Others[c]), Math.Min(all.Predicted[c], all.Total - all.Predicted[c])));
        }

        return new(greatest > 0 ? greatest : 1);
    }

    /// <summary>The product of two weights over the total in a unit: the lesser one is brought to it first.</summary>
    private double Product(double one, double other, WeightScaling unit) => unit.Of(Math.Min(one, other)) * (Math.Max(one, other) / Totals.Total);

    private double Distance(int actual, int predicted, KappaWeights weights)
    {
        double distance = predicted == ClassCount ? Math.Max(actual, ClassCount - 1 - actual) : Math.Abs(actual - predicted);
        return weights switch
        {
            KappaWeights.None => actual == predicted ? 0 : 1,
            KappaWeights.Linear => distance,
            _ => distance * distance,
        };
    }

    private double MeanOverPresent(Func<ClassTotals, int, double> measure, out int present)
    {
        var sum = 0.0;
        present = 0;
        for (var c = 0; c < ClassCount; c++)
        {
            if (Totals.Support[c] > 0)
            {
                sum += measure(Totals, c);
                present++;
            }
        }

        return sum / present;
    }
}
