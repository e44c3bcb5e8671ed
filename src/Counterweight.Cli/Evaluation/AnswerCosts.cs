using System.Globalization;
using Counterweight.Cli.Costs;
using Counterweight.Cli.Reading;
using Counterweight.Decisions;
using Counterweight.Metrics;
using Counterweight.Metrics.Ranking;

namespace Counterweight.Cli.Evaluation;

/// <summary>What answers about the rows cost: by a matrix, or where rows have costs of their own by those.</summary>
internal sealed class AnswerCosts(Predictions data, CostMatrix matrix)
{
    private readonly RowCosts costs = new(matrix, data.Positive, data.Misses);

    /// <summary>Whether each row of the positive class has a cost of its own.</summary>
    public bool ArePerRow => data.Misses.Length > 0;

    /// <summary>What mistakes cost, in words.</summary>
    public string Describe()
    {
        const int MostNamed = 4;
        var names = data.ClassNames;
        if (ArePerRow)
        {
            return string.Create(CultureInfo.InvariantCulture, $"missing '{FilePlace.OneLine(names[data.Positive])}' costs what its row says, a false alarm {FalseAlarm:G6}");
        }

        var classes = Enumerable.Range(0, names.Count);
        var areOfMistakes = classes.All(right => matrix[right, right] == 0 && classes.All(answer => answer == right || matrix[right, answer] == matrix[right, right == 0 ? 1 : 0]));
        return areOfMistakes && names.Count <= MostNamed
            ? "a mistake costs " + string.Join(", ", classes.Select(right => string.Create(CultureInfo.InvariantCulture, $"{matrix[right, right == 0 ? 1 : 0]:G6} about '{FilePlace.OneLine(names[right])}'")))
            : "a mistake costs what a matrix says";
    }

    private double FalseAlarm => matrix[1 - data.Positive, data.Positive];

    /// <summary>Mean cost of the rows of a confusion matrix, by the matrix of costs.</summary>
    public static double MeanOf(ConfusionMatrix confusion, CostMatrix costs)
    {
        var cost = 0.0;
        for (var truth = 0; truth < confusion.ClassCount; truth++)
        {
            for (var answer = 0; answer < confusion.ClassCount; answer++)
            {
                cost += confusion[truth, answer] / confusion.Total * costs[truth, answer];
            }
        }

        return cost;
    }

    /// <summary>Mean cost of answers.</summary>
    public double MeanOf(int[] answers) => costs.Mean(data.Labels, answers, data.Weights);

    /// <summary>The cost of each row.</summary>
    public double[] OfRows(int[] answers) => [.. answers.Select((answer, row) => ArePerRow
        ? answer == data.Labels[row] ? 0 : answer == data.Positive ? FalseAlarm : data.Misses[row]
        : matrix[data.Labels[row], answer])];

    /// <summary>The answers of least expected cost.</summary>
    public int[] Least(int threads) => costs.Decide(data.Probabilities, threads);

    /// <summary>The ranking by the probability of the positive class of two, with weights such that alerts cost what <see cref="Alerts"/> says.</summary>
    public RankingCurve<double> Rank()
    {
        var weights = ArePerRow
            ? [.. data.Labels.Select((label, row) => data.WeightOf(row) * (label == data.Positive ? data.Misses[row] : FalseAlarm))]
            : data.Weights;
        return ScoreRanking.Create<double>(data.ProbabilitiesOf(data.Positive), data.OneAgainstRest(data.Positive), weights);
    }

    /// <summary>The costs of alerts on the rows as they weigh in <see cref="Rank"/>.</summary>
    public AlertCosts Alerts => ArePerRow
        ? new AlertCosts(FalsePositive: 1, FalseNegative: 1)
        : new AlertCosts(FalseAlarm, matrix[data.Positive, 1 - data.Positive], matrix[data.Positive, data.Positive], matrix[1 - data.Positive, 1 - data.Positive]);
}
