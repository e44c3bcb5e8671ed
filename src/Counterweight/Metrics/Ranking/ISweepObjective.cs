namespace Counterweight.Metrics.Ranking;

/// <summary>What a threshold is worth: the sweep finds the greatest.</summary>
internal interface ISweepObjective
{
    /// <summary>The worth of the points of a block; not NaN where no row is alerted on.</summary>
    TBlock Of<TBlock>(TBlock truePositives, TBlock falsePositives)
        where TBlock : struct, IBlock<TBlock, double>;
}
