using System.Globalization;
using Counterweight.Cli.Costs;
using Counterweight.Cli.Reading;
using Counterweight.Decisions;
using Counterweight.Metrics;
using Counterweight.Metrics.Ranking;
using Counterweight.Metrics.Ranking.Intervals;

namespace Counterweight.Cli.Evaluation;

/// <summary>What answers about the rows cost: by a matrix, or where rows have costs of their own by those.</summary>
internal sealed class AnswerCosts(Predictions data, CostMatrix matrix)
{
    private readonly RowCosts costs = new(matrix, data.Positive, data.Misses);

    // Of a unit that is a power of two, so that products do not overflow, and nothing is rounded.
    private readonly int costExponent = data.Misses.Length == 0 ? 0 : Exponent([matrix[1 - data.Positive, data.Positive], .. data.Misses]);
    private readonly double[] weights = Scaled(data.Weights, Exponent(data.Weights));
    private readonly double total = Math.ScaleB(data.TotalWeight, -Exponent(data.Weights));

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
    public double MeanOf(int[] answers) => costs.Mean(data.Labels, answers, weights);

    /// <summary>The normal interval of the mean cost of answers.</summary>
    public MetricInterval Interval(int[] answers, double level)
    {
        double[] ofRows = [.. answers.Select((answer, row) => ArePerRow
            ? answer == data.Labels[row] ? 0 : answer == data.Positive ? FalseAlarm : data.Misses[row]
            : matrix[data.Labels[row], answer])];
        var exponent = Exponent(ofRows);
        var scaled = MetricInterval.OfMean(Scaled(ofRows, exponent), weights, level);
        return new(Math.ScaleB(scaled.Low, exponent), Math.ScaleB(scaled.High, exponent));
    }

    /// <summary>The answers of least expected cost.</summary>
    public int[] Least(int threads) => costs.Decide(data.Probabilities, threads);

    /// <summary>The ranking by the probability of the positive class of two, with weights such that alerts cost what <see cref="MeanOf(OperatingPoint{double})"/> says.</summary>
    public RankingCurve<double> Rank()
    {
        var rankWeights = weights;
        if (ArePerRow)
        {
            var ownCosts = Scaled([.. data.Labels.Select((label, row) => label == data.Positive ? data.Misses[row] : FalseAlarm)], costExponent);
            rankWeights = [.. ownCosts.Select((cost, row) => weights.Length == 0 ? cost : weights[row] * cost)];
        }

        return ScoreRanking.Create<double>(data.ProbabilitiesOf(data.Positive), data.OneAgainstRest(data.Positive), rankWeights);
    }

    /// <summary>The threshold of least cost of these rows, by <see cref="Rank"/>.</summary>
    public CostThreshold Threshold()
    {
        var point = ThresholdSearch.LeastCost(Rank(), Alerts);
        return new(point.Threshold, MeanOf(point));
    }

    /// <summary>Mean cost of alerts from a point of <see cref="Rank"/> on.</summary>
    public double MeanOf(OperatingPoint<double> point) => Math.ScaleB(point.Cost(Alerts) / total, costExponent);

    private static int Exponent(double[] values) => values.Length > 0 && values.Max() is > 0 and var greatest ? Math.ILogB(greatest) : 0;

    private static double[] Scaled(double[] values, int exponent) => exponent == 0 ? values : [.. values.Select(value => Math.ScaleB(value, -exponent))];

    private AlertCosts Alerts => ArePerRow
        ? new AlertCosts(FalsePositive: 1, FalseNegative: 1)
        : new AlertCosts(FalseAlarm, matrix[data.Positive, 1 - data.Positive], matrix[data.Positive, data.Positive], matrix[1 - data.Positive, 1 - data.Positive]);
}
