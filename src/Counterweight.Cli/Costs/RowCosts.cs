using Counterweight.Decisions;

namespace Counterweight.Cli.Costs;

/// <summary>What answers about some rows cost.</summary>
/// <param name="matrix">The costs among the classes.</param>
/// <param name="positive">The class whose rows have costs of their own.</param>
/// <param name="misses">What it costs to miss each row where it is of that class; empty: what the matrix says.</param>
internal sealed class RowCosts(CostMatrix matrix, int positive, double[] misses)
{
    /// <summary>The costs of some of the rows.</summary>
    public RowCosts Of(int[] rows) => new(matrix, positive, misses.Length == 0 ? misses : [.. rows.Select(row => misses[row])]);

    /// <summary>Mean cost a row of some answers.</summary>
    public double Mean(int[] labels, int[] answers) => misses.Length == 0
        ? DecisionCost.OfMatrix(labels, answers, matrix).WeightedMean
        : DecisionCost.PerRow<double>(IsPositive(labels), IsPositive(answers), [FalseAlarm], misses).WeightedMean;

    /// <summary>The answers of least expected cost.</summary>
    /// <param name="probabilities">Rows × classes.</param>
    public int[] Decide(double[] probabilities)
    {
        var answers = new int[probabilities.Length / matrix.ClassCount];
        if (misses.Length == 0)
        {
            LeastCost.Decide<double>(probabilities, matrix, answers);
            return answers;
        }

        double[] ofPositive = [.. answers.Select((_, row) => probabilities[(2 * row) + positive])];
        LeastCost.DecidePerRow<double>(ofPositive, [FalseAlarm], misses, answers);
        return Array.ConvertAll(answers, answer => answer == 1 ? positive : 1 - positive);
    }

    private double FalseAlarm => matrix[1 - positive, positive];

    private int[] IsPositive(int[] labels) => Array.ConvertAll(labels, label => label == positive ? 1 : 0);
}
