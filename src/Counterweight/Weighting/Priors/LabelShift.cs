using System.Buffers;
using System.Numerics;
using Counterweight.Core.Checks;

namespace Counterweight.Weighting.Priors;

/// <summary>
/// How much more often each class occurs where a model is used than where it was trained, from its answers (the classes or the
/// probabilities that it predicts) alone: weights w_c = q_c/p_c by which training rows stand for the new ones. What makes a class must be the
/// same in both places; only how often it occurs may differ.
/// </summary>
/// <remarks>
/// Weights times the priors of training are the new priors, which <see cref="PriorShift"/> takes. Estimates may come out below 0: these
/// become 0, and all are then multiplied by one factor, so that Σ_c p_c·w_c is 1. No method allocates, but for what it rents.
/// </remarks>
public static class LabelShift
{
    /// <summary>
    /// Black-box shift estimation: the new priors q are those by which the answers of the model explain how often it gives each answer
    /// now, Σ_c P(answer j | class c)·q_c = μ_j.
    /// </summary>
    /// <remarks>
    /// The system is that of rates within classes, whose condition number does not grow with the imbalance; the weights are those of the
    /// joint matrix C⁻¹μ. Source: Z. Lipton, Y.-X. Wang, A. Smola, Detecting and Correcting for Label Shift with Black Box Predictors, 2018,
    /// section 4.
    /// </remarks>
    /// <param name="confusion">K·K sums of weights, row-major: held-out training rows of class c that were answered j at c·K + j. Finite and at least 0.</param>
    /// <param name="answers">K sums of weights: how often each answer is given to the new rows. Finite and at least 0.</param>
    /// <param name="destination">K weights, at least 0.</param>
    /// <param name="maxCondition">The greatest condition number that is accepted, finite and at least 1: errors of the rates reach the priors up to as many times as large.</param>
    /// <returns>The condition number ‖A‖₁·‖A⁻¹‖₁ of the matrix A of rates.</returns>
    /// <exception cref="ArgumentException">There is no class, a length is wrong, a class has no row, there are no answers, a weight is beyond a double, memory overlaps, or the condition number is above <paramref name="maxCondition"/>: the message states it. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range. Nothing has been written.</exception>
    public static double BlackBox(ReadOnlySpan<double> confusion, ReadOnlySpan<double> answers, Span<double> destination, double maxCondition = 1000)
    {
        Check(confusion, answers, destination);
        Guard.Parameter(maxCondition >= 1 && double.IsFinite(maxCondition), maxCondition, nameof(maxCondition), "be finite and at least 1");
        var system = new LinearSystem(ArrayPool<double>.Shared, answers.Length);
        try
        {
            var total = Total(answers);
            for (var c = 0; c < answers.Length; c++)
            {
                var row = Row(confusion, answers.Length, c);
                var rows = Total(row);
                for (var j = 0; j < answers.Length; j++)
                {
                    system[j, c] = row[j] / rows;
                }

                system.Right[c] = answers[c] / total;
            }

            var condition = system.Solve();
            if (!(condition <= maxCondition))
            {
                throw new ArgumentException(Guard.Text($"confusion has a condition number of {condition}, above {maxCondition}: the model's answers hardly tell some classes apart. Merge these classes, or use Regularized or EstimatePriors."), nameof(confusion));
            }

            Weights(confusion, system.Right, destination, arePriors: true);
            return condition;
        }
        finally
        {
            system.Return();
        }
    }

