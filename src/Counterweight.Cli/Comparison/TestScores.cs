using Counterweight.Metrics;
using Counterweight.Metrics.Ranking;
using Counterweight.Metrics.Ranking.Intervals;

namespace Counterweight.Cli.Comparison;

/// <summary>What a model says of the test rows of a split.</summary>
/// <param name="Labels">The class of each row.</param>
/// <param name="Answers">The class that the model answers.</param>
/// <param name="Probabilities">Rows × classes.</param>
internal sealed record TestScores(int[] Labels, int[] Answers, double[] Probabilities)
{
    private readonly int classCount = Probabilities.Length / Labels.Length;

    /// <summary>How often each class was taken for each.</summary>
    public ConfusionMatrix Confusion { get; } = Count(Labels, Answers, Probabilities.Length / Labels.Length);

    /// <summary>The mean area under the ROC curves of each class against the others; NaN where no class has rows on both sides.</summary>
    public double Auc => MeanOverRanked(label => RankingMetrics.RocAuc(ScoreRanking.Create<double>(Scores(label), IsClass(label))));

    /// <summary>How much greater the mean area is than that of another model of the same rows.</summary>
    /// <param name="other">The other model's.</param>
    /// <returns>The difference, and its standard error at most: as if the areas of all classes rose and fell together.</returns>
    public (double Difference, double StandardError) CompareAuc(TestScores other)
    {
        var standardError = 0.0;
        var difference = MeanOverRanked(label =>
        {
            var both = DeLong.Compare<double>(Scores(label), other.Scores(label), IsClass(label));
            standardError += Math.Sqrt(both.Variance);
            return both.Difference;
        });
        return (difference, standardError / Ranked().Count());
    }

    /// <summary>The fraction of rows that another model answers otherwise.</summary>
    public double ChangedAnswers(TestScores other) => (double)Answers.Zip(other.Answers).Count(pair => pair.First != pair.Second) / Answers.Length;

    private static ConfusionMatrix Count(int[] labels, int[] answers, int classCount)
    {
        var confusion = new ConfusionMatrix(classCount);
        confusion.AddPredictions(answers, labels);
        return confusion;
    }

    // Of two classes one curve is the other turned round.
    private IEnumerable<int> Ranked() => Enumerable.Range(0, classCount == 2 ? 1 : classCount).Where(label => Confusion.Support(label) is var rows && rows > 0 && rows < Labels.Length);

    private double MeanOverRanked(Func<int, double> measure) => Ranked().Select(measure).DefaultIfEmpty(double.NaN).Average();

    private double[] Scores(int label) => [.. Enumerable.Range(0, Labels.Length).Select(row => Probabilities[(row * classCount) + label])];

    private int[] IsClass(int label) => Array.ConvertAll(Labels, own => own == label ? 1 : 0);
}
