namespace Counterweight.Training.Boosting;

/// <summary>Watches the validation rows: which round was best, and whether to go on.</summary>
internal sealed class GradientStopping(GradientPart part, GradientBoostingOptions options)
{
    private double best = double.PositiveInfinity;

    /// <summary>Rounds of the best model so far.</summary>
    public int BestRound { get; private set; }

    /// <summary>What each round reached, the start before all.</summary>
    public List<double> History { get; } = [];

    /// <summary>Whether any round, or the start, had a number that others can be compared with.</summary>
    public bool HasBest => best < double.PositiveInfinity;

    /// <summary>Looks at the scores after some rounds; true where it is time to stop.</summary>
    public bool Observe(int rounds)
    {
        var value = options.EarlyStoppingMetric == EarlyStoppingMetric.Auc
            ? GradientAuc.Of(part.Scores, part.Data.Source.Labels, part.Weights)
            : part.Objective.Sum(part.Scores, part.Weights, options.DegreeOfParallelism).WeightedMean;
        History.Add(value);
        var cost = options.EarlyStoppingMetric == EarlyStoppingMetric.Auc ? -value : value;
        if (cost < best - options.MinImprovement)
        {
            (best, BestRound) = (cost, rounds);
        }

        return options.EarlyStoppingRounds > 0 && rounds - BestRound >= options.EarlyStoppingRounds;
    }
}