    /// <summary>
    /// Regularized learning under label shift: w = 1 + γ·θ with the θ that makes ‖C·θ − (μ − C·1)‖² + λ‖θ‖² least, C the joint matrix
    /// P(answer j, class c), μ how often each answer is given now.
    /// </summary>
    /// <remarks>
    /// The penalty is on the square of the norm of θ = w − 1, beside the square of the residual. The source takes both norms unsquared, ‖C·θ − b‖ + Δ‖θ‖; its
    /// solutions are those of this problem with λ = Δ·‖C·θ − b‖/‖θ‖. Large λ and small γ stay near weights of 1, which few new rows ask for. Source:
    /// K. Azizzadenesheli, A. Liu, F. Yang, A. Anandkumar, Regularized Learning for Domain Adaptation under Label Shifts, 2019, section 2.
    /// </remarks>
    /// <param name="confusion">K·K sums of weights, row-major: held-out training rows of class c that were answered j at c·K + j. Finite and at least 0.</param>
    /// <param name="answers">K sums of weights: how often each answer is given to the new rows. Finite and at least 0.</param>
    /// <param name="destination">K weights, at least 0.</param>
    /// <param name="penalty">λ, finite and above 0.</param>
    /// <param name="trust">γ in [0, 1]: how far to follow the estimate away from weights of 1.</param>
    /// <returns>The condition number of CᵀC + λ, in the norm of the greatest column.</returns>
    /// <exception cref="ArgumentException">There is no class, a length is wrong, a class has no row, there are no answers, a weight is beyond a double, memory overlaps, or the condition number is above 10¹²: the message states it. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range. Nothing has been written.</exception>
    public static double Regularized(ReadOnlySpan<double> confusion, ReadOnlySpan<double> answers, Span<double> destination, double penalty, double trust = 1)
    {
        Check(confusion, answers, destination);
        Guard.Parameter(penalty > 0 && double.IsFinite(penalty), penalty, nameof(penalty), "be finite and above 0");
        Guard.Fraction(trust, nameof(trust));
        var system = new LinearSystem(ArrayPool<double>.Shared, answers.Length);
        try
        {
            Normal(confusion, answers, penalty, system);
            var condition = system.Solve();
            if (!(condition <= MostNormalCondition))
            {
                throw new ArgumentException(Guard.Text($"confusion and penalty make a system of condition number {condition}, above {MostNormalCondition}; raise penalty, which is {penalty}."), nameof(penalty));
            }

            foreach (ref var weight in system.Right)
            {
                weight = 1 + (trust * weight);
            }

            Weights(confusion, system.Right, destination, arePriors: false);
            return condition;
        }
        finally
        {
            system.Return();
        }
    }

    /// <summary>
    /// Expectation-maximization of the new priors: q_c ← mean over the new rows of the probability of c corrected from p to q, from q = p until
    /// no prior changes by more than the tolerance. It needs calibrated probabilities, and no held-out rows.
    /// </summary>
    /// <remarks>
    /// The likelihood never falls from step to step. Sums go by blocks of rows and are added exactly, so that results are the same bits on every machine. A row whose
    /// probabilities are all 0, or of classes whose prior has become 0, has no say. Source: M. Saerens, P. Latinne, C. Decaestecker, Adjusting the Outputs of
    /// a Classifier to New a Priori Probabilities, 2002, section 2.2.
    /// </remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="probabilities">Rows · K probabilities of the new rows, row-major, finite and at least 0; what a row sums to does not matter.</param>
    /// <param name="trainedPriors">p of K classes, or their rows or weights in training: finite and above 0.</param>
    /// <param name="destination">K weights q_c/p_c, at least 0.</param>
    /// <param name="sampleWeights">One weight a new row, finite and at least 0; empty: all 1.</param>
    /// <param name="tolerance">The greatest change of a prior at which to stop, at least 0; 0: never before <paramref name="maxIterations"/>.</param>
    /// <param name="maxIterations">Steps at most, at least 1.</param>
    /// <exception cref="ArgumentException">There is no class, a length is wrong, a trained prior is less than 1e-290 of all, no row has a say, or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range. Nothing has been written.</exception>
    public static LabelShiftFit EstimatePriors<T>(
        ReadOnlySpan<T> probabilities,
        ReadOnlySpan<double> trainedPriors,
        Span<double> destination,
        ReadOnlySpan<T> sampleWeights = default,
        double tolerance = 1e-9,
        int maxIterations = 1000)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        PriorChecks.Trained(trainedPriors, nameof(trainedPriors));
        Guard.SameLength(destination.Length, trainedPriors.Length, nameof(destination), nameof(trainedPriors));
        if (probabilities.Length % trainedPriors.Length != 0)
        {
            throw new ArgumentException(Guard.Text($"probabilities has {probabilities.Length} elements, which is no multiple of {trainedPriors.Length} classes."), nameof(probabilities));
        }

