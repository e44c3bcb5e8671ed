using Counterweight.Core.Checks;

namespace Counterweight.Metrics;

/// <content>Measures of one class against all others.</content>
public sealed partial class ConfusionMatrix
{
    /// <summary>Of the rows taken for a class, the fraction that is of it.</summary>
    /// <param name="label">A class.</param>
    /// <param name="zeroDivision">The measure where nothing was taken for the class: in [0, 1], or NaN.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class, or a number is out of its range.</exception>
    public double Precision(int label, double zeroDivision = 0) => CheckedCounts(label, zeroDivision).Precision(zeroDivision);

    /// <summary>Of the rows of a class, the fraction that was taken for it: its sensitivity.</summary>
    /// <param name="label">A class.</param>
    /// <param name="zeroDivision">The measure where the class has no rows: in [0, 1], or NaN.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class, or a number is out of its range.</exception>
    public double Recall(int label, double zeroDivision = 0) => CheckedCounts(label, zeroDivision).Recall(zeroDivision);

    /// <summary>Of the rows of all other classes, the fraction that was not taken for the class.</summary>
    /// <param name="label">A class.</param>
    /// <param name="zeroDivision">The measure where no other class has rows: in [0, 1], or NaN.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class, or a number is out of its range.</exception>
    public double Specificity(int label, double zeroDivision = 0) => CheckedCounts(label, zeroDivision).Specificity(zeroDivision);

    /// <summary>F-beta: (1 + β²)·hits over (1 + β²)·hits + β²·misses + false alarms.</summary>
    /// <param name="label">A class.</param>
    /// <param name="beta">How many times as much as precision recall counts, at least 0; infinite: recall alone.</param>
    /// <param name="zeroDivision">The measure where the class has neither rows nor predictions that count: in [0, 1], or NaN.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class, or a number is out of its range.</exception>
    public double FBeta(int label, double beta = 1, double zeroDivision = 0)
    {
        CheckBeta(beta);
        return CheckedCounts(label, zeroDivision).FBeta(beta, zeroDivision);
    }

    /// <summary>The geometric mean of a class's recall and specificity.</summary>
    /// <param name="label">A class.</param>
    /// <param name="zeroDivision">What stands for a recall or a specificity without rows: in [0, 1], or NaN.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class, or a number is out of its range.</exception>
    public double GeometricMean(int label, double zeroDivision = 0) => CheckedCounts(label, zeroDivision).GeometricMean(zeroDivision);

    /// <summary>Index balanced accuracy of the squared geometric mean: (1 + α·(recall − specificity))·recall·specificity.</summary>
    /// <remarks>Source: V. García, J. S. Sánchez, R. A. Mollineda, On the Effectiveness of Preprocessing Methods when Dealing with Different Levels of Class Imbalance, 2012.</remarks>
    /// <param name="label">A class.</param>
    /// <param name="alpha">How much dominance, recall less specificity, counts: in [0, 1].</param>
    /// <param name="zeroDivision">What stands for a recall or a specificity without rows: in [0, 1], or NaN.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class, or a number is out of its range.</exception>
    public double IndexBalancedAccuracy(int label, double alpha = 0.1, double zeroDivision = 0)
    {
        Guard.Fraction(alpha, nameof(alpha));
        return CheckedCounts(label, zeroDivision).IndexBalancedAccuracy(alpha, zeroDivision);
    }

    private static void CheckBeta(double beta) => Guard.Parameter(beta >= 0, beta, nameof(beta), "be at least 0");

    private static void CheckZeroDivision(double zeroDivision) =>
        Guard.Parameter(double.IsNaN(zeroDivision) || zeroDivision is >= 0 and <= 1, zeroDivision, nameof(zeroDivision), "lie in [0, 1] or be NaN");

    private ClassCounts CheckedCounts(int label, double zeroDivision)
    {
        Guard.Index(label, ClassCount);
        CheckZeroDivision(zeroDivision);
        return ClassCounts.Of(Totals, label);
    }
}
