namespace Counterweight.Mutation.Faults;

/// <summary>Schemes of class weights, weights of streams, label shift, prior correction and weights that adapt.</summary>
internal static class WeightingFaults
{
    private const string Schemes = "Counterweight.Tests: *.ClassWeightSchemeTests *.ClassWeightTests";
    private const string Online = "Counterweight.Tests: *.LabelWindowTests *.DecayedLabelCountsTests";
    private const string Alarm = "Counterweight.Tests: *.ClassRatioAlarmTests";
    private const string Shift = "Counterweight.Tests: *.LabelShiftTests";
    private const string Priors = "Counterweight.Tests: *.PriorShiftTests";
    private const string Samme = "Counterweight.Tests: *.SammeWeightsTests";
    private const string Groups = "Counterweight.Tests: *.GroupWeightsTests";
    private const string Examples = "Counterweight.Tests: *.ExampleWeightsTests";
    private const string Trainers = "Counterweight.Training.Tests: *.PriorCorrectedClassifierTests *.ClassWeightingTests";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("the mean over classes is that over rows", "ClassWeights.cs", "scale == ClassWeightScale.MeanOneOverClasses ? 1 : sums[c] / largest", "sums[c] / largest", Schemes),
        new("the factor of a scale is the mean", "ClassWeights.cs", "return all / mean;", "return mean / all;", Schemes),
        new("a scale that is none is taken", "ClassWeights.cs", "scale is < ClassWeightScale.AsDefined or > ClassWeightScale.MeanOneOverRows", "scale is > ClassWeightScale.MeanOneOverRows", Schemes),
        new("the median of an even number of classes is the lower one", "ClassWeights.MedianFrequency.cs", "median = low + ((high - low) / 2);", "median = low;", Schemes),
        new("the median is of sums in the order of classes", "ClassWeights.MedianFrequency.cs", "sorted.Sort();", "", Schemes),
        new("the right answer costs nothing", "ClassWeights.Costs.cs", "weight += cost - row[label];", "weight += cost;", Schemes),
        new("costs are read by answers", "ClassWeights.Costs.cs", "costs.Slice(checked(label * classes), classes)", "costs.Slice(checked((costs.Length / classes - 1 - label) * classes), classes)", Schemes),
        new("a wrong answer that costs less than the right one is taken", "ClassWeights.Costs.cs", "if (costs[i] < right)", "if (costs[i] < right - 1e9)", Schemes),
        new("a full window keeps the oldest label", "LabelWindow.cs", "counts[place]--;", "", Online),
        new("a window is full one label late", "LabelWindow.cs", "if (Count == labels.Length)", "if (Count > labels.Length)", Online),
        new("the place of the next label runs on", "LabelWindow.cs", "next = next + 1 == labels.Length ? 0 : next + 1;", "next = Math.Min(next + 1, labels.Length - 1);", Online),
        new("a snapshot begins at the first place", "LabelWindow.cs", "var first = Count < labels.Length ? 0 : next;", "var first = 0;", Online),
        new("a cleared window goes on where it was", "LabelWindow.cs", "(next, Count) = (0, 0);", "Count = 0;", Online),
        new("ignored labels enter the window", "LabelWindow.cs", "if (label != ignoreLabel)", "if (label != ignoreLabel || label < 0)", Online),
        new("pseudo-counts are not in the total", "BalancedLoop.cs", "var numerator = (total / counts.Length) + pseudo;", "var numerator = total / counts.Length;", Online),
        new("classes without a label have infinite weights", "BalancedLoop.cs", " && !IsNumber<T>(numerator / (Least(counts) + pseudo)))", " && !IsNumber<T>(numerator))", Online),
        new("the tail of weights has no pseudo-count", "BalancedLoop.cs", "destination[i] = numerator / (counts[i] + pseudo);", "destination[i] = numerator / counts[i];", Online),
        new("the least count is that of whole registers", "BalancedLoop.cs", "least = counts[i] < least ? counts[i] : least;", "", Online),
        new("counts are measured anew but for their total", "DecayedLabelCounts.cs", "RawTotal = Math.ScaleB(RawTotal, power);", "", Online),
        new("counts are never measured anew", "DecayedLabelCounts.cs", "if (Unit > MostUnit)", "if (Unit > double.MaxValue)", Online),
        new("the newest label has faded", "DecayedLabelCounts.cs", "public double Total => RawTotal / Unit;", "public double Total => RawTotal / Unit * Decay;", Online),
        new("pseudo-counts of decayed counts are not in their unit", "DecayedLabelCounts.cs", "pseudoCount * Unit", "pseudoCount", Online),
        new("a snapshot's unit is not taken over", "DecayedLabelCounts.cs", "(Unit, RawTotal) = (snapshot[0], snapshot[1]);", "RawTotal = snapshot[1];", Online),
        new("a bet knows its label", "ClassRatioAlarm.cs", "(seen.Raw[label] + (pull * expected[label]))", "(seen.Raw[label] + seen.Unit + (pull * expected[label]))", Alarm),
        new("bets begin with a whole unit", "ClassRatioAlarm.cs", "(1.0 / count / (count + 1))", "(1.0 / count)", Alarm),
        new("what is not bet yet is forgotten", "ClassRatioAlarm.cs", "started + (1.0 / (count + 1))", "started", Alarm),
        new("an alarm falls with the evidence", "ClassRatioAlarm.cs", "IsRaised |= Evidence >= 1 / FalseAlarmRate;", "IsRaised = Evidence >= 1 / FalseAlarmRate;", Alarm),
        new("a reset keeps what was seen", "ClassRatioAlarm.cs", "seen.Clear();", "", Alarm),
        new("estimates below 0 are kept", "LabelShift.cs", "destination[c] = Math.Max(estimates[c], 0)", "destination[c] = estimates[c]", Shift),
        new("clipped estimates are not renormalised", "LabelShift.cs", " : 1) / sum;", " : 1);", Shift),
        new("an ill-conditioned matrix is taken", "LabelShift.cs", "if (!(condition <= maxCondition))", "if (condition < 0)", Shift),
        new("new priors are taken for weights", "LabelShift.cs", "Weights(confusion, system.Right, destination, arePriors: true);", "Weights(confusion, system.Right, destination, arePriors: false);", Shift),
        new("rates are of all rows", "LabelShift.cs", "system[j, c] = row[j] / rows;", "system[j, c] = row[j] / total;", Shift),
        new("the penalty is on weights, not on what they differ from 1 by", "LabelShift.cs", "weight = 1 + (trust * weight);", "weight = trust * weight;", Shift),
        new("the penalty is doubled", "LabelShift.cs", "(c == other ? penalty : 0)", "(c == other ? 2 * penalty : 0)", Shift),
        new("pivots are those of the diagonal", "LinearSystem.cs", "pivot = Math.Abs(this[row, column]) > Math.Abs(this[pivot, column]) ? row : pivot;", "pivot = column;", Shift),
        new("the condition is that of the matrix alone", "LinearSystem.cs", "return norm * Norm(inverse);", "return norm;", Shift),
        new("rows are not swapped on the right side", "LinearSystem.cs", "(Right[pivot], Right[column]) = (Right[column], Right[pivot]);", "", Shift),
        new("expectation-maximization forgets its ratios", "ExpectationLoop.cs", "ratios[c] = prior / source[c];", "ratios[c] = prior;", Shift),
        new("a block of rows takes in the one before", "ExpectationLoop.cs", "parts.Clear();", "", Shift),
        new("convergence is not noticed", "ExpectationLoop.cs", "if (change <= tolerance && tolerance > 0)", "if (change < 0)", Shift),
        new("ratios of priors are upside down", "PriorShift.cs", "var ratio = to / from;", "var ratio = from / to;", Priors),
        new("quotients that are no doubles are logarithms of 0", "PriorShift.cs", "var isNormal = ratio > 1e-300 && ratio < 1e300;", "var isNormal = true;", Priors),
        new("logarithms of near priors are subtracted", "PriorShift.cs", "var isNormal = ratio > 1e-300 && ratio < 1e300;", "var isNormal = false;", Priors),
        new("a binary shift is of class 0", "PriorShift.cs", "logRatios[1] - logRatios[0], destination", "logRatios[0] - logRatios[1], destination", Priors),
        new("rows of ratios do not fill the tile", "PriorShift.cs", "tile = tile[..(TileLength - (TileLength % classes))];", "tile = tile[..(TileLength - (TileLength % classes) - 1)];", Priors),
        new("a binary probability of a class that does not occur is that of the other", "PriorShift.cs", "return T.IsFinite(logRatios[1]) ? new(T.One, T.Zero) : new(T.Zero, T.One);", "return T.IsFinite(logRatios[0]) ? new(T.One, T.Zero) : new(T.Zero, T.One);", Priors),
        new("factors of binary probabilities overflow", "PriorShift.cs", "typeof(T) == typeof(float) ? 170 : 1400", "typeof(T) == typeof(float) ? 1700 : 14000", Priors),
        new("ratios of probabilities are not shifted", "PriorRatioLoop.cs", "Math.Max(ratio - greatest, Least)", "ratio", Priors),
        new("certain rows of rare classes are nothing", "PriorRatioLoop.cs", "Math.Max(ratio - greatest, Least)", "ratio - greatest", Priors),
        new("corrected rows are not divided by their sum", "PriorRatioLoop.cs", " * factors[c] / sum);", " * factors[c]);", Priors),
        new("perfect answers raise weights", "SammeWeights.cs", "if (error <= 0)", "if (error < 0)", Samme),
        new("answers as good as chance raise weights", "SammeWeights.cs", "if (odds <= 1 || error >= 1 - (1.0 / classCount))", "if (odds < 1 - 1e-9)", Samme),
        new("alpha is that of two classes", "SammeWeights.cs", "sums.Right * (classCount - 1.0) / sums.Wrong", "sums.Right / sums.Wrong", Samme),
        new("log weights are not shifted after a step", "SammeWeights.cs", "Math.Max(right, wrong + alpha)", "0", Samme),
        new("log weights of right answers are raised", "SammeLoop.cs", "(labels[i] == answers[i] ? 0 : alpha)", "(labels[i] == answers[i] ? alpha : 0)", Samme),
        new("weights of log weights have a sum of 1", "SammeWeights.cs", "var factor = logWeights.Length / LogWeightLoop", "var factor = 1 / LogWeightLoop", Samme),
        new("the greatest log weight is not taken off", "LogWeightLoop.cs", "(scale * double.CreateTruncating(values[i])) - shift", "scale * double.CreateTruncating(values[i])", Samme + " *.GroupWeightsTests *.ExampleWeightsTests"),
        new("rows of weight 0 decide the shift", "LogWeightLoop.cs", "if (weights.IsEmpty || weights[i] > T.Zero)", "if (!weights.IsEmpty || weights.IsEmpty)", Examples),
        new("blocks of rows are summed without weights", "LogWeightLoop.cs", "block[i] * double.CreateTruncating(weights[i]) : 0;", "block[i] : 0;", Examples),
        new("small groups are not raised", "GroupWeights.cs", "adjustment / Math.Sqrt(groupCounts[group])", "adjustment / groupCounts[group]", Groups),
        new("weights of groups lower where losses are high", "GroupWeights.cs", "exponents[group] += step;", "exponents[group] -= step;", Groups),
        new("weights of groups do not sum to 1", "GroupWeights.cs", "T.CreateTruncating(exponents[group] / sum)", "T.CreateTruncating(exponents[group])", Groups),
        new("the mean loss of a group is of all its weights twice", "GroupWeights.cs", "sums[checked(2 * groups[i])].Add(weight);", "sums[checked(2 * groups[i])].Add(2 * weight);", Groups),
        new("sums of losses beyond a double are infinite", "GroupWeights.cs", "(sums[checked(2 * group)].Moved(-1).Value, sums[checked((2 * group) + 1)].Moved(-1).Value)", "(sums[checked(2 * group)].Value, sums[checked((2 * group) + 1)].Value)", Groups),
        new("hardness of losses cancels", "ExampleWeights.cs", "TBlock.Pow(-TBlock.Expm1(-x), TBlock.Create(gamma))", "TBlock.Pow(TBlock.One - TBlock.Exp(-x), TBlock.Create(gamma))", Examples),
        new("tilted weights have a sum of 1", "ExampleWeights.cs", "var factor = weights / LogWeightLoop.Sum(losses, tilt, greatest, sampleWeights);", "var factor = 1 / LogWeightLoop.Sum(losses, tilt, greatest, sampleWeights);", Examples),
        new("a curriculum has a row too many", "ExampleWeights.cs", "Math.Ceiling(Math.BitDecrement(fraction * losses.Length))", "Math.Ceiling(fraction * losses.Length)", Examples),
        new("the row at the threshold is left out", "ExampleWeights.cs", "TBlock.LessThanOrEqual(x, TBlock.Create(limit)) & TBlock.One", "TBlock.LessThan(x, TBlock.Create(limit)) & TBlock.One", Examples),
        new("ranks do not go down with the buckets passed", "LossQuantileLoop.cs", "rank -= counts[bucket];", "", Examples),
        new("selection forgets the bytes above", "LossQuantileLoop.cs", "if ((key & mask) == prefix)", "if ((key & mask) >= prefix)", Examples),
        new("a corrected classifier gives what it was given", "PriorCorrectedClassifier.cs", "PriorShift.Probabilities(destination, logRatios, destination);", "", Trainers),
        new("classes that were not learned have a prior", "PriorCorrectedClassifier.cs", "to[label] = from[label] > 0 ? deployed.IsEmpty ? 1 : deployed[label] : 0;", "to[label] = deployed.IsEmpty ? 1 : deployed[label];", Trainers),
        new("sample weights of a fit are not undone", "PriorCorrectedClassifier.cs", "FitWeights.Of(data, weighting, input).Classes", "FitWeights.Of(data, weighting, default).Classes", Trainers),
        new("a corrected classifier answers as the one within", "PriorCorrectedClassifier.cs", "PredictProbabilities(data, probabilities, degreeOfParallelism);", "Classifier.PredictProbabilities(data, probabilities, degreeOfParallelism);", Trainers),
        new("costs of absent classes count in trainers", "ClassWeighting.cs", "from answer in classes select", "from answer in classes.Select((_, place) => place) select", Trainers),
        new("median frequencies are balanced in trainers", "ClassWeighting.cs", "ClassWeights.MedianFrequency(moved,", "ClassWeights.Balanced(moved,", Trainers),
    ];
}
