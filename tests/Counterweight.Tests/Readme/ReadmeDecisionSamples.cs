// sample: usings
using Counterweight.Calibration;
using Counterweight.Decisions;
using Counterweight.Decisions.Guarantees;
using Counterweight.Metrics;
using Counterweight.Metrics.Bins;
using Counterweight.Metrics.Ranking;
using Counterweight.Metrics.Ranking.Intervals;
using Counterweight.Randomness;
// end

namespace Counterweight.Tests.Readme;

/// <summary>The code of README.md that judges scores, calibrates them and decides, each sample between its markers, and what it must print.</summary>
public sealed class ReadmeDecisionSamples
{
    [Fact]
    public void Judged()
    {
        Console.Clear();
        var (scores, labels, _, _) = Rows();

        // sample: metrics of a ranking and of answers
        var curve = ScoreRanking.Create(scores, labels); // one sort serves all that follows; weights of rows are a third argument
        var ranking = RankingMetrics.Summarize(curve, new() { Alerts = 100 });
        var area = DeLong.Estimate(scores, labels).Interval(level: 0.95);
        var replicates = new double[1000];
        RankingBootstrap.Evaluate(scores, labels, RankingMetrics.AveragePrecision, replicates, new RandomStream(seed: 2));
        var precision = MetricInterval.Percentile(replicates, level: 0.95); // of any metric, by a bootstrap
        Console.WriteLine($"ROC AUC {ranking.RocAuc:F3} in [{area.Low:F3}, {area.High:F3}]");
        Console.WriteLine($"average precision {ranking.AveragePrecision:F2} in [{precision.Low:F2}, {precision.High:F2}]");
        Console.WriteLine($"right of the first 100 alerts: {ranking.PrecisionAtAlerts:F2}");

        var matrix = new ConfusionMatrix(classCount: 2); // takes batches; matrices of parts add up
        matrix.AddBinaryScores(scores, threshold: ThresholdSearch.BestFBeta(curve).Threshold, labels);
        Console.WriteLine($"recall {matrix.Recall(1):F2}, precision {matrix.Precision(1):F2}, MCC {matrix.MatthewsCorrelation():F2}");

        var stream = new StreamingAuc(low: 0, high: 1, cells: 1_000); // keeps no rows
        var other = new StreamingAuc(low: 0, high: 1, cells: 1_000);
        stream.Add(scores.AsSpan(0, 5_000), labels.AsSpan(0, 5_000));
        other.Add(scores.AsSpan(5_000), labels.AsSpan(5_000));
        stream.Merge(other); // the same bits as of one stream
        var (streamed, error) = stream.Evaluate();
        Console.WriteLine($"ROC AUC of the stream {streamed:F3}, off by {error:F4} at most");
        // end

        Console.AssertShown();
    }

    [Fact]
    public void Calibrated()
    {
        Console.Clear();
        var (scores, labels, laterScores, laterLabels) = Rows();

        // sample: calibration
        static double[] LogOdds(double[] p) => [.. p.Select(one => Math.Log(Math.Max(one, 1e-15) / Math.Max(1 - one, 1e-15)))]; // what Platt scaling wants
        var platt = PlattScaling.Fit(LogOdds(scores), labels); // or IsotonicCalibration, or TemperatureScaling of logits
        var probabilities = new double[laterScores.Length];
        platt.Apply(LogOdds(laterScores), probabilities);

        foreach (var (name, some) in new[] { ("scores", laterScores), ("calibrated", probabilities) })
        {
            var bins = CalibrationBins.EqualMass(some, binCount: 10);
            bins.Add(some, laterLabels);
            var loss = ProbabilityScore.BinaryLogLoss(some, laterLabels);
            Console.WriteLine($"{name}: log loss {loss.Mean:F3}, expected calibration error {bins.ExpectedCalibrationError:F3}");
        }
        // end

        Console.AssertShown();
    }

