namespace Counterweight.Mutation.Faults;

/// <summary>Features that share a column: which do, what the column says, and the splits found in it; batches of features of few bins.</summary>
internal static class BundleFaults
{
    private const string Bundles = "Counterweight.Tests: *.FeatureBundlesTests";
    private const string Found = "Counterweight.Tests: *.BundledSplitTests";
    private const string Both = "Counterweight.Tests: *.FeatureBundlesTests *.BundledSplitTests";
    private const string Batch = "Counterweight.Tests: *.GradientSplitSearchTests *.SplitSearchTests *.BundledSplitTests";
    private const string Trees = "Counterweight.Training.Tests: *.SharedColumnTests";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("features that meet in a row share a column", "BundleSearch.cs", " && !open[place].Meets(own)", "", Both),
        new("a bundle forgets the rows of the features before", "Bundle.cs", "            RowMarkLoop.Join(own, rowMarks, words);", "            new Span<ulong>(rowMarks, (int)words).CopyTo(new(own, (int)words));", Both),
        new("a column gets more bins than a byte has", "Bundle.cs", " && BinCount + bins <= BinSet.Capacity", "", Bundles),
        new("the last words are not compared", "RowMarkLoop.cs", "        for (; word < words; word++)\n        {\n            if ((one[word] & other[word]) != 0)", "        for (; word < words && words > 4; word++)\n        {\n            if ((one[word] & other[word]) != 0)", Both),
        new("the upper half of a word is that of the lower one", "RowMarkLoop.cs", "Vector256.Load(bins + 32)", "Vector256.Load(bins)", Both),
        new("rows behind the last whole word are not marked", "RowMarkLoop.cs", "            for (var row = 0; row < some; row++)\n            {\n                buffer[row] = column[row * stride];", "            for (var row = 0; row < some && stride > 1; row++)\n            {\n                buffer[row] = column[row * stride];", Both),
        new("dense features are candidates", "BundleSample.cs", "if (counts[common] < sampled - counts[common])", "if (counts[common] < 0)", Bundles),
        new("a feature is compared with all others", "BundleSample.cs", "Math.Min(candidates.Count, BundleTuning.Partners + 1)", "candidates.Count", Bundles),
        new("a feature is compared with those behind it", "BundleSample.cs", "Math.Clamp(place - (tried / 2), 0, candidates.Count - tried)", "Math.Clamp(place, 0, candidates.Count - tried)", Bundles),
        new("the rarest bin is taken for the commonest", "BundleSample.cs", "counts[bin] > counts[common]", "counts[bin] > 0 && counts[bin] < counts[common]", Both),
        new("columns are numbered by bundle", "BundleTables.cs", "else if (bundle.Members[0].Feature == feature)", "else if (bundle.Members[^1].Feature == feature)", Bundles),
        new("a column of one feature has no bins", "BundleTables.cs", "ColumnBinCount = Math.Max(ColumnBinCount, binCount);", "", Both),
        new("a feature lacks bin 0 where no row has it", "BundleTables.cs", "else if (bin == 0 || bin == binCount - 1)", "else if (bin == binCount - 1)", Found),
        new("a feature lacks the missing bin where no row has it", "BundleTables.cs", "else if (bin == 0 || bin == binCount - 1)", "else if (bin == 0)", Found),
        new("features of a column have the same bins", "BundleTables.cs", "            var own = new byte[BinSet.Capacity];\n", "            var own = new byte[BinSet.Capacity];\n            next = 1;\n", Both),
        new("two features that meet are not refused", "BundleLoop.cs", "good &= code != 0 & buffer[row] == 0;", "good &= code != 0;", Bundles),
        new("a bin that no row had is not refused", "BundleLoop.cs", "good &= code != 0 & buffer[row] == 0;", "good &= buffer[row] == 0;", Bundles),
        new("rows that do not fit are found by one thread alone", "BundleLoop.cs", "Failed |= other.Failed;", "Failed &= other.Failed;", Bundles),
        new("columns are written before rows are checked", "FeatureBundles.cs", "            Run(ref operands, bins, degreeOfParallelism);\n            operands.Columns = to;\n", "            operands.Columns = to;\n", Bundles),
        new("a column's rows begin anew at each block", "BundleLoop.cs", "data.Columns + (first * data.ColumnRowStride)", "data.Columns + (first % 4096 * data.ColumnRowStride)", Bundles),
        new("bins beyond their number are taken", "BundleChecks.cs", "binCount > byte.MaxValue || BinCheck", "binCount > 3 || BinCheck", Bundles),
        new("the commonest bin has all rows of the node", "BundlePlaces.cs", "                rest -= sum;\n", "", Found),
        new("other features' rows are not in the commonest bin", "FeatureBundles.cs", "left.Fill(split.GoesLeft(common, common == missingBin) ? ulong.MaxValue : 0);", "left[0] = split.GoesLeft(common, common == missingBin) ? 1UL : 0;", Found),
        new("missing values of a column go as their bin's number says", "FeatureBundles.cs", "split.GoesLeft(own, own == missingBin) ? left", "split.GoesLeft(own) ? left", Found),
        new("commonest missing values go as their bin's number says", "FeatureBundles.cs", "split.GoesLeft(common, common == missingBin)", "split.GoesLeft(common)", Found),
        new("a split is of a place, not of a bin", "GradientSplitSearch.cs", "data.Places.Bin(best.Feature, best.Bin)", "best.Bin", Found),
        new("a class split is of a place, not of a bin", "SplitSearch.cs", "data.Places.Bin(best.Feature, best.Bin)", "best.Bin", Found),
        new("categories of a column are places", "SplitRun.cs", "set.With(data.Places.Bin(best.Feature, place))", "set.With(place)", Found),
        new("a node has the rows of the first bins of a column", "SplitScanLoop.cs", "data.Places.Exist ? data.Places.ColumnBinCount : data.BinCount", "data.BinCount", Found),
        new("columns are taken for features", "SplitScanOperands.cs", "Histogram(node) + (Places.Column(feature) * FeatureStride)", "Histogram(node) + (feature % Places.ColumnCount * FeatureStride)", Found),
        new("a histogram of features is searched as one of columns", "SplitFeatures.cs", "        Bundles?.CheckHistogram(columnCount, columnBinCount, parameter);\n", "", Found),
        new("a copied feature has the whole column in its commonest bin", "GradientHistogram.cs", "var own = place < 0 ? common", "var own = place <= 0 ? common", Found),
        new("a histogram of another shape is copied from", "FeatureBundles.cs", "columnCount != ColumnCount || columnBinCount != ColumnBinCount", "columnCount != ColumnCount && columnBinCount != ColumnBinCount", Found),
        new("a batch goes on from the feature before", "FeatureBatch.cs", "(first - Vector128.Load(left + i)).Store(to + i);", "first.Store(to + i);", Batch),
        new("a batch does not add up a feature's bins", "FeatureBatch.cs", "                first += cell;\n", "", Batch),
        new("a batch begins with the last one's left side", "FeatureBatch.cs", "        new Span<long>(left, (int)length).Clear();\n", "", Batch),
        new("a batch takes features of missing values", "SplitScanLoop.cs", "bins <= SplitTuning.BatchBins && data.BatchThresholds > 0\n        && !(data.LastBinIsMissing && CellSums.Rows<TCriterion>(cells + ((bins - 1) * data.CellLength), data.Components) > 0)", "bins <= SplitTuning.BatchBins && data.BatchThresholds > 0", Batch),
        new("a batch takes features of other factors", "SplitScanLoop.cs", "else if (weight == 1 && FitsBatch(cells, bins))", "else if (FitsBatch(cells, bins))", Batch),
        new("a batch that is not full is not evaluated", "SplitScanLoop.cs", "        if (batch.Count > 0)\n", "        if (batch.Count > SplitTuning.BatchThresholds / 2)\n", Batch),
        new("a full batch is not evaluated", "SplitScanLoop.cs", "            scan.Scan(in batch, ref best);\n            batch.Clear();", "            batch.Clear();", Found),
        new("a batch ends where rows enough are left", "ThresholdScan.cs", "Scan(batch.Cells, batch.Count, 0, 0);", "Scan(batch.Cells, batch.Count, 0, (long)minRowCount);", Batch),
        new("a batch has its threshold's number as the bin", "ThresholdScan.cs", "batch.Feature(threshold), batch.Bin(threshold)", "batch.Feature(threshold), threshold", Batch),
        new("gains that are reduced are compared in a batch", "SplitScanOperands.cs", "Margin == 0 && (Places.Exist", "(Places.Exist", "Counterweight.Tests: *.BundledSplitTests *.GradientSplitSearchTests *.SplitTieTests"),
        new("features share columns that make histograms longer", "ColumnBins.cs", " || sharedBins * sharedColumns > (long)data.FeatureCount * data.BinCount", "", Trees),
        new("rows go by the feature's number among the columns", "PartitionedRows.cs", "bins.Bundles is null ? split.ToSplit() : bins.Bundles.ToColumn(split.ToSplit(), missingBin)", "split.ToSplit() with { Feature = split.Feature % bins.ColumnCount }", Trees),
    ];
}
