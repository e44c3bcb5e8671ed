using Counterweight.Decisions;
using Counterweight.Metrics;
using Counterweight.Metrics.Ranking;

namespace Counterweight.Cli.Evaluation;

/// <summary>What the decisions of a file cost, and what others would have.</summary>
internal sealed class CostEvaluator(Predictions data, EvaluationOptions options, ConfusionReplicates drawn)
{
    private readonly CostMatrix costs = options.Costs!;

    /// <summary>Mean cost of the rows of a confusion matrix.</summary>
    public static double MeanCost(ConfusionMatrix matrix, CostMatrix costs)
    {
        var cost = 0.0;
        for (var truth = 0; truth < matrix.ClassCount; truth++)
        {
            for (var answer = 0; answer < matrix.ClassCount; answer++)
            {
                cost += matrix[truth, answer] / matrix.Total * costs[truth, answer];
            }
        }

        return cost;
    }

    /// <summary>The costs of a threshold on the probability of a class.</summary>
    public static AlertCosts Alerts(CostMatrix costs, int positive) =>
        new(costs[1 - positive, positive], costs[positive, 1 - positive], costs[positive, positive], costs[1 - positive, 1 - positive]);

    public CostEvaluation Run()
    {
        var decided = drawn.Replicated("meanCost", "the decisions of the file", MeanCostOf(data.Decisions), ConfusionReplicates.MeanCost);
        var least = new int[data.RowCount];
        LeastCost.Decide<double>(data.Probabilities, costs, least, degreeOfParallelism: options.Threads);
        var constants = Enumerable.Range(0, data.ClassCount).Select(label => MeanCostOf([.. Enumerable.Repeat(label, data.RowCount)])).ToArray();
        var best = Array.IndexOf(constants, constants.Min());
        Measure[] alternatives =
        [
            new("leastExpectedCost", "answers of least expected cost", MeanCostOf(least)),
            new("greatestProbability", "the class of greatest probability", MeanCostOf(Greatest())),
            new("bestConstant", $"always '{Reading.FilePlace.OneLine(data.ClassNames[best])}'", constants[best]),
        ];
        return new CostEvaluation(costs, decided, alternatives, Threshold());
    }

    private CostThreshold? Threshold()
    {
        if (data.ClassCount != 2)
        {
            return null;
        }

        var positive = data.Positive;
        var curve = ScoreRanking.Create<double>(data.ProbabilitiesOf(positive), data.OneAgainstRest(positive), data.Weights);
        var alerts = Alerts(costs, positive);
        var point = ThresholdSearch.LeastCost(curve, alerts);
        return new CostThreshold(point.Threshold, point.Cost(alerts) / (point.Positives + point.Negatives));
    }

    private double MeanCostOf(int[] answers) => DecisionCost.OfMatrix<double>(data.Labels, answers, costs, data.Weights).WeightedMean;

    private int[] Greatest()
    {
        var answers = new int[data.RowCount];
        for (var row = 0; row < answers.Length; row++)
        {
            var own = data.Probabilities.AsSpan(row * data.ClassCount, data.ClassCount);
            answers[row] = own.IndexOf(System.Numerics.Tensors.TensorPrimitives.Max<double>(own));
        }

        return answers;
    }
}
