using Counterweight.Cli.Comparison;
using Xunit;

namespace Counterweight.Cli.Tests.Comparison;

/// <summary>Whether weights ranked rows otherwise, or moved the threshold alone.</summary>
public class WeightEffectTests
{
    private const int Rows = 400;

    private static readonly int[] Labels = [.. Enumerable.Range(0, Rows).Select(row => row % 5 == 0 ? 1 : 0)];

    // A fair ranking: rows of class 1 are higher by half the range.
    private static double Good(int row) => (0.5 * (row * 37 % Rows) / Rows) + (0.3 * Labels[row]);

    [Fact]
    public void TheSameRankingAtAnotherThresholdIsThresholdOnly()
    {
        var effect = Effect(Good, row => 1 - ((1 - Good(row)) * 0.5));
        Assert.Equal("threshold only", effect.Verdict);
        Assert.Equal(0, effect.AucDifference, 1e-12);
        Assert.InRange(effect.ChangedAnswers, 0.1, 0.9);
    }

    [Fact]
    public void ABetterRankingIsTold()
    {
        var effect = Effect(row => row * 53 % Rows / (double)Rows, Good);
        Assert.Equal("ranks better", effect.Verdict);
        Assert.InRange(effect.AucDifference, effect.AucMargin, 0.6);
        Assert.Equal("ranks worse", Effect(Good, row => row * 53 % Rows / (double)Rows).Verdict);
    }

    [Fact]
    public void TheSameAnswersAreNothing() => Assert.Equal("nothing", Effect(Good, row => Good(row) * 1.0000001).Verdict);

    /// <summary>Three classes: the mean over the classes, and an interval no narrower than any single class's would be.</summary>
    [Fact]
    public void SeveralClassesAreAveraged()
    {
        int[] labels = [.. Enumerable.Range(0, Rows).Select(row => row % 3)];
        var (poor, fair) = (Scores(labels, row => row * 53 % Rows / (double)Rows), Scores(labels, row => (row * 37 % Rows / (double)Rows) + (0.4 * (labels[row] == 1 ? 1 : 0))));
        var (difference, error) = fair.CompareAuc(poor);
        Assert.Equal(fair.Auc - poor.Auc, difference, 1e-12);
        Assert.True(error > 0);
    }

    private static WeightEffect Effect(Func<int, double> unweighted, Func<int, double> weighted)
    {
        var effect = new WeightEffect();
        effect.Add(Scores(unweighted), Scores(weighted));
        return effect;
    }

    private static TestScores Scores(Func<int, double> positive) => new(
        Labels,
        [.. Labels.Select((_, row) => positive(row) >= 0.5 ? 1 : 0)],
        [.. Labels.SelectMany((_, row) => new[] { 1 - positive(row), positive(row) })]);

    private static TestScores Scores(int[] labels, Func<int, double> first) => new(
        labels,
        [.. labels.Select(_ => 0)],
        [.. labels.SelectMany((_, row) => new[] { 1 - first(row), first(row), 0.5 })]);
}
