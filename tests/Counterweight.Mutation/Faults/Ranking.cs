namespace Counterweight.Mutation.Faults;

/// <summary>Rankings, their metrics and searches of thresholds.</summary>
internal static class RankingFaults
{
    private const string Laws = "Counterweight.Tests: *.RankingLawTests";
    private const string Search = "Counterweight.Tests: *.ThresholdSearchTests";
    private const string Golden = "Counterweight.Tests: *.RankingGoldenTests *.RankingLawTests *.ThresholdSearchTests";
    private const string Intervals = "Counterweight.Tests: *.IntervalTests";
    private const string Extremes = "Counterweight.Tests: *.RankingExtremesTests";
    private const string Vanishing = "Counterweight.Tests: *.VanishingWeightTests";
    private const string Classes = "Counterweight.Tests: *.RankingGoldenTests";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("runs of equal windows are left as they are", "RankSortLoop.cs", "if (lowestBit > 0)", "if (lowestBit > 64)", Laws),
        new("a run of equal windows lacks its last entry", "RankSortLoop.cs", "while (end < count && sorted[end].Key >> lowestBit == window)", "while (end < count - 1 && sorted[end].Key >> lowestBit == window)", Laws),
        new("a mended run stays in the other buffer", "RankSortLoop.cs", "end - start) != sorted + start", "end - start) == null", Laws),
        new("insertion stops a place early", "RankSortLoop.cs", "at > 0 && run[at - 1].Key > entry.Key", "at > 1 && run[at - 1].Key > entry.Key", Laws),
        new("a digit of ranked scores is counted twice", "RankSortLoop.cs", "counts[(2 * Buckets) + entries[i].Digit(lowestBit + (2 * DigitBits))]++;", "counts[(2 * Buckets) + entries[i].Digit(lowestBit + DigitBits)]++;", Laws),
        new("rows of weight 0 are ranked", "RankFillLoop.cs", "if (weight == T.Zero)", "if (weight < T.Zero)", Laws),
        new("negative zero is a score of its own", "DoubleRankEntry.cs", "DoubleToUInt64Bits(score + 0.0)", "DoubleToUInt64Bits(score)", Laws),
        new("negative zero is a float score of its own", "FloatRankEntry.cs", "SingleToUInt32Bits(score + 0f)", "SingleToUInt32Bits(score)", "Counterweight.Tests: *.Catalog.AccuracyTests"),
        new("equal scores are two points", "CurveLoop.cs", "sorted[i + 1].Key == entry.Key", "sorted[i + 1].Key + 1 == entry.Key", Laws),
        new("lower parts of weights are lost", "PairTotals.cs", "low += added - upper;", "", Laws),
        new("weights of too wide a range are cut in two", "PairTotals.cs", "mantissaBits - 1 <= 105", "mantissaBits - 1 <= 405", "Counterweight.Tests: *.Catalog.AccuracyTests *.RankingGoldenTests"),
        new("carries are lost", "ExactTotals.cs", "words[word] < low ? 1UL : 0", "0UL", "Counterweight.Tests: *.Catalog.AccuracyTests *.RankingGoldenTests"),
        new("what is far below the last bit is forgotten", "ExactTotals.cs", "word >= 0 && rest == 0", "word >= top && rest == 0", "Counterweight.Tests: *.Catalog.AccuracyTests"),
        new("weights that overflow are summed", "RankingChecks.cs", "if (!double.IsFinite(2 * sum.Value))", "if (double.IsNaN(sum.Value))", Search),
        new("ties are in order", "AreaLoop.cs", "step * (above + before)", "step * (above + above)", Golden),
        new("precision is that of the point before", "AreaLoop.cs", "(above - before) * share", "before * share", Golden),
        new("what rounding takes from an area is lost", "AreaLoop.cs", "lost += (sum - (total - added)) + (term - added);", "", Extremes),
        new("what rounding takes from the sum of lanes is lost", "AreaLoop.cs", "lost += (sum - (total - added)) + (sums[lane] - added) + sums[CurveSpan.Lanes + lane];", "lost += (sum - (total - added)) + (sums[lane] - added);", Extremes),
        new("the unit of the weights shows", "UnitFactor.cs", "Math.Min(-Math.ILogB(total), 1023)", "0", Laws),
        new("before the first point is the first point", "CurveSpan.cs", "edge[i + 1] = at < 0 ? 0 : TruePositives[at];", "edge[i + 1] = TruePositives[Math.Max(at, 0)];", Golden),
        new("the partial area ends at a point", "PartialAreas.cs", "if (low < rates.Length)", "if (low < 0)", Golden),
        new("McClish's scale begins at 0", "RankingMetrics.cs", "(area - least) / (maxFalsePositiveRate - least)", "area / maxFalsePositiveRate", Golden),
        new("the lowest of equal thresholds is returned", "SweepLoop.cs", "found = TBlock.SelectLess(best, worth, place, found);", "found = TBlock.SelectLess(worth, best, found, place);", Search),
        new("lanes are compared by worth alone", "SweepLoop.cs", " || (worths[lane] == worths[best] && places[lane] < places[best])", "", Search),
        new("beta is not squared", "SweepObjectives.cs", "FBetaParts(beta).OfMisses * positives", "FBetaParts(Math.Sqrt(beta)).OfMisses * positives", Search),
        new("right alerts cost nothing", "SweepObjectives.cs", "costs.FalseNegative - costs.TruePositive", "costs.FalseNegative", Search),
        new("a capacity is exceeded", "ThresholdSearch.cs", "<= alerts ? (middle + 1, high)", "< alerts ? (middle + 1, high)", Search),
        new("equal scores within k come in the order of classes", "RankingMetrics.cs", "((alerts - inside.Alerts) * (positive / (positive + negative)))", "Math.Min(alerts - inside.Alerts, positive)", Search),
        new("no alert is a threshold of the greatest score", "RankingCurve.cs", "Thresholds.IsEmpty || Thresholds[0] < T.PositiveInfinity ? T.PositiveInfinity : T.NaN", "T.PositiveInfinity", Laws),
        new("a replicate draws more rows than there are", "ResampleDraws.cs", "draws.Correct((int)sums.All[lane] - weights.Length, 0);", "", "Counterweight.Tests: *.Catalog.AccuracyTests"),
        new("single draws are of any class", "ResampleDraws.cs", "if (sign != 0 && Math.Sign(weights[row]) != sign)", "if (sign > 1)", "Counterweight.Tests: *.Catalog.AccuracyTests *.IntervalTests"),
        new("draws are taken away from rows, not among draws", "ResampleDraws.cs", "else if (places[i] % Lanes < count)", "else if (count > 0)", "Counterweight.Tests: *.Catalog.AccuracyTests"),
        new("all groups of replicates are the first", "ResampleDraws.cs", "var start = group * WordsOfGroup;", "var start = 0 * WordsOfGroup * group;", Intervals),
        new("equal scores of a replicate are in order", "ReplicateLoop.cs", "above + (above + positive)", "above + above + (positive + positive)", "Counterweight.Tests: *.Catalog.AccuracyTests"),
        new("rows of equal scores are drawn in the caller's order", "Intervals/ResampledRows.cs", "weights.AsSpan(start, Count - start).Sort();", "", Intervals),
        new("placements leave out half of the equal rows", "AucPlacements.cs", "(belowNegative + throughNegative) / (2 * negatives)", "belowNegative / negatives", Intervals),
        new("weights of importance count rows", "DeLong.cs", "? weight * weight : weight;", "? weight : weight;", "Counterweight.Tests: *.Catalog.AccuracyTests"),
        new("an interval is of one side", "AucEstimate.cs", "NormalTail.Quantile((1 + level) / 2)", "NormalTail.Quantile(level)", Intervals),
        new("a variance of a difference is about 0, not about the mean", "DeLong.cs", "one[i] - other[i] - difference", "one[i] - other[i]", Extremes),
        new("a difference is of areas that were rounded", "DeLong.cs", "means.Difference.Value / positives", "(means.First.Value / positives) - (means.Second.Value / positives)", Extremes),
        new("both classes have the unit of one in a variance", "DeLong.cs", "(labels[i] == TLabel.One ? factor : negativeFactor)", "factor", Extremes),
        new("a weight that vanishes has no class", "Intervals/ResampledRows.cs", "Math.Max(weight * factor, double.Epsilon)", "weight * factor", Vanishing),
        new("the least of weights vanish beside the greatest", "UnitFactor.cs", "high - low > MostSpread ? MostSpread - high : -high", "-high", Extremes),
        new("products of weights of replicates overflow", "ReplicateLoop.cs", "(above + (above + positive)) * ofPositives", "above + (above + positive)", Extremes),
        new("an interval beside infinity is no number", "MetricInterval.cs", "if (part == 0 || low == high)", "if (part > 1)", Extremes),
        new("an interval over the whole range overflows", "MetricInterval.cs", "double.IsFinite(step) ?", "true ?", Extremes),
        new("costs times weights overflow", "SweepObjectives.cs", "var costUnit = UnitFactor.Under(Math.Max(Math.Abs(gain), Math.Abs(loss)));", "var costUnit = 1.0;", Extremes),
        new("costs times the least weights vanish", "SweepObjectives.cs", "Math.Max(UnitFactor.Under(weight), 1) / 4", "0.25", Extremes),
        new("differences of costs overflow", "SweepObjectives.cs", "if (!double.IsFinite(gain) || !double.IsFinite(loss))", "if (double.IsNaN(gain))", Extremes),
        new("beta squared overflows", "ClassCounts.cs", "beta > 1 ? (1, 1 / beta / beta) : (beta * beta, 1)", "(beta * beta, 1)", Extremes),
        new("areas of pairs are in the unit of the weights", "MulticlassAuc.cs", "units[c] = UnitFactor.Under(weights[c]);", "units[c] = 1;", Extremes),
        new("weights of all pairs overflow", "MulticlassAuc.cs", "(0.0, 0.0, Unit(weights, -1));\n        for (var c = 0; c < weights.Length; c++)\n        {\n            for", "(0.0, 0.0, 1.0);\n        for (var c = 0; c < weights.Length; c++)\n        {\n            for", Extremes),
        new("a pair of classes is one of both areas", "MulticlassAuc.cs", "+ pairs[checked((other * weights.Length) + c)]) / 2", "+ pairs[checked((c * weights.Length) + other)]) / 2", Classes),
        new("pairs of classes are weighted by one of them", "MulticlassAuc.cs", "isWeighted ? (weights[c] * unit) + (weights[other] * unit) : 1", "isWeighted ? weights[c] * unit : 1", Classes),
        new("a stream's bound leaves out the cells", "StreamingAuc.cs", "within += negative * (positive / 2);", "", Intervals),
    ];
}
