using Counterweight.Metrics;

namespace Counterweight.ML;

/// <summary>How good scores are where classes are rare: what no frequent class can hide. Weights of rows count where a column of them was given.</summary>
public sealed class ImbalancedMetrics
{
    internal ImbalancedMetrics(IReadOnlyList<string> classNames, ConfusionMatrix matrix) => (ClassNames, ConfusionMatrix) = (classNames, matrix);

    /// <summary>The names of the classes.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>How often each class was taken for each, with further measures: precision, specificity, F-beta.</summary>
    public ConfusionMatrix ConfusionMatrix { get; }

    /// <summary>Fraction of right answers; a model that always says the frequent class has its share.</summary>
    public double Accuracy => ConfusionMatrix.Accuracy;

    /// <summary>Mean recall over the classes that have rows; NaN without rows.</summary>
    public double BalancedAccuracy => ConfusionMatrix.BalancedAccuracy;

    /// <summary>Geometric mean of the recalls of the classes that have rows (G-mean): 0 where one is never recognised.</summary>
    public double GeometricMean => ConfusionMatrix.RecallGeometricMean();

    /// <summary>Matthews' correlation of labels and answers, in [−1, 1]; 0 where all answers are of one class.</summary>
    public double MatthewsCorrelation => ConfusionMatrix.MatthewsCorrelation();

    /// <summary>Cohen's kappa, agreement beyond chance.</summary>
    public double CohenKappa => ConfusionMatrix.CohenKappa();

    /// <summary>Mean F1 over the classes that have rows or were answered.</summary>
    public double MacroF1 => ConfusionMatrix.FBeta(ClassAverage.Macro);

    /// <summary>Area under the ROC curve of the second of two classes; of several classes the mean of each against all others. NaN where only one class has rows, and where a score is NaN.</summary>
    public double AreaUnderRocCurve { get; internal init; }

    /// <summary>Average precision, the area under the precision–recall curve in steps, of the second of two classes; of several the mean of each against all others. NaN as for the other area.</summary>
    public double AreaUnderPrecisionRecallCurve { get; internal init; }

    /// <summary>Mean of −ln of the probability of the right class, in nats, with 2⁻²³ for less; NaN where there are no probabilities.</summary>
    public double LogLoss { get; internal init; }

    /// <summary>Mean squared error of probabilities: of two classes of that of the second, of several the sum over classes. NaN where there are no probabilities.</summary>
    public double BrierScore { get; internal init; }

    /// <summary>Fraction of a class that was recognised; 0 where it has no rows.</summary>
    /// <param name="label">The number of the class.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double Recall(int label) => ConfusionMatrix.Recall(label);
}