    [Fact]
    public void Decided()
    {
        Console.Clear();
        var (scores, labels, laterScores, laterLabels) = Rows();
        var probabilities = Probabilities(scores, labels, laterScores);

        // sample: decisions by costs
        // If probabilities are calibrated, the costs alone give the threshold: an alarm costs 1 to look at, a miss 30.
        var costs = CostMatrix.OfMistakes(falseAlarm: 1, miss: 30);
        var answers = new int[probabilities.Length];
        LeastCost.DecidePerRow(probabilities, falseAlarmCosts: [1], missCosts: [30], answers); // or costs of each row: amounts
        var cost = DecisionCost.OfMatrix(laterLabels, answers, costs);
        Console.WriteLine($"alarm above {BayesThreshold.Of(costs):F3}: {cost.WeightedMean:F3} a row");

        // Scores of any scale: the threshold of least cost among all on rows of known classes, an alarm from it on.
        var best = ThresholdSearch.LeastCost(ScoreRanking.Create(scores, labels), new(FalsePositive: 1, FalseNegative: 30));
        int[] alarms = [.. laterScores.Select(score => score >= best.Threshold ? 1 : 0)];
        cost = DecisionCost.OfMatrix(laterLabels, alarms, costs);
        Console.WriteLine($"alarm from {best.Threshold:F3} on: {cost.WeightedMean:F3} a row");
        // end

        Console.AssertShown();
    }

    [Fact]
    public void Promised()
    {
        Console.Clear();
        var (scores, labels, laterScores, laterLabels) = Rows();

        // sample: guarantees
        // At most 10 % of the rare class are missed, with a probability of at least 0.95 over the draw of the held-out rows.
        double[] ofRareClass = [.. scores.Where((_, row) => labels[row] == 1)];
        var promise = NeymanPearson.MissThreshold(ofRareClass, missRate: 0.1, risk: 0.05);
        var kept = new ConfusionMatrix(classCount: 2);
        kept.AddBinaryScores(laterScores, promise.Threshold, laterLabels); // an alarm from the threshold on
        Console.WriteLine($"from {promise.Threshold:F3} on: {1 - kept.Recall(1):P1} missed, {1 - kept.Specificity(1):P1} false alarms");

        // Or a set of classes a row, which has the right one for at least 95 % of either class. Sets of both go to a person.
        static double[] OfBoth(double[] ofOne) => [.. ofOne.SelectMany(score => (double[])[1 - score, score])]; // a score a row and class
        var sets = ConformalSets.ByClass(OfBoth(scores), labels, classCount: 2);
        var (members, sizes) = (new byte[2 * laterScores.Length], new int[laterScores.Length]);
        sets.Decide(OfBoth(laterScores), errorRate: 0.05, members, sizes);
        Console.WriteLine($"sets of one class: {sizes.Count(size => size == 1) / (double)sizes.Length:P0}");
        // end

        Console.AssertShown();
    }

    private static (double[] Scores, int[] Labels, double[] LaterScores, int[] LaterLabels) Rows()
    {
        // sample: scores to judge
        var random = new RandomStream(seed: 1);
        double[] chances = [.. Enumerable.Range(0, 40_000).Select(row => 0.2 * Math.Pow(random.Uniform(2 * row), 19))]; // on the mean 1 %
        int[] classes = [.. chances.Select((chance, row) => random.Uniform((2 * row) + 1) < chance ? 1 : 0)];
        double[] all = [.. chances.Select(chance => 99 * chance / (1 + (98 * chance)))]; // as of a model with balanced class weights
        var (scores, labels) = (all[..20_000], classes[..20_000]); // rows that took no part in the fit: to choose by
        var (laterScores, laterLabels) = (all[20_000..], classes[20_000..]); // rows to come: to judge the choice by
        // end

        return (scores, labels, laterScores, laterLabels);
    }

    private static double[] Probabilities(double[] scores, int[] labels, double[] laterScores)
    {
        static double[] LogOdds(double[] p) => [.. p.Select(one => Math.Log(Math.Max(one, 1e-15) / Math.Max(1 - one, 1e-15)))];
        var probabilities = new double[laterScores.Length];
        PlattScaling.Fit(LogOdds(scores), labels).Apply<double>(LogOdds(laterScores), probabilities);
        return probabilities;
    }

    /// <summary>Keeps what a sample prints.</summary>
    private static class Console
    {
        [ThreadStatic]
        private static List<string>? lines;

        public static void Clear() => lines = [];

        public static void WriteLine(string line) => lines!.Add(line);

        /// <summary>README.md shows the same lines, behind the sample.</summary>
        public static void AssertShown()
        {
            var block = $"```text\n{string.Join('\n', lines!)}\n```\n";
            var readme = File.ReadAllText(Path.Combine(SourceTree.Root, "README.md")).ReplaceLineEndings("\n");
            Assert.True(readme.Contains(block, StringComparison.Ordinal), block);
        }
    }
}
