namespace Counterweight.Metrics.Ranking;

/// <summary>Costs, less what they are where no row is alerted on, negated: linear in both weights.</summary>
internal readonly struct CostObjective : ISweepObjective
{
    private readonly double gain;
    private readonly double loss;

    /// <param name="costs">Finite costs.</param>
    /// <param name="weight">Weight of all rows.</param>
    public CostObjective(AlertCosts costs, double weight)
    {
        // Weights are at most half of the greatest double, so that costs below 1 make no product overflow.
        (gain, loss) = (costs.FalseNegative - costs.TruePositive, costs.FalsePositive - costs.TrueNegative);
        if (!double.IsFinite(gain) || !double.IsFinite(loss))
        {
            (gain, loss) = ((costs.FalseNegative / 2) - (costs.TruePositive / 2), (costs.FalsePositive / 2) - (costs.TrueNegative / 2));
        }

        var costUnit = UnitFactor.Under(Math.Max(Math.Abs(gain), Math.Abs(loss)));
        var weightUnit = Math.Max(UnitFactor.Under(weight), 1) / 4;
        (gain, loss) = (gain * costUnit * weightUnit, loss * costUnit * weightUnit);
    }

    public TBlock Of<TBlock>(TBlock truePositives, TBlock falsePositives)
        where TBlock : struct, IBlock<TBlock, double> => (truePositives * TBlock.Create(gain)) - (falsePositives * TBlock.Create(loss));
}

/// <summary>F-beta but for the factor 1 + β².</summary>
internal readonly struct FBetaObjective(double beta, double positives) : ISweepObjective
{
    private readonly double missed = ClassCounts.FBetaParts(beta).OfMisses * positives;
    private readonly double ofFalseAlarms = ClassCounts.FBetaParts(beta).OfFalseAlarms;

    public TBlock Of<TBlock>(TBlock truePositives, TBlock falsePositives)
        where TBlock : struct, IBlock<TBlock, double>
    {
        var total = TBlock.Create(missed) + (TBlock.Create(ofFalseAlarms) * (truePositives + falsePositives));
        return TBlock.SelectEqual(total, TBlock.Zero, TBlock.Zero, truePositives / total);
    }
}

/// <summary>The distance between the distributions of scores of both classes.</summary>
internal readonly struct DistanceObjective(double positives, double negatives) : ISweepObjective
{
    public TBlock Of<TBlock>(TBlock truePositives, TBlock falsePositives)
        where TBlock : struct, IBlock<TBlock, double> => TBlock.Abs((truePositives / TBlock.Create(positives)) - (falsePositives / TBlock.Create(negatives)));
}

/// <summary>True positives where the precision is high enough.</summary>
internal readonly struct RecallObjective(double leastPrecision) : ISweepObjective
{
    public TBlock Of<TBlock>(TBlock truePositives, TBlock falsePositives)
        where TBlock : struct, IBlock<TBlock, double>
    {
        var alerts = truePositives + falsePositives;
        return TBlock.SelectLess(truePositives / alerts, TBlock.Create(leastPrecision), -TBlock.One, truePositives);
    }
}

/// <summary>Precision where the recall is high enough; 1 where no row is alerted on.</summary>
internal readonly struct PrecisionObjective(double leastRecall, double positives) : ISweepObjective
{
    public TBlock Of<TBlock>(TBlock truePositives, TBlock falsePositives)
        where TBlock : struct, IBlock<TBlock, double>
    {
        var alerts = truePositives + falsePositives;
        var precision = TBlock.SelectEqual(alerts, TBlock.Zero, TBlock.One, truePositives / alerts);
        return TBlock.SelectLess(truePositives / TBlock.Create(positives), TBlock.Create(leastRecall), -TBlock.One, precision);
    }
}
