namespace Counterweight.Mutation.Faults;

/// <summary>Sampling strategies and over-sampling.</summary>
internal static class OverSamplingFaults
{
    private const string Strategy = "Counterweight.Tests: *.SamplingStrategyTests";
    private const string Smote = "Counterweight.Tests: *.SmoteTests";
    private const string Common = "Counterweight.Tests: *.OverSamplerTests";
    private const string Adasyn = "Counterweight.Tests: *.AdasynTests *.GoldenOverSamplingTests";
    private const string Borderline = "Counterweight.Tests: *.BorderlineSmoteTests";
    private const string Copies = "Counterweight.Tests: *.RandomOverSamplerTests";
    private const string Noise = "Counterweight.Tests: *.SmoothedBootstrapTests";
    private const string Nominal = "Counterweight.Tests: *.NominalSmoteTests";
    private const string Clusters = "Counterweight.Tests: *.KMeansSmoteTests";
    private const string Cases = "Counterweight.Tests: *.ResamplingAccuracyTests";
    private const string Extremes = "Counterweight.Tests: *.OverExtremeTests";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("over-sampling's auto is not minority", "SamplingStrategy.cs", "_ => c != (direction == SamplingDirection.Over ? classes.Majority : classes.Minority),", "_ => c != classes.Minority,", Strategy),
        new("of equal majorities the last is taken", "SamplingStrategy.cs", "counts[c] > counts[majority] ? c", "counts[c] >= counts[majority] ? c", Strategy),
        new("of equal minorities the last is taken", "SamplingStrategy.cs", "counts[c] < counts[minority] ? c", "counts[c] <= counts[minority] ? c", Strategy),
        new("a class without rows is the minority", "SamplingStrategy.cs", "if (counts[c] > 0)\n                {\n                    present++;", "if (counts[c] >= 0)\n                {\n                    present++;", Strategy),
        new("an absent class gets rows", "SamplingStrategy.cs", "targets[c] = Chooses(c, classes, direction) && counts[c] > 0", "targets[c] = Chooses(c, classes, direction)", Strategy),
        new("an absent class that is named is passed over", "SamplingStrategy.cs", "if (label >= counts.Length || counts[label] == 0)", "if (label >= counts.Length)", Strategy),
        new("a ratio rounds to the nearest", "SamplingStrategy.cs", "Math.Floor(over", "Math.Round(over", Strategy),
        new("a ratio may shrink what it should grow", "SamplingStrategy.cs", "if (over ? rows < counts[resampled] : rows > counts[resampled])", "if (!over && rows > counts[resampled])", Strategy),
        new("counts may shrink what they should grow", "SamplingStrategy.cs", "if (direction == SamplingDirection.Over ? wanted < counts[label] : wanted > counts[label])", "if (direction == SamplingDirection.Under && wanted > counts[label])", Strategy),
        new("a ratio counts absent classes", "SamplingStrategy.cs", "if (classes.Present != 2)", "if (counts.Length != 2)", Strategy),
        new("names are read in small letters only", "SamplingStrategy.Text.cs", "string.Join(' ', words).ToUpperInvariant() switch", "string.Join(' ', words) switch", Strategy),
        new("the neighbor's distance is added to the neighbor", "InterpolationLoop.cs", "TBlock.Load(in b) - from, from);", "TBlock.Load(in b) - from, TBlock.Load(in b));", Smote),
        new("all of a row but its first block stays unwritten", "InterpolationLoop.cs", "for (; i < length; i += TBlock.Count)\n            {\n                TBlock.Store", "for (; i < TBlock.Count; i += TBlock.Count)\n            {\n                TBlock.Store", Smote),
        new("the last row is written beyond its end", "InterpolationLoop.cs", "to + i + TBlock.Count <= end;", "to + i <= end;", "Counterweight.Tests: *.MemoryTests *.OverSamplerTests"),
        new("weights are those of the parent", "InterpolationLoop.cs", "MathF.FusedMultiplyAdd(steps[i], b - a, a)", "a + (0 * b)", Smote),
        new("the parent is told as the neighbor", "InterpolationLoop.cs", "operands.Neighbors[first + i] = neighbor;", "operands.Neighbors[first + i] = parent;", Smote),
        new("every item draws the numbers of the first", "PairChoices.cs", "(first + FirstDraw) * WordsPerRow", "FirstDraw * WordsPerRow", "Counterweight.Tests: *.SmoteTests *.BorderlineSmoteTests"),
        new("the last neighbor is never drawn", "PairChoices.cs", "(((ulong)words[2] * choices) >> 32)", "(((ulong)words[2] * (choices - 1)) >> 32)", "Counterweight.Tests: *.SmoteTests *.BorderlineSmoteTests"),
        new("steps have 23 bits", "PairChoices.cs", "(words[3] >> 8) * (1f / (1 << 24))", "(words[3] >> 9) * (1f / (1 << 24))", Smote),
        new("a whole step is taken", "PairChoices.cs", "Math.Min(GivenSteps[first + i], OverChecks.LargestStep)", "GivenSteps[first + i]", Smote),
        new("rows lie as near to another class as to their own", "PairChoices.cs", "choice < NeighborCount ? step : step / 2", "step", Borderline),
        new("a parent has one new row too many", "PairChoices.cs", "while (Ends[parent] <= first + i)", "while (Ends[parent] < first + i)", Adasyn),
        new("an item starts at the parent behind its own", "PairChoices.cs", "Ends[middle] > row ? (low, middle)", "Ends[middle] > row + 1 ? (low, middle)", "Counterweight.Tests: *.ResamplingAccuracyTests *.AdasynTests")
        {
            Explanation = "The loop that follows moves on to the right parent from an earlier one.",
        },
        new("listed parents are taken for points", "PairChoices.cs", "GivenParents == null && Parents != null ? Parents[drawn] : drawn", "drawn", Borderline),
        new("left rows go to the smallest remainders", "LargestRemainder.cs", "remainders[^(int)left]", "remainders[(int)left - 1]", Adasyn),
        new("of equal remainders all get one", "LargestRemainder.cs", "(remainder == threshold && left > 0 && equals > 0)", "(remainder == threshold && left > 0)", Adasyn),
        new("without weights nobody gets anything", "LargestRemainder.cs", "sum == 0 ? (1L, weights.Length)", "sum == 0 ? (0L, weights.Length)", Adasyn),
        new("neighbors of the own class count as others", "OtherClassCounts.cs", "task.Original.Labels[neighbor] != task.Label", "task.Original.Labels[neighbor] >= task.Label", Adasyn),
        new("the furthest row of another class is taken", "OtherClassCounts.cs", "counts[i] == 0 ? neighbor : nearest[i]", "neighbor", Borderline),
        new("rows whose neighbors are all of other classes are in danger", "BorderlineSmote.cs", " && found.Counts[i] < found.NeighborCount", "", Borderline),
        new("more than half must be of other classes", "BorderlineSmote.cs", "2 * found.Counts[i] >= found.NeighborCount", "2 * found.Counts[i] > found.NeighborCount", Borderline),
        new("rows of the second kind have no other class", "BorderlineSmote.cs", "enemies[i] = task.Rows.Length + otherCount++;", "otherCount++;", Borderline),
        new("copies come from the first rows", "RowCopies.cs", "words[at] | ((ulong)words[at + 1] << 32)", "words[at]", Copies),
        new("even copies leave the rest to chance with replacement", "RandomOverSampler.cs", "list[drawn] = list[i];", "", Copies),
        new("no row is copied evenly", "RandomOverSampler.cs", "rows.CopyTo(parents[i..]);", "rows[..1].CopyTo(parents[i..]);", Copies),
        new("deviations divide by n", "FeatureSpread.cs", "Math.Max(1, counts[f] - 1)", "Math.Max(1, counts[f])", "Counterweight.Tests: *.SmoothedBootstrapTests *.GoldenOverSamplingTests"),
        new("missing values count as zeros", "FeatureSpread.cs", "counts[f] += float.IsNaN(values[f]) ? 0 : 1;", "counts[f]++;", Noise),
        new("bandwidths forget the shrink factor", "SmoothedBootstrap.cs", "Shrink * factor * width", "factor * width", Noise),
        new("bandwidths are of d + 4 where d + 2 stands", "SmoothedBootstrap.cs", "(task.FeatureCount + 2.0)", "(task.FeatureCount + 4.0)", Noise),
        new("all rows of a part get the noise of the first", "NoiseLoop.cs", "new(numbers + i, FeatureCount)", "new(numbers, FeatureCount)", Noise),
        new("long rows get the widths of their first part", "NoiseLoop.cs", "Add(new(Widths + f, length)", "Add(new(Widths, length)", Noise),
        new("the last of equal votes wins", "NeighborVotes.cs", "votes > most ? (value, votes)", "votes >= most ? (value, votes)", Nominal),
        new("the parent has no vote", "SmoteN.cs", "withOwn: true", "withOwn: false", Nominal),
        new("nominal features differ by half", "SmoteNC.cs", "median * median", "median * median / 2", Nominal),
        new("the median counts nominal features", "SmoteNC.cs", "if (Array.BinarySearch(nominalFeatures, f) < 0)", "if (f >= 0)", Cases),
        new("nominal features are interpolated", "InterpolationLoop.cs", "for (var j = 0; j < operands.VotedCount; j++)", "for (var j = 1; j < operands.VotedCount; j++)", Nominal),
        new("codes may have fractions", "NominalCodes.cs", " && code == MathF.Truncate(code)", "", Nominal),
        new("centers begin at the first rows", "KMeans.cs", "least[i] = Math.Min(least[i], distances[i]);", "least[i] = distances[i];", Clusters),
        new("centers move to the sums of their rows", "KMeans.cs", "(float)(sums[i] / size)", "(float)sums[i]", Clusters),
        new("duplicates make clusters without rows", "KMeans.cs", "if (sum == 0)\n                {\n                    return count;", "if (sum < 0)\n                {\n                    return count;", Clusters),
        new("dense clusters get most", "KMeansSmote.cs", "Math.FusedMultiplyAdd(exponent, values[0], -values[1])", "Math.FusedMultiplyAdd(-exponent, values[0], -values[1])", Clusters),
        new("a cluster's other rows are all its rows", "KMeansSmote.cs", "all - own + 1.0 < ", "all + 1.0 < ", Clusters),
        new("a point's distance from itself counts", "MeanDistance.cs", "(0.5 * group.Count * (group.Count - 1.0))", "(0.5 * group.Count * group.Count)", Cases),
        new("features behind the last block count towards distances", "MeanDistanceLoop.cs", " & TBlock.LessThan(TBlock.LaneIndex, TBlock.Create(length - i))", "", Clusters),
        new("a class too small is found when others are made", "OverSampler.cs", "CheckClass(in rows, c, plan.Counts[c]);", "", Common),
        new("new rows have the label of the class before", "OverSampler.cs", "part.Labels.Fill(c);", "part.Labels.Fill(c - 1);", Smote),
        new("choices of one's own are not checked", "OverSampler.cs", "OverChecks.Draws(in draws, in plan, this, rows.FeatureCount);", "", Common),
        new("k rows are enough for k neighbors", "OverChecks.cs", "count <= k && few == FewRows.Refuse", "count < k && few == FewRows.Refuse", Smote),
        new("weights without a destination are written", "OverChecks.cs", "if (rows.SampleWeights.IsEmpty && !destination.SampleWeights.IsEmpty)", "if (rows.SampleWeights.IsEmpty && destination.SampleWeights.IsEmpty)", Common),
        new("the nearest row of another class is out of reach of the draws", "PairChoices.cs", "Enemies == null ? NeighborCount : NeighborCount + 1", "NeighborCount", Cases),
        new("rows of other classes are told as the parent", "BorderlineSmote.cs", "others[otherCount] = found.Nearest[i];", "others[otherCount] = task.Rows[i];", Cases),
        new("the second kind takes a neighbor of the class fewer", "BorderlineSmote.cs", "(int)Math.Min(NeighborCount, Math.Max(1, count - 1));\n}", "(int)Math.Min(NeighborCount - (Kind == BorderlineKind.Second ? 1 : 0), Math.Max(1, count - 1));\n}", Cases),
        new("the median of an even number of deviations is the greater", "SmoteNC.cs", "count % 2 == 1 ? upper :", "count > 0 ? upper :", Cases),
        new("deviations leave the last row of the class out", "SmoteNC.cs", "task.FeatureCount, task.Rows, deviations", "task.FeatureCount, task.Rows[..^1], deviations", Cases),
        new("nominal features have the votes of the new row's place", "InterpolationLoop.cs", "operands.Votes[((nint)parents[i] * operands.VotedCount) + j]", "operands.Votes[((nint)(parents[i] == 0 ? 0 : parents[i] - 1) * operands.VotedCount) + j]", Cases),
        new("half of the other rows count in no frequency", "SmoteN.cs", "codes[row] = float.IsNaN(value) ? -1 : (int)value;", "codes[row] = float.IsNaN(value) || (original.Labels[row] != task.Label && row % 2 == 1) ? -1 : (int)value;", Cases),
        new("children of nominal rows are of the parent before", "SmoteN.cs", "parent = task.Rows[parent];", "parent = task.Rows[Math.Max(0, parent - 1)];", Cases),
        new("centers are rows drawn alike", "KMeans.cs", "row = Drawn(least, stream.Uniform(count) * sum);", "row = (int)stream.Below(count, (uint)rows.RowCount);", Cases),
        new("clusters are those of the first centers", "KMeans.cs", "for (var i = 0; i < iterations; i++)", "for (var i = iterations; i < iterations; i++)", Cases),
        new("clusters of the class alone never serve", "KMeansSmote.cs", "Few == FewRows.UseAll) && all", "Few == FewRows.UseAll) && all > own && all", Cases),
        new("new rows of later clusters repeat the draws of the first", "KMeansSmote.cs", "Smote(in task, own[start..ends[cluster]], (first, (int)newEnds[cluster] - first));", "Smote(in task, own[start..ends[cluster]], (0, (int)newEnds[cluster] - first));", Cases),
        new("clusters too far apart for a float have no share", "KMeansSmote.cs", "if (double.IsInfinity(greatest))", "if (double.IsNegativeInfinity(greatest))", Extremes),
        new("clusters that do not serve share with those too far apart", "KMeansSmote.cs", "weights[cluster] > 0 && sparsities[cluster].Equals(greatest) ? 1 : 0", "1", Extremes),
        new("clusters without number have room", "KMeansSmote.cs", "Math.Min(ClusterCount, original.RowCount)", "ClusterCount", Extremes),
        new("a bad metric is found when labels are written", "OverChecks.cs", "NeighborChecks.Options(rows.Metric, rows.FeatureCount);", "", Extremes),
        new("outputs may lie over the weights of a metric", "OverChecks.cs", "Guard.Disjoint(output, rows.Metric.FeatureWeights.Span, name, \"rows.Metric.FeatureWeights\");", "", Extremes),
        new("nominal features may be infinitely apart", "SmoteNC.cs", "Math.Min(median * median, float.MaxValue)", "median * median", Extremes),
        new("noise may be infinite", "NoiseLoop.cs", "TensorPrimitives.Clamp(features, float.MinValue, float.MaxValue, features);", "", Extremes),
        new("classes are renumbered by their rows", "SmoteN.cs", "numbers[row] = Array.BinarySearch(present, labels[row]);", "numbers[row] = row % count;", Extremes + " *.NominalSmoteTests"),
        new("features may overlap new ones", "OverChecks.cs", "Guard.Disjoint(output, rows.Features, name, \"features\");", "", "Counterweight.Tests: *.MemoryTests"),
    ];
}
