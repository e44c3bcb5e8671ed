using Counterweight.Decisions;
using Counterweight.Onnx.Decisions;
using Counterweight.Training;

namespace Counterweight.Onnx;

/// <summary>How the probabilities of a row become its label.</summary>
/// <remarks>
/// A row whose probabilities are NaN, which a prior correction makes of rows that only classes without any were probable in, has the label −1, or an empty text; where the most probable class is asked for, the
/// lowest one, as in <see cref="PriorCorrectedClassifier.Predict"/>.
/// </remarks>
public abstract class OnnxDecision
{
    private protected OnnxDecision()
    {
    }

    /// <summary>The class that <see cref="IClassifier.Predict"/> names: the most probable one, the lowest of equals.</summary>
    public static OnnxDecision MostProbable { get; } = new MostProbableDecision();

    /// <summary>One of two classes from a probability on, the other one below.</summary>
    /// <param name="positiveClass">The class, 0 or 1.</param>
    /// <param name="threshold">It is the answer where its probability is at least this: at least 0, above 1 never.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class, or the threshold is negative or NaN.</exception>
    public static OnnxDecision AtLeast(int positiveClass, double threshold)
    {
        Require.Index(positiveClass, 2, nameof(positiveClass));
        Require.That(threshold >= 0, threshold, nameof(threshold), "at least 0");
        return new ThresholdDecision(positiveClass, threshold);
    }

    /// <summary>The answer of least expected cost, see <see cref="LeastCost.Decide{T}"/>; the lowest of equals.</summary>
    /// <param name="costs">Costs of the model's classes.</param>
    public static OnnxDecision LeastExpectedCost(CostMatrix costs)
    {
        ArgumentNullException.ThrowIfNull(costs);
        return new CostDecision(costs);
    }

    /// <summary>
    /// The answer of least expected cost about two classes, where each row says what it costs to miss it, such as the amount of a transaction; see <see cref="LeastCost.DecidePerRow{T}"/>.
    /// The file's model has one more input, <c>miss_cost</c>, one number a row, at least 0.
    /// </summary>
    /// <param name="positiveClass">The class that is missed, 0 or 1.</param>
    /// <param name="falseAlarmCost">What it costs to take a row for it that is not: in [0, 10²⁹⁰].</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class, or the cost is out of its range.</exception>
    public static OnnxDecision LeastExpectedCostOfRows(int positiveClass, double falseAlarmCost)
    {
        Require.Index(positiveClass, 2, nameof(positiveClass));
        CheckCost(falseAlarmCost, nameof(falseAlarmCost));
        return new RowCostDecision(positiveClass, falseAlarmCost);
    }

    /// <summary>
    /// One of two classes where missing it is at least a share of the expected cost of both mistakes, p·m/(p·m + (1 − p)·f), see <see cref="Training.Tuning.MistakeCosts.Score"/>.
    /// </summary>
    /// <param name="positiveClass">The class, 0 or 1.</param>
    /// <param name="falseAlarmCost">f, what it costs to take a row for it that is not: in [0, 10²⁹⁰].</param>
    /// <param name="missCost">m, what it costs to miss a row of it: in [0, 10²⁹⁰]. Null: each row says it, in one more input <c>miss_cost</c>, one number a row.</param>
    /// <param name="threshold">The share: at least 0, above 1 never.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class, or a number is out of its range.</exception>
    public static OnnxDecision ShareOfCost(int positiveClass, double falseAlarmCost, double? missCost, double threshold)
    {
        Require.Index(positiveClass, 2, nameof(positiveClass));
        CheckCost(falseAlarmCost, nameof(falseAlarmCost));
        if (missCost is { } miss)
        {
            CheckCost(miss, nameof(missCost));
        }

        Require.That(threshold >= 0, threshold, nameof(threshold), "at least 0");
        return new ShareDecision(positiveClass, falseAlarmCost, missCost, threshold);
    }

    /// <summary>What it says of itself in a file.</summary>
    internal abstract string Describe();

    /// <summary>Refuses a model of another number of classes.</summary>
    internal abstract void Check(int classCount);

    /// <summary>The number of the class of each row.</summary>
    /// <param name="graph">The graph, its inputs and what the model puts out.</param>
    internal abstract string Label(DecisionGraph graph);

    private static void CheckCost(double cost, string name)
    {
        const double Greatest = 1e290;
        Require.That(cost is >= 0 and <= Greatest, cost, name, "in [0, 1E+290]");
    }
}
