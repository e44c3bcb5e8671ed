using Counterweight.Cli.Costs;
using Counterweight.Cli.Models;
using Counterweight.Decisions;
using Counterweight.Training.Tuning;

namespace Counterweight.Cli.Predicting;

/// <summary>Makes answers of probabilities: by costs, by a threshold, or the most probable class.</summary>
internal sealed class DecisionRule
{
    private readonly int classCount;
    private readonly CostMatrix? costs;
    private readonly double? threshold;
    private readonly double? falseAlarm;
    private readonly double? scoreThreshold;
    private readonly int positive;

    /// <param name="facts">How the model decides; null: the most probable class.</param>
    /// <param name="classes">The classes.</param>
    public DecisionRule(ModelFacts? facts, IReadOnlyList<string> classes)
    {
        classCount = classes.Count;
        if (facts is { Costs: { } matrix, Threshold: null })
        {
            costs = new CostMatrix(classCount, [.. matrix.SelectMany(row => row)]);
        }
        else if (facts is { Threshold: not null } or { FalseAlarmCost: not null })
        {
            (threshold, falseAlarm, scoreThreshold) = (facts.Threshold, facts.FalseAlarmCost, facts.ScoreThreshold);
            positive = classes.Index().First(pair => string.Equals(pair.Item, facts.Positive, StringComparison.Ordinal)).Index;
        }
    }

    /// <summary>Whether it needs to know what it costs to miss each row.</summary>
    public bool NeedsCosts => falseAlarm is not null;

    /// <summary>The answer of each row; −1 where a probability is no number.</summary>
    /// <param name="probabilities">Of all classes, row-major.</param>
    /// <param name="misses">What it costs to miss each row, where the model decides by that.</param>
    /// <param name="answers">One a row.</param>
    public void Decide(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> misses, Span<int> answers)
    {
        if (falseAlarm is { } cost)
        {
            DecidePerRow(probabilities, cost, misses, answers);
            return;
        }

        if (costs is not null)
        {
            LeastCost.Decide(probabilities, costs, answers);
            return;
        }

        for (var row = 0; row < answers.Length; row++)
        {
            var own = probabilities.Slice(row * classCount, classCount);
            answers[row] = threshold is { } least ? ByThreshold(own[positive], least) : Greatest(own);
        }
    }

    private void DecidePerRow(ReadOnlySpan<double> probabilities, double cost, ReadOnlySpan<double> misses, Span<int> answers)
    {
        var ofPositive = RowCosts.OfClass(probabilities, positive);
        if (scoreThreshold is { } least)
        {
            DecideByScore(ofPositive, new MistakeCosts([cost], misses), least, answers);
        }
        else
        {
            RowCosts.Decide(ofPositive, positive, cost, misses, answers);
        }
    }

    private void DecideByScore(double[] ofPositive, MistakeCosts mistakes, double least, Span<int> answers)
    {
        for (var row = 0; row < answers.Length; row++)
        {
            answers[row] = double.IsNaN(ofPositive[row]) ? -1 : mistakes.Score(ofPositive[row], row) >= least ? positive : 1 - positive;
        }
    }

    // Of two classes.
    private int ByThreshold(double probability, double least) => double.IsNaN(probability) ? -1 : probability >= least ? positive : 1 - positive;

    // The first of equals.
    private static int Greatest(ReadOnlySpan<double> probabilities)
    {
        var greatest = 0;
        for (var label = 0; label < probabilities.Length; label++)
        {
            if (double.IsNaN(probabilities[label]))
            {
                return -1;
            }

            greatest = probabilities[label] > probabilities[greatest] ? label : greatest;
        }

        return greatest;
    }
}
