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

    /// <summary>What a cost is, in help and in messages.</summary>
    public const string Range = "a number from 0 to 1E+290";

    /// <summary>Whether a number can be a cost.</summary>
    public static bool IsCost(double value) => value is >= 0 and <= Greatest;

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

        Decide(OfClass(probabilities, positive), positive, FalseAlarm, misses, answers);
        return answers;
    }

    /// <summary>The answers of least expected cost about two classes, where each row has a cost of its own; −1 where a probability is no number.</summary>
    /// <param name="ofPositive">The probability of the positive class, one a row.</param>
    /// <param name="positive">The class whose rows have costs of their own.</param>
    /// <param name="falseAlarm">What it costs to take another row for it.</param>
    /// <param name="misses">What it costs to miss each row.</param>
    /// <param name="answers">One a row.</param>
    public static void Decide(ReadOnlySpan<double> ofPositive, int positive, double falseAlarm, ReadOnlySpan<double> misses, Span<int> answers)
    {
        LeastCost.DecidePerRow(ofPositive, [falseAlarm], misses, answers);
        for (var row = 0; row < answers.Length; row++)
        {
            answers[row] = answers[row] < 0 ? -1 : answers[row] == 1 ? positive : 1 - positive;
        }
    }

    /// <summary>The probabilities of one class of two, one a row.</summary>
    public static double[] OfClass(ReadOnlySpan<double> probabilities, int label)
    {
        var column = new double[probabilities.Length / 2];
        for (var row = 0; row < column.Length; row++)
        {
            column[row] = probabilities[(2 * row) + label];
        }

        return column;
    }

    private double FalseAlarm => matrix[1 - positive, positive];

    private int[] IsPositive(int[] labels) => Array.ConvertAll(labels, label => label == positive ? 1 : 0);
}
