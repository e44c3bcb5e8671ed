using Counterweight.Core.Checks;

namespace Counterweight.Metrics;

/// <content>Measures of single classes in one number.</content>
public sealed partial class ConfusionMatrix
{
    /// <summary>What is measured of a class, or of the sums over all.</summary>
    private interface IClassMeasure
    {
        double Of(in ClassCounts counts, double zeroDivision);
    }

    /// <summary>Precision of all classes.</summary>
    /// <param name="average">How classes count.</param>
    /// <param name="zeroDivision">The precision of a class that nothing was taken for, and of no class: in [0, 1], or NaN.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such average, or a number is out of its range.</exception>
    public double Precision(ClassAverage average, double zeroDivision = 0) => Average(default(PrecisionMeasure), average, zeroDivision);

    /// <summary>Recall of all classes.</summary>
    /// <param name="average">How classes count.</param>
    /// <param name="zeroDivision">The recall of a class without rows, and of no class: in [0, 1], or NaN.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such average, or a number is out of its range.</exception>
    public double Recall(ClassAverage average, double zeroDivision = 0) => Average(default(RecallMeasure), average, zeroDivision);

    /// <summary>Specificity of all classes.</summary>
    /// <param name="average">How classes count.</param>
    /// <param name="zeroDivision">The specificity of a class that all rows are of, and of no class: in [0, 1], or NaN.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such average, or a number is out of its range.</exception>
    public double Specificity(ClassAverage average, double zeroDivision = 0) => Average(default(SpecificityMeasure), average, zeroDivision);

    /// <summary>F-beta of all classes.</summary>
    /// <param name="average">How classes count.</param>
    /// <param name="beta">How many times as much as precision recall counts, at least 0; infinite: recall alone.</param>
    /// <param name="zeroDivision">The measure of a class without rows and predictions that count, and of no class: in [0, 1], or NaN.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such average, or a number is out of its range.</exception>
    public double FBeta(ClassAverage average, double beta = 1, double zeroDivision = 0)
    {
        CheckBeta(beta);
        return Average(new FBetaMeasure(beta), average, zeroDivision);
    }

    /// <summary>Geometric mean of recall and specificity of all classes.</summary>
    /// <remarks>Macro and weighted ones are averages over classes, as in the report of imbalanced-learn, whose function averages recall and specificity first.</remarks>
    /// <param name="average">How classes count.</param>
    /// <param name="zeroDivision">What stands for a recall or a specificity without rows: in [0, 1], or NaN.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such average, or a number is out of its range.</exception>
    public double GeometricMean(ClassAverage average, double zeroDivision = 0) => Average(default(GeometricMeanMeasure), average, zeroDivision);

    /// <summary>Index balanced accuracy of all classes.</summary>
    /// <param name="average">How classes count.</param>
    /// <param name="alpha">How much dominance, recall less specificity, counts: in [0, 1].</param>
    /// <param name="zeroDivision">What stands for a recall or a specificity without rows: in [0, 1], or NaN.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such average, or a number is out of its range.</exception>
    public double IndexBalancedAccuracy(ClassAverage average, double alpha = 0.1, double zeroDivision = 0)
    {
        Guard.Fraction(alpha, nameof(alpha));
        return Average(new IndexMeasure(alpha), average, zeroDivision);
    }

    private double Average<TMeasure>(TMeasure measure, ClassAverage average, double zeroDivision)
        where TMeasure : struct, IClassMeasure
    {
        CheckZeroDivision(zeroDivision);
        if (average is < ClassAverage.Macro or > ClassAverage.Micro)
        {
            throw new ArgumentOutOfRangeException(nameof(average), average, Guard.Text($"average is {(int)average}; it must be a value of ClassAverage."));
        }

        var all = Totals;
        if (average == ClassAverage.Micro)
        {
            return measure.Of(ClassCounts.All(all), zeroDivision);
        }

        var (sum, weight) = (0.0, 0.0);
        for (var c = 0; c < ClassCount; c++)
        {
            var counts = ClassCounts.Of(all, c);
            var own = measure.Of(in counts, zeroDivision);
            var weightOfClass = average == ClassAverage.Weighted ? counts.Support : counts.Support > 0 || counts.Predicted > 0 ? 1 : 0;
            if (weightOfClass > 0 && !double.IsNaN(own))
            {
                sum += weightOfClass * own;
                weight += weightOfClass;
            }
        }

        return ClassCounts.Ratio(sum, weight, zeroDivision);
    }

    private readonly struct PrecisionMeasure : IClassMeasure
    {
        public double Of(in ClassCounts counts, double zeroDivision) => counts.Precision(zeroDivision);
    }

    private readonly struct RecallMeasure : IClassMeasure
    {
        public double Of(in ClassCounts counts, double zeroDivision) => counts.Recall(zeroDivision);
    }

    private readonly struct SpecificityMeasure : IClassMeasure
    {
        public double Of(in ClassCounts counts, double zeroDivision) => counts.Specificity(zeroDivision);
    }

    private readonly struct FBetaMeasure(double beta) : IClassMeasure
    {
        public double Of(in ClassCounts counts, double zeroDivision) => counts.FBeta(beta, zeroDivision);
    }

    private readonly struct GeometricMeanMeasure : IClassMeasure
    {
        public double Of(in ClassCounts counts, double zeroDivision) => counts.GeometricMean(zeroDivision);
    }

    private readonly struct IndexMeasure(double alpha) : IClassMeasure
    {
        public double Of(in ClassCounts counts, double zeroDivision) => counts.IndexBalancedAccuracy(alpha, zeroDivision);
    }
}
