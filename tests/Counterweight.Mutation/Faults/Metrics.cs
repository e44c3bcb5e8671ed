namespace Counterweight.Mutation.Faults;

/// <summary>Confusion matrices and their measures, log loss and Brier score, calibration bins.</summary>
internal static class MetricFaults
{
    private const string Extremes = "Counterweight.Tests: *.MetricExtremesTests";
    private const string Matrix = "Counterweight.Tests: *.ConfusionMatrixTests *.ConfusionLawTests *.MetricGoldenTests";
    private const string Scores = "Counterweight.Tests: *.ProbabilityScoreTests *.MetricGoldenTests";
    private const string Bins = "Counterweight.Tests: *.CalibrationBinsTests *.MetricGoldenTests";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("a row of NaN is taken for the class of its greatest number", "GreatestScores.cs", "TBlock.SelectEqual(score, score, nan, score)", "nan", Matrix),
        new("a row with both infinities is taken for no class", "GreatestScores.cs", "TBlock.SelectEqual(score, score, nan, score)", "nan + score", Matrix),
        new("rows that may hold a NaN are not asked again", "ConfusionLoop.cs", "HasNaN(check) ? 0 : whole", "whole", Matrix),
        new("rows of many classes that may hold a NaN are not asked again", "ConfusionLoop.cs", "HasNaN(found) ? predictions.OfFew<TBlock>(row, here) : found", "found", Matrix),
        new("the last of equal scores is taken", "GreatestScores.cs", "at = TBlock.SelectLess(greatest, score, index, at);", "at = TBlock.SelectLess(score, greatest, at, index);", Matrix),
        new("few rows of many columns are read from the first", "GreatestScores.cs", "scores + ((row + i) * classes) + columns", "scores + ((row + i) * classes)", Matrix),
        new("a threshold is not reached by itself", "ThresholdedScores.cs", "TBlock.SelectLess(score, TBlock.Create(threshold), TBlock.Zero, TBlock.One)", "TBlock.SelectLess(TBlock.Create(threshold), score, TBlock.One, TBlock.Zero)", Matrix),
        new("a score that is NaN is above the threshold", "ThresholdedScores.cs", "TBlock.Constant(2));", "TBlock.One);", Matrix),
        new("no prediction is class 0", "GivenPredictions.cs", "TBlock.Create(T.CreateTruncating(classes)), given)", "TBlock.Zero, given)", Matrix),
        new("ignored rows count in the first cell", "CellNumbers.cs", "TBlock.SelectEqual(label, ignored, last,", "TBlock.SelectEqual(label, ignored, unit,", Matrix),
        new("the rest has the labels of the first rows", "ConfusionLoop.cs", "Scratch.Pad(operands.Labels + first,", "Scratch.Pad(operands.Labels,", Matrix),
        new("weights far below the greatest are dropped", "ConfusionLoop.cs", "            AddFar(cell, position, mantissa);\n", "", Matrix),
        new("ignored weights far below the greatest count", "ConfusionLoop.cs", "if (cell < (long)operands.Classes * (operands.Classes + 1))", "if (cell >= 0)", "Counterweight.Tests: *.ConfusionLawTests *.AccuracyTests"),
        new("ignored rows of many classes count", "ConfusionLoop.cs", "if (label != operands.IgnoreLabel)", "if (label >= 0)", Matrix),
        new("a table is added from one turn alone", "CellTable.cs", "for (var turn = 0; turn < turns; turn++)", "for (var turn = 0; turn < 1; turn++)", Matrix),
        new("a label that another thread rejects is taken", "ConfusionLoop.cs", "isRejected |= other.isRejected;", "", Matrix),
        new("rows before a bad label count", "ConfusionLoop.cs", "        if (isRejected)\n", "        if (isRejected && sums is null)\n", Matrix),
        new("sums of another thread are lost", "CellTable.cs", "table[i] += other.table[i];", "", Matrix),
        new("the upper bits of a weight are lost", "CellTable.cs", "mantissa >> 1 >> (63 - shift)", "0UL", Matrix),
        new("a carry is lost", "ExactSums.cs", "var carry = (UInt128)(value >> 1 >> (63 - shift)) + (ulong)(sum >> 64);", "var carry = (UInt128)(value >> 1 >> (63 - shift));", Matrix),
        new("there is no spare word", "ExactSums.cs", "var to = width == 0 ? high + 2", "var to = width == 0 ? high + 1", Matrix),
        new("a sum is not rounded by what lies far below", "ExactSums.cs", "own[..(top - 1)].ContainsAnyExcept(0UL) ? 1UL : 0", "0UL", "Counterweight.Tests: *.ExactSumsTests"),
        new("totals of subnormal weights are not scaled", "Metrics/ClassTotals.cs", "exponent < LeastExponent ? -exponent : 0", "0", Matrix),
        new("rejections are all rows of other classes", "Metrics/ClassTotals.cs", "        others.Subtract(predicted);\n", "", Matrix),
        new("unanswered rows are predictions of the last class", "Metrics/ClassTotals.cs", "var isAnswer = column < classes;", "column = Math.Min(column, classes - 1);\n            var isAnswer = column < classes;", Matrix),
        new("precision is recall", "ClassCounts.cs", "Ratio(Hits, Predicted, zeroDivision)", "Ratio(Hits, Support, zeroDivision)", Matrix),
        new("F-beta weighs false alarms", "ClassCounts.cs", ": (beta * beta, 1)", ": (1, beta * beta)", Matrix),
        new("beta of F-beta is not squared", "ClassCounts.cs", "(1, 1 / beta / beta)", "(1, 1 / beta)", Matrix),
        new("dominance is of the wrong sign", "ClassCounts.cs", "alpha * (recall - specificity)", "alpha * (specificity - recall)", Matrix),
        new("macro averages are over all classes", "ConfusionMatrix.Averages.cs", "counts.Support > 0 || counts.Predicted > 0 ? 1 : 0", "1", Matrix),
        new("macro averages are over classes that have rows", "ConfusionMatrix.Averages.cs", "counts.Support > 0 || counts.Predicted > 0 ? 1 : 0", "counts.Support > 0 ? 1 : 0", Matrix),
        new("NaN counts in an average", "ConfusionMatrix.Averages.cs", " && !double.IsNaN(own))", ")", Matrix),
        new("chance is one over all classes", "ConfusionMatrix.Agreement.cs", "var chance = 1.0 / present;", "var chance = 1.0 / ClassCount;", Matrix),
        new("unanswered rows have no variance", "ConfusionMatrix.Agreement.cs", "Product(all.Unanswered, answered, predictionUnit));", "0.0);", Matrix),
        new("unanswered rows were not to be expected", "ConfusionMatrix.Agreement.cs", "predicted < ClassCount ? all.Predicted[predicted] : all.Unanswered", "predicted < ClassCount ? all.Predicted[predicted] : 0", Matrix),
        new("quadratic weights are linear", "ConfusionMatrix.Agreement.cs", "_ => distance * distance,", "_ => distance,", Matrix),
        new("an unanswered row is taken for the class beyond the last", "ConfusionMatrix.Agreement.cs", "predicted == ClassCount ? Math.Max(actual, ClassCount - 1 - actual) : ", "", Matrix),
        new("no recall is corrected", "ConfusionMatrix.Agreement.cs", "recall == 0 ? correction : recall", "recall", Matrix),
        new("measures stay when rows are added", "ConfusionMatrix.cs", "        totals = null;\n        fixed (int* l = labels)", "        fixed (int* l = labels)", Matrix),
        new("measures stay when a matrix is added", "ConfusionMatrix.cs", "        totals = null;\n        cells.Add(other.cells);", "        cells.Add(other.cells);", Matrix),
        new("the least probability does not count", "LogScore.cs", "own < least ? least : own", "own", Scores),
        new("small probabilities of class 0 lose their digits", "BinaryLogScore.cs", "labels[row] == 0 && p < 0.5", "labels[row] == 0 && p < 0", Scores),
        new("the Brier score of one probability is of class 0", "SquareScore.cs", "classes == 1 ? 1 : 0;", "0;", Scores),
        new("products of weights and scores are rounded", "RowScoreLoop.cs", "double.IsFinite(rest) ? rest : 0", "0", Scores),
        new("rows of weight 0 count in a score", "RowScoreLoop.cs", "counted += weight > 0 ? 1 : 0;", "counted++;", Scores),
        new("a score of weight 0 that is infinite counts", "RowScoreLoop.cs", "weight > 0 ? scores[row] : 0", "scores[row]", Scores),
        new("ignored rows without weights count", "RowScoreLoop.cs", "var isCounted = own[row] != ignoreLabel;", "var isCounted = own[row] >= int.MinValue;", Scores),
        new("ignored rows with weights count", "RowScoreLoop.cs", "own[row] == ignoreLabel ? 0 :", "own[row] < int.MinValue ? 0 :", Scores),
        new("an edge belongs to the bin above", "CalibrationLoop.cs", "found < 0 ? ~found : found", "found < 0 ? ~found : Math.Min(found + 1, edges.Length - 1)", Bins),
        new("bins of another thread are lost", "CalibrationLoop.cs", "            AddTo(sums, other.sums);\n", "            _ = other;\n", "Counterweight.Tests: *.DegreeOfParallelismTests"),
        new("empty bins have the greatest error", "CalibrationBins.Measures.cs", "bin.Weight > 0 && !(error <= greatest)", "!(error <= greatest)", Bins),
        new("covariance is of all rows", "CalibrationBins.Measures.cs", "(ones.Probability.Value / all)", "(zeros.Probability.Value / all)", Bins),
        new("edges may be equal", "CalibrationBins.cs", "double.BitIncrement(edges[i - 1])", "edges[i - 1]", Bins),
        new("a light class vanishes beside a heavy one", "Metrics/ClassTotals.cs", "exponent > MostExponent ? MostExponent - exponent", "exponent > MostExponent - 90 ? -exponent", Extremes),
        new("products with the least weights vanish", "WeightUnit.cs", "Factor = 18446744073709551616.0", "Factor = 1.0", Extremes),
        new("weights whose sum overflows are scored", "WeightUnit.cs", "if (Guard.Weights(sampleWeights, name) <= Greatest)", "if (Guard.Weights(sampleWeights, name) >= 0)", Extremes),
        new("a mean of the least weights is of rounded sums", "ScoreSum.cs", "sum.Value / weight.Value", "Sum / Weight", Extremes),
        new("products of small shares vanish", "ConfusionMatrix.Agreement.cs", "unit.Of(Math.Min(one, other))", "Math.Min(one, other)", Extremes),
        new("an odd exponent leaves no root", "ConfusionMatrix.Agreement.cs", "Math.ScaleB(1, -(exponents % 2))", "1", Matrix),
    ];
}
