namespace Counterweight.Mutation.Faults;

/// <summary>Bins: where edges lie, which bin a value is in; sorting; rows to two sides.</summary>
internal static class BinningFaults
{
    private const string Bins = "Counterweight.Tests: *.FeatureBinsTests *.QuantileBinsTests *.AdjacentValueTests *.QuantileEdgeTests *.BinMapperTests";
    private const string Sort = "Counterweight.Tests: *.FeatureSortTests";
    private const string Partition = "Counterweight.Tests: *.RowPartitionTests *.PartitionEdgeTests";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("a float edge is rounded up", "FeatureBins.cs", "near > value ? float.BitDecrement(near) : near", "near", Bins),
        new("adjacent values have the upper one as their edge", "Midpoint.cs", "middle < upper ? middle : lower", "middle <= upper ? middle : lower", Bins),
        new("the midpoint of huge values overflows", "Midpoint.cs", "double.IsFinite(sum) ? sum / 2 : (lower / 2) + (upper / 2)", "sum / 2", Bins),
        new("the shared bin is counted among the categories", "FeatureBins.cs", ".Take(maxBins - 1)", ".Take(maxBins)", Bins),
        new("of equally heavy categories the higher id is kept", "FeatureBins.cs", ".ThenBy(group => group.Value)", ".ThenByDescending(group => group.Value)", Bins),
        new("a bin may begin at the highest value of the one before", "FeatureBins.cs", "!(lowest[bin] > highest[bin - 1])", "!(lowest[bin] >= highest[bin - 1])", Bins),
        new("a bin of one value is refused", "FeatureBins.cs", "!(highest[bin] >= lowest[bin])", "!(highest[bin] > lowest[bin])", Bins),
        new("the threshold of bins is the upper bin's highest value", "FeatureBins.cs", "Midpoint.Between(highest[below], lowest[above])", "Midpoint.Between(highest[below], highest[above])", Bins),
        new("weights of rows are ignored in quantiles", "QuantileLoop.cs", "var w = double.CreateTruncating(weights[i]);", "var w = Math.Min(1, double.CreateTruncating(weights[i]) * double.MaxValue);", Bins),
        new("rows without weights are counted one short", "QuantileLoop.cs", "return (uint)sorted.Length;", "return (uint)(sorted.Length - 1);", Bins),
        new("a value that occurs twice without weights weighs once", "QuantileLoop.cs", "weight = (uint)(end - from);", "weight = 1;", Bins),
        new("weights of quantiles are read by place, not by row", "OrderedWeights.cs", "ordered[i] = weights[rows[i]];", "ordered[i] = weights[i];", Bins),
        new("the share of a bin is rounded down", "QuantileLoop.cs", "(weight + (uint)(bins - 1)) / (uint)bins", "weight / (uint)bins", Bins),
        new("the total of weights is that of the first row", "QuantileLoop.cs", "double.CreateTruncating(weight), exponent", "double.CreateTruncating(weights[0]), exponent", Bins),
        new("weights beyond 64 bits lose their upper half", "FixedPoint.cs", "mantissa >> 1 >> (63 - shift)", "0", Bins),
        new("a heavy value joins the open bin", "QuantileLoop.cs", "(held >= quota || weight >= quota)", "held >= quota", Bins),
        new("as many values as bins share bins", "QuantileLoop.cs", "distinct <= maxBins ? distinct", "distinct < maxBins ? distinct", Bins),
        new("rows of weight 0 have values in categories", "SortedColumn.cs", "if (sampleWeights[row] > TWeight.Zero)", "if (sampleWeights[row] >= TWeight.Zero)", Bins),
        new("a missing value is only seen where all are", "SortedColumn.cs", "present, present < count)", "present, present == 0 && count > 0)", Bins),
        new("the mapper takes the first feature's bin count", "BinMapper.cs", "this.features.Max(feature => feature.BinCount)", "this.features[0].BinCount", Bins),
        new("a column of feature-major bins goes on from row to row by features", "BinMatrix.cs", "public int RowStride => Layout == FeatureLayout.RowMajor ? FeatureCount : 1;", "public int RowStride => FeatureCount;", Partition),
        new("a partition splits by the first feature", "RowPartition.cs", "var column = bins.Column(feature);", "var column = bins.Column(0);", Partition),
        new("a boosting split's missing values go right", "GradientSplit.cs", "Feature = Feature, Bin = Bin, MissingGoesLeft = MissingGoesLeft,", "Feature = Feature, Bin = Bin,", Partition),
        new("bins beyond a byte are accepted", "BinMapper.cs", "MissingBin > byte.MaxValue", "MissingBin > byte.MaxValue + 1", Bins),
        new("the 16-lane tree loses its missing values", "FloatEdgeTree.cs", "node & Vector512.Create(255), absent)", "node & Vector512.Create(255), node & Vector512.Create(255))", Bins),
        new("the 16-lane tree takes the wrong half at level six", "FloatEdgeTree.cs", "Avx512F.PermuteVar16x32x2(t4, node, t5), Avx512F.PermuteVar16x32x2(t6, node, t7))", "Avx512F.PermuteVar16x32x2(t6, node, t7), Avx512F.PermuteVar16x32x2(t4, node, t5))", Bins),
        new("the last step of the search over 256 edges is left out", "EdgeSearch.cs", "bin += Below(table + bin, value) & 1;", "", Bins),
        new("a category is matched from below", "EdgeSearch.cs", "categories[bin] == wide", "categories[bin] <= wide", Bins),
        new("a third value of a column is taken for the second", "TwoValueLoop.cs", "else if (*value != high)", "else if (*value != high && lowCount < 0)", Sort),
        new("of two values the first one is the lower", "TwoValueLoop.cs", "if (high < low)", "if (high < low && lowCount < 0)", Sort),
        new("rows of the higher value begin at the first place", "TwoValueLoop.cs", "var (atLow, atHigh) = (0, lowCount);", "var (atLow, atHigh) = (0, 0);", Sort),
        new("two sorted values keep the sign of 0", "TwoValueLoop.cs", "new Span<T>(sorted, lowCount).Fill(TEntry.Create(low, 0).Value);", "new Span<T>(sorted, lowCount).Fill(low);", Sort),
        new("NaN is not counted as missing", "RadixSortLoop.cs", "missing += T.IsNaN(value) ? 1 : 0;", "", Sort),
        new("a digit of the sort is counted twice", "RadixSortLoop.cs", "counts[(2 * Buckets) + entry.Digit(16)]++;", "counts[(2 * Buckets) + entry.Digit(8)]++;", Sort),
        new("only the first pass is known to hold one bucket", "RadixSortLoop.cs", "if (moved++ == 0)", "if (digit == 0)", Sort),
        new("bins at the end of the matrix are not shifted", "PartitionLoop.cs", "(at - from) << 3", "(at - from) << 2", Partition),
        new("two-byte bins are masked to one", "PartitionLoop.cs", "sizeof(TBin) == 1 ? 0xFF : 0xFFFF", "0xFF", Partition),
        new("rows beyond the last sixteen stay behind", "PartitionLoop.cs", "RunRows(rule, in column, rows, whole, count, destination, workspace, left)", "RunRows(rule, in column, rows, whole, whole, destination, workspace, left)", Partition),
        new("right rows of an item are placed as if nothing went left before", "PartitionJob.cs", "destination + total + first - lefts[item]", "destination + total + first", Partition),
        new("the last item of a partition counts the next one's rows", "PartitionJob.cs", "first + size == count ? total : lefts[item + 1]", "first + size >= count - 1 ? total : lefts[item + 1]", Partition),
    ];
}
