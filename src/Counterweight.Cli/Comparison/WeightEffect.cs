using Counterweight.Metrics.Ranking.Intervals;

namespace Counterweight.Cli.Comparison;

/// <summary>What class weights did to a model: whether it ranks rows otherwise, or answers otherwise by the same ranking.</summary>
internal sealed class WeightEffect
{
    /// <summary>Fewer answers changed are none, unless they are those of a rare class.</summary>
    private const double FewAnswers = 0.001;

    /// <summary>A change of balanced accuracy that is none.</summary>
    private const double SmallChange = 0.005;

    private readonly Spread difference = new();
    private readonly Spread standardError = new();
    private readonly Spread changed = new();
    private readonly Spread gain = new();

    /// <summary>How much greater the mean area under the ROC curves is.</summary>
    public double AucDifference => difference.Mean;

    /// <summary>Half the width of the interval that holds the difference on all rows to come with probability 0.95 at least; splits share rows, so more of them do not narrow it.</summary>
    public double AucMargin => MetricInterval.Normal(0, standardError.Mean).High;

    /// <summary>Fraction of the test rows that are answered otherwise.</summary>
    public double ChangedAnswers => changed.Mean;

    /// <summary>Whether no other ranking can be measured, but answers are others.</summary>
    public bool IsThresholdOnly => !RanksBetter && !RanksWorse && (ChangedAnswers >= FewAnswers || Math.Abs(gain.Mean) >= SmallChange);

    /// <summary>The effect in words.</summary>
    public string Verdict => RanksBetter ? "ranks better" : RanksWorse ? "ranks worse" : IsThresholdOnly ? "threshold only" : "nothing";

    private bool RanksBetter => AucDifference - AucMargin > 0;

    private bool RanksWorse => AucDifference + AucMargin < 0;

    /// <summary>Adds a split.</summary>
    public void Add(TestScores unweighted, TestScores weighted)
    {
        var (auc, error) = weighted.CompareAuc(unweighted);
        difference.Add(auc);
        standardError.Add(error);
        changed.Add(weighted.ChangedAnswers(unweighted));
        gain.Add(weighted.Confusion.BalancedAccuracy - unweighted.Confusion.BalancedAccuracy);
    }
}
