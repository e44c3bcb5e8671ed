namespace Counterweight.Mutation.Faults;

/// <summary>Costs, thresholds and decisions.</summary>
internal static class DecisionFaults
{
    private const string Thresholds = "Counterweight.Tests: *.BayesThresholdTests";
    private const string Least = "Counterweight.Tests: *.LeastCostTests";
    private const string Sums = "Counterweight.Tests: *.DecisionCostTests";
    private const string Promises = "Counterweight.Tests: *.NeymanPearsonTests";
    private const string Conformal = "Counterweight.Tests: *.ConformalSetsTests";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("a Bayes threshold is that of the other class", "BayesThreshold.cs", "falseAlarm / (falseAlarm + miss)", "miss / (falseAlarm + miss)", Thresholds),
        new("rows and columns of costs of two classes are exchanged", "BayesThreshold.cs", "(costs[0, 1] - costs[0, 0], costs[1, 0] - costs[1, 1])", "(costs[1, 0] - costs[0, 0], costs[0, 1] - costs[1, 1])", Thresholds),
        new("right answers cost nothing for a threshold", "BayesThreshold.cs", "costs[1, 0] - costs[1, 1])", "costs[1, 0])", Thresholds),
        new("a matrix without a threshold is taken", "BayesThreshold.cs", "if (falseAlarm < 0 && miss < 0)", "if (falseAlarm < 0 && miss < -1e9)", Thresholds),
        new("costs that are the same are taken", "BayesThreshold.cs", "if (falseAlarm == 0 && miss == 0)", "if (falseAlarm == 0 && miss == 0 && costs.Greatest < 0)", Thresholds),
        new("an alarm that is always cheaper is never one", "BayesThreshold.cs", "falseAlarm < 0 ? double.NegativeInfinity", "falseAlarm < 0 ? double.PositiveInfinity", Thresholds),
        new("a threshold moves to other priors the wrong way", "BayesThreshold.cs", "Mantissa(trainedRate, out var ofTrained) * Mantissa(1 - deployedRate, out var ofOthers)", "Mantissa(deployedRate, out var ofTrained) * Mantissa(1 - trainedRate, out var ofOthers)", Thresholds),
        new("a row without costs has the threshold NaN", "RowThresholdLoop.cs", "TBlock.SelectEqual(both, TBlock.Zero, TBlock.Constant(double.PositiveInfinity), alarm / both)", "alarm / both", Thresholds),
        new("a probability at the threshold is an alarm", "RowThresholdLoop.cs", "TBlock.SelectLess(threshold, probability, TBlock.One, TBlock.Zero)", "TBlock.SelectLess(probability, threshold, TBlock.Zero, TBlock.One)", Least),
        new("a probability of NaN has an answer by costs of rows", "RowThresholdLoop.cs", "answer, -TBlock.One)", "answer, TBlock.Zero)", Least),
        new("costs of later rows are those of the first ones", "RowThresholdLoop.cs", "costs.Length == 1 ? costs : costs.Slice(start, length)", "costs.Length == 1 ? costs : costs.Slice(0, length)", Least),
        new("costs beyond half of the greatest number are taken", "DecisionChecks.cs", "double.MaxValue / 2", "double.MaxValue", Thresholds),
        new("ties of expected costs go to the last answer", "LeastCostLoop.cs", "answer = TBlock.SelectLess(sum, least, TBlock.Constant(candidate), answer);", "answer = TBlock.SelectLess(least, sum, answer, TBlock.Constant(candidate));", Least),
        new("the third of four answers is taken for the second", "LeastCostLoop.cs", "Keep(sum2, first + 2", "Keep(sum2, first + 1", Least),
        new("expected costs are in a unit of their own", "LeastCostLoop.cs", " * TBlock.Create(operands.Unit)", "", Least),
        new("expected costs leave out the least ones", "LeastCostLoop.cs", "c < operands.Classes; c++", "c < operands.Classes - 1; c++", Least),
        new("costs are not taken beside the least", "CostMatrix.cs", "Math.ScaleB(costs[i] - least[truth], -UnitExponent)", "Math.ScaleB(costs[i], -UnitExponent)", Least),
        new("costs far from 1 are not scaled", "CostMatrix.cs", "UnitExponent = spread > 0 ? Math.ILogB(spread) : 0;", "UnitExponent = 0;", Least),
        new("answers that there are not may be the least", "CostMatrix.cs", "private const double NoAnswer = 4;", "private const double NoAnswer = -1;", Least),
        new("a cost of NaN is taken", "CostMatrix.cs", "if (!(Math.Abs(costs[i]) <= GreatestCost))", "if (Math.Abs(costs[i]) > GreatestCost)", Least),
        new("rows of weight 0 count as rows of a cost", "CostSumLoop.cs", "if (own == 0)", "if (own < 0)", Sums),
        new("costs of rows are not weighted", "CostSumLoop.cs", "cost.AddProduct(own,", "cost.AddProduct(1,", Sums),
        new("a product of a weight and a cost is rounded", "ReproducibleSum.cs", "Add(Math.FusedMultiplyAdd(left, right, -product));", "", Sums),
        new("a product beyond a double is NaN", "ReproducibleSum.cs", "if (double.IsFinite(product))", "", Sums),
        new("mistakes of merged costs are those of the first", "CostSum.cs", "checked(left.Mistakes + right.Mistakes)", "left.Mistakes", Sums),
        new("a right answer costs what a mistake does", "DecisionCost.cs", "return label == answer ? 0 : ", "return ", Sums),
        new("a miss costs what an alarm does", "DecisionCost.cs", "var costs = label == 0 ? falseAlarms : misses;", "var costs = label == 0 ? misses : falseAlarms;", Sums),
        new("a promise counts the score at the rank too", "NeymanPearson.cs", "return BinomialTail.AtMost(rows, rank - 1, errorRate);", "return BinomialTail.AtMost(rows, rank, errorRate);", Promises),
        new("the rank is one less than may be", "NeymanPearson.cs", "high = middle - 1;", "high = Math.Max(low, middle - 2);", Promises),
        new("false alarms are limited at the lowest scores", "NeymanPearson.cs", "return Of(scores, rank, scores.Length + 1 - rank, falseAlarmRate);", "return Of(scores, rank, rank, falseAlarmRate);", Promises),
        new("false alarms are limited one score too low", "NeymanPearson.cs", "scores.Length + 1 - rank", "scores.Length - rank", Promises),
        new("one row too few is taken for a promise", "NeymanPearson.cs", "if (scores.Length < least)", "if (scores.Length < least - 1)", Promises),
        new("one row too few has a rank", "NeymanPearson.cs", "if (rows < least)", "if (rows < least - 1000000000000)", Promises),
        new("the tail near the mean is cut off early", "BinomialTail.cs", "1.0 / (1L << 60)", "1.0 / (1L << 10)", Promises),
        new("the tail goes up where it goes down", "BinomialTail.cs", "term *= j * odds / (trials - j + 1.0);", "term *= j * odds / (trials - j);", Promises),
        new("the upper tail begins one below", "BinomialTail.cs", "Above(trials, successes + 1, odds)", "Above(trials, successes, odds)", Promises),
        new("Stirling's series ends early", "BinomialTail.cs", "((1 / 12.0) - (((1 / 360.0)", "((1 / 12.0) - (((1 / 350.0)", Promises),
        new("a deviance has the wrong sign of its difference", "BinomialTail.cs", "NumberMath.Log(x / mean)) - difference", "NumberMath.Log(x / mean)) + difference", Promises),
        new("a row itself does not count among the strange ones", "ConformalScores.cs", "(1.0 + atLeastAsStrange)", "(0.0 + atLeastAsStrange)", Conformal),
        new("a row itself does not count among all", "ConformalScores.cs", "(own[label] + weights[counts[label]])", "weights[counts[label]]", Conformal),
        new("equal scores are not at least as strange", "SortedSearch.cs", "first[half - 1] <= value", "first[half - 1] < value", Conformal),
        new("the last equal score is not at least as strange", "SortedSearch.cs", "(*first <= value ? 1 : 0)", "(*first < value ? 1 : 0)", Conformal),
        new("classes of sets begin where others do", "ConformalSets.cs", "classStarts[c] = classStarts[c - 1] + classCounts[c - 1];", "classStarts[c] = 0;", Conformal),
        new("a p-value of the rate is in the set", "ConformalSets.cs", "if (PValue(label, middle) > errorRate)", "if (PValue(label, middle) >= errorRate)", Conformal),
        new("the score at the cutoff is not in the set", "ConformalSets.cs", "sorted[starts[label] + low - 1]", "sorted[Math.Min(starts[label] + low, starts[label] + counts[label] - 1)]", Conformal),
        new("ratios are those of the rows' order", "ConformalSets.cs", "sum.Add(classRatios[int.CreateTruncating(labels[order[i]])]);", "sum.Add(classRatios[int.CreateTruncating(labels[i])]);", Conformal),
        new("NaN is in no set", "ConformalSetLoop.cs", "double.CreateTruncating(own[label]) < cutoffs[label] ? 0 : 1", "double.CreateTruncating(own[label]) >= cutoffs[label] ? 1 : 0", Conformal),
        new("NaN has the p-value of the strangest row", "ConformalRankLoop.cs", "double.IsNaN(score) ? double.NaN : held", "held", Conformal),
        new("products of small rates vanish", "BayesThreshold.cs", "exponent = number > 0 ? Math.ILogB(number) : 0;", "exponent = 0;", "Counterweight.Tests: *.BayesThresholdTests"),
    ];
}
