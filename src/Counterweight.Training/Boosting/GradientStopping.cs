namespace Counterweight.Training.Boosting;

/// <summary>Watches the validation rows: which round was best, and whether to go on.</summary>
/// <param name="part">The rows.</param>
/// <param name="options">What is watched, and how patiently.</param>
/// <param name="name">The parameter to blame where no round can be compared.</param>
internal sealed class GradientStopping(GradientPart part, GradientBoostingOptions options, string name)
{
    private double best = double.PositiveInfinity;
    private int bestRound;

    /// <summary>Rounds of the best model so far.</summary>
    /// <exception cref="ArgumentException">What early stopping watches was never finite: no round is better than another.</exception>
    public int BestRound => double.IsFinite(best) || History.Count == 0 || options.EarlyStoppingRounds == 0
        ? bestRound
        : throw new ArgumentException($"The loss of the validation rows is {History[^1]} after {History.Count - 1} rounds and was never finite: early stopping can't compare rounds.", name);

    /// <summary>What each round reached, the start before all.</summary>
    public List<double> History { get; } = [];

    /// <summary>Looks at the scores after some rounds; true where it is time to stop.</summary>
    public bool Observe(int rounds)
    {
        var value = options.EarlyStoppingMetric == EarlyStoppingMetric.Auc
            ? GradientAuc.Of(part.Scores, part.Data.Source.Labels, part.Weights)
            : part.Objective.Sum(part.Scores, part.Weights, options.DegreeOfParallelism).WeightedMean;
        History.Add(value);
        var cost = options.EarlyStoppingMetric == EarlyStoppingMetric.Auc ? -value : value;
        if (cost < best - options.MinImprovement || rounds == 0)
        {
            (best, bestRound) = (double.IsNaN(cost) ? double.PositiveInfinity : cost, rounds);
        }

        return options.EarlyStoppingRounds > 0 && rounds - bestRound >= options.EarlyStoppingRounds;
    }
}