        Guard.SameLengthOrEmpty(sampleWeights.Length, probabilities.Length / trainedPriors.Length, nameof(sampleWeights), "the rows of probabilities");
        Guard.Disjoint<double, T>(destination, probabilities, nameof(destination), nameof(probabilities));
        Guard.Disjoint<double, double>(destination, trainedPriors, nameof(destination), nameof(trainedPriors));
        Guard.Disjoint<double, T>(destination, sampleWeights, nameof(destination), nameof(sampleWeights));
        Guard.Weights(probabilities, nameof(probabilities));
        var largest = Guard.Weights(sampleWeights, nameof(sampleWeights));
        Guard.Parameter(tolerance >= 0, tolerance, nameof(tolerance), "be at least 0");
        Guard.AtLeast(maxIterations, 1);
        return ExpectationLoop.Run(probabilities, trainedPriors, destination, sampleWeights, tolerance, maxIterations, largest);
    }

    private const double MostNormalCondition = 1e12;

    private static void Check(ReadOnlySpan<double> confusion, ReadOnlySpan<double> answers, Span<double> destination)
    {
        if (answers.IsEmpty)
        {
            throw new ArgumentException("There are no classes.", nameof(answers));
        }

        Guard.SameLength(confusion.Length, (long)answers.Length * answers.Length, nameof(confusion), "the square of answers' length");
        Guard.SameLength(destination.Length, answers.Length, nameof(destination), nameof(answers));
        Guard.Disjoint<double, double>(destination, confusion, nameof(destination), nameof(confusion));
        Guard.Disjoint<double, double>(destination, answers, nameof(destination), nameof(answers));
        Guard.Weights(confusion, nameof(confusion));
        Guard.Weights(answers, nameof(answers));
        CheckSum(answers, nameof(answers), "answers sum to");
        CheckSum(confusion, nameof(confusion), "confusion sums to");
        for (var c = 0; c < answers.Length; c++)
        {
            if (!(Total(Row(confusion, answers.Length, c)) > 0))
            {
                throw new ArgumentException(Guard.Text($"Class {c} is absent from confusion: its row sums to 0."), nameof(confusion));
            }
        }
    }

    private static void CheckSum(ReadOnlySpan<double> weights, string name, string what)
    {
        var total = Total(weights);
        if (!(total > 0 && double.IsFinite(total)))
        {
            throw new ArgumentException(Guard.Text($"{what} {total}; the sum must be finite and above 0."), name);
        }
    }

    /// <summary>CᵀC + λ and Cᵀ(μ − C·1).</summary>
    private static void Normal(ReadOnlySpan<double> confusion, ReadOnlySpan<double> answers, double penalty, LinearSystem system)
    {
        var (all, total, classes) = (Total(confusion), Total(answers), answers.Length);
        for (var c = 0; c < classes; c++)
        {
            var own = Row(confusion, classes, c);
            for (var other = 0; other < classes; other++)
            {
                var row = Row(confusion, classes, other);
                var product = 0.0;
                for (var j = 0; j < classes; j++)
                {
                    product += own[j] / all * (row[j] / all);
                }

                system[c, other] = product + (c == other ? penalty : 0);
            }

            var right = 0.0;
            for (var j = 0; j < classes; j++)
            {
                var answered = 0.0;
                for (var other = 0; other < classes; other++)
                {
                    answered += Row(confusion, classes, other)[j];
                }

                right += own[j] / all * ((answers[j] / total) - (answered / all));
            }

            system.Right[c] = right;
        }
    }

    /// <summary>Clips estimates of priors or of weights at 0 and divides by what they sum to.</summary>
    private static void Weights(ReadOnlySpan<double> confusion, ReadOnlySpan<double> estimates, Span<double> destination, bool arePriors)
    {
        var (sum, all) = (0.0, Total(confusion));
        for (var c = 0; c < estimates.Length; c++)
        {
            sum += Math.Max(estimates[c], 0) * (arePriors ? 1 : PriorOf(c, confusion, estimates.Length, all));
        }

        if (!(sum > 0))
        {
            throw new ArgumentException("All weights come out at 0 or below: answers fit no mixture of the classes of confusion.", nameof(confusion));
        }

        foreach (var isChecked in (ReadOnlySpan<bool>)[false, true])
        {
            for (var c = 0; c < estimates.Length; c++)
            {
                var weight = Math.Max(estimates[c], 0) / (arePriors ? PriorOf(c, confusion, estimates.Length, all) : 1) / sum;
                if (isChecked)
                {
                    destination[c] = weight;
                }
                else if (!double.IsFinite(weight))
                {
                    throw new ArgumentException(Guard.Text($"The weight of class {c}, {weight}, is beyond Double: its rows of confusion weigh too little beside the others."), nameof(confusion));
                }
            }
        }
    }

    private static double PriorOf(int c, ReadOnlySpan<double> confusion, int classes, double all) => Total(Row(confusion, classes, c)) / all;

    private static ReadOnlySpan<double> Row(ReadOnlySpan<double> confusion, int classes, int c) => confusion.Slice(checked(c * classes), classes);

    private static double Total(ReadOnlySpan<double> numbers)
    {
        var total = 0.0;
        foreach (var number in numbers)
        {
            total += number;
        }

        return total;
    }
}
