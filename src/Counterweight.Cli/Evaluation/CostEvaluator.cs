using System.Numerics.Tensors;
using Counterweight.Cli.Reading;

namespace Counterweight.Cli.Evaluation;

/// <summary>What the decisions of a file cost, and what others would have.</summary>
internal sealed class CostEvaluator(Predictions data, EvaluationOptions options, ConfusionReplicates drawn)
{
    private const string Key = "meanCost";

    private readonly AnswerCosts costs = new(data, options.Costs!);

    public CostEvaluation Run()
    {
        var constants = Enumerable.Range(0, data.ClassCount).Select(label => costs.MeanOf([.. Enumerable.Repeat(label, data.RowCount)])).ToArray();
        var best = Array.IndexOf(constants, constants.Min());
        Measure[] alternatives =
        [
            new("leastExpectedCost", "answers of least expected cost", costs.MeanOf(costs.Least(options.Threads))),
            new("greatestProbability", "the class of greatest probability", costs.MeanOf(Greatest())),
            new("bestConstant", $"always '{FilePlace.OneLine(data.ClassNames[best])}'", constants[best]),
        ];
        return new CostEvaluation(costs, Decided(), alternatives, data.ClassCount == 2 ? costs.Threshold() : null);
    }

    // Replicates of a confusion matrix do not tell which rows they drew.
    private Measure Decided()
    {
        var mean = costs.MeanOf(data.Decisions);
        if (!costs.ArePerRow)
        {
            return drawn.Replicated(Key, data.Decided, mean, ConfusionReplicates.MeanCost);
        }

        var interval = costs.Interval(data.Decisions, options.Level);
        return double.IsNaN(interval.Low) ? new Measure(Key, data.Decided, mean) : new Measure(Key, data.Decided, mean, interval, "normal").Within(0);
    }

    private int[] Greatest()
    {
        var answers = new int[data.RowCount];
        for (var row = 0; row < answers.Length; row++)
        {
            var own = data.Probabilities.AsSpan(row * data.ClassCount, data.ClassCount);
            answers[row] = own.IndexOf(TensorPrimitives.Max<double>(own));
        }

        return answers;
    }
}
