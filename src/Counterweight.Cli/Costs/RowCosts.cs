using Counterweight.Decisions;

namespace Counterweight.Cli.Costs;

/// <summary>What answers about some rows cost.</summary>
/// <param name="matrix">The costs among the classes.</param>
/// <param name="positive">The class whose rows have costs of their own.</param>
/// <param name="misses">What it costs to miss each row where it is of that class; empty: what the matrix says.</param>
internal sealed class RowCosts(CostMatrix matrix, int positive, double[] misses)
{
    /// <summary>The greatest cost: sums over rows do not overflow.</summary>
    public const double Greatest = 1e290;

    /// <summary>The costs of some of the rows.</summary>
    public RowCosts Of(int[] rows) => new(matrix, positive, misses.Length == 0 ? misses : [.. rows.Select(row => misses[row])]);

    /// <summary>Mean cost a row of some answers, by the weights of rows where there are any.</summary>
    public double Mean(int[] labels, int[] answers, ReadOnlySpan<double> weights = default) => misses.Length == 0
        ? DecisionCost.OfMatrix(labels, answers, matrix, weights).WeightedMean
        : DecisionCost.PerRow(IsPositive(labels), IsPositive(answers), [FalseAlarm], misses, weights).WeightedMean;

    /// <summary>The answers of least expected cost.</summary>
    /// <param name="probabilities">Rows × classes.</param>
    /// <param name="threads">Threads at most.</param>
    public int[] Decide(double[] probabilities, int threads = 1)
    {
        var answers = new int[probabilities.Length / matrix.ClassCount];
        if (misses.Length == 0)
        {
            LeastCost.Decide<double>(probabilities, matrix, answers, degreeOfParallelism: threads);
            return answers;
        }

        double[] ofPositive = [.. answers.Select((_, row) => probabilities[(2 * row) + positive])];
        LeastCost.DecidePerRow<double>(ofPositive, [FalseAlarm], misses, answers);
        return Array.ConvertAll(answers, answer => answer == 1 ? positive : 1 - positive);
    }

    private double FalseAlarm => matrix[1 - positive, positive];

    private int[] IsPositive(int[] labels) => Array.ConvertAll(labels, label => label == positive ? 1 : 0);
}
