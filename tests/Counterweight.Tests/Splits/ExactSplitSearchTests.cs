using Counterweight.Core.Simd;
using Counterweight.Features;
using Counterweight.Histograms;
using Counterweight.Partitioning;
using Counterweight.Sorting;
using Counterweight.Splits;
using Counterweight.Splits.Exact;
using Counterweight.Weighting;
using Xunit;

namespace Counterweight.Tests.Splits;

public class ExactSplitSearchTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(70)]
    [InlineData(300)]
    public void EqualsTheSearchInHistogramsWithABinForEveryValue(int classes)
    {
        for (var seed = 0; seed < 8; seed++)
        {
            var data = BinnedData.Create(seed, 40 + (seed * 300), 3, 200, classes);
            var options = new SplitOptions { MinRowCount = 1 + seed, MinWeight = seed };
            Check(default(GiniImpurity));
            Check(default(EntropyImpurity));
            Check(default(HellingerDistance));
            Check(default(SquareRootImpurity));

            void Check<TImpurity>(TImpurity impurity)
                where TImpurity : struct, IImpurity
            {
                var expected = SplitSearch.Find(new(data.Histogram(), data.Shape, data.Scale), impurity, options);
                var node = new Node(data);
                var actual = node.Find(impurity, options);
                Assert.Equal(expected.IsValid, actual.IsValid);
                Assert.Equal(expected.Feature, actual.Feature);
                Assert.Equal(expected.Gain, actual.Gain, 1e-13);
                Assert.Equal((expected.LeftRowCount, expected.RightRowCount), (actual.LeftRowCount, actual.RightRowCount));
                Assert.Equal((expected.LeftWeight, expected.RightWeight), (actual.LeftWeight, actual.RightWeight));
                Assert.InRange(actual.Threshold, expected.Bin, expected.IsValid ? expected.Bin + 200 : 0);
                Assert.Equal(actual, node.Find(impurity, options, threads: 3));
            }
        }
    }

    [Theory]
    [InlineData(7, 2, -3, 2)]
    [InlineData(2, 2, 2, -1)]
    [InlineData(long.MaxValue, 2, long.MinValue + 5, 2)]
    public void NegativeTotalsAreRefused(long rows, long weight, long otherRows, long otherWeight)
    {
        WeightedLabel[] labels = [new(0, 1), new(1, 1), new(0, 1), new(1, 1)];
        var error = Assert.Throws<ArgumentOutOfRangeException>("totals", () => ExactSplitSearch.Find(
            new SortedRows([0, 1, 2, 3], 4, 0, 4), new FeatureMatrix<double>([1, 2, 3, 4], 4, 1), labels, [new(rows, weight), new(otherRows, otherWeight)], default, default(GiniImpurity)));
        Assert.Contains("totals[1]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TotalsWhoseRowsOverflowAreNotThoseOfTheNode() => Assert.Throws<ArgumentException>("totals", () => ExactSplitSearch.Find(
        new SortedRows([0, 1], 2, 0, 2), new FeatureMatrix<double>([1, 2], 2, 1), [new(0, 1), new(1, 1)], [new(long.MaxValue, 1), new(long.MaxValue, 1), new(4, 0)], default, default(GiniImpurity)));

    [Fact]
    public void PureConstantAndEmptyNodesHaveNoSplit()
    {
        Assert.True(Splits([0, 1, 2], [0, 1, 1], 2));
        Assert.False(Splits([0, 1, 2], [1, 1, 1], 2));
        Assert.False(Splits([3, 3, 3], [0, 1, 1], 2));
        Assert.False(Splits([3], [1], 2));
        Assert.False(Splits([0, 1, 2], [0, 1, 1], 2, [1, 0, 0]));

        // Rows of weight 0 are in no order: where all are, there is no order to search, but a run of one may be empty.
        Assert.Throws<ArgumentOutOfRangeException>("stride", () => Splits([0, 1, 2], [0, 1, 1], 2, [0, 0, 0]));
        var some = new Node(BinnedData.Create(0, 50, 2, 9, 2));
        Assert.False(some.Find(default(GiniImpurity), default, new SortedRows(some.Orders, some.Count, 3, 0)).IsValid);

        // More classes than values.
        Assert.True(Splits([0, 0, 0, 1, 1, 1], [0, 1, 2, 3, 4, 5], 6));

        static bool Splits(ushort[] bins, int[] labels, int classes, float[]? weights = null)
        {
            var node = new Node(new BinnedData { Shape = new(1, 4, classes), Bins = bins, Labels = labels, ClassWeights = [], SampleWeights = weights ?? [] });
            var gini = node.Find(default(GiniImpurity), default).IsValid;
            Assert.Equal(gini, node.Find(default(EntropyImpurity), default).IsValid);
            Assert.Equal(gini, node.Find(default(HellingerDistance), default).IsValid);
            return gini;
        }
    }

    [Fact]
    public void ANodeIsARunOfEveryOrder()
    {
        var node = new Node(BinnedData.Create(3, 2000, 4, 256, 3));
        var split = node.Find(default(GiniImpurity), default);
        var left = SortedPartition.Split(node.Rows, split, node.Orders, new byte[node.RowCount], 2);
        Assert.Equal(split.LeftRowCount, left);
        foreach (var (start, count) in ((int, int)[])[(0, left), (left, node.Count - left)])
        {
            var child = new SortedRows(node.Orders, node.Count, start, count);
            for (var f = 0; f < child.FeatureCount; f++)
            {
                var rows = child.Rows(f).ToArray();
                Assert.Equal(node.SortedRow(f, rows), rows);
                Assert.All(rows, row => Assert.Equal(start == 0, node.Value(split.Feature, row) <= split.Threshold));
            }

            // The same as a node of these rows alone.
            var found = node.Find(default(EntropyImpurity), default, child);
            var alone = new Node(node, child.Rows(0).ToArray());
            Assert.Equal(alone.Find(default(EntropyImpurity), default), found);
        }
    }

    [Fact]
    public void DistinctValuesNeedNotBeRead()
    {
        var random = new Random(4);
        float[] values = [.. Enumerable.Range(0, 3000).Select(_ => random.NextSingle())];
        int[] labels = [.. values.Select(value => value > 0.7 && random.Next(3) > 0 ? 1 : 0)];
        var orders = new int[3000];
        var distinct = new bool[3];
        SortedOrders.Sort(new FeatureMatrix<float>(values, 1000, 3, FeatureLayout.FeatureMajor), orders, distinct);
        Assert.Equal(values.Chunk(1000).Select(column => column.Distinct().Count() == 1000), distinct);
        var packed = new WeightedLabel[1000];
        var scale = WeightScale.Create(1, 1000);
        WeightedLabels.Pack<float>(labels.AsSpan(0, 1000), 2, [], [], scale, packed);
        var totals = new ClassCell[2];
        WeightedLabels.Sum(orders.AsSpan(0, 1000), packed, totals);
        for (var count = 1; count < 1000; count += 37)
        {
            // The lowest values of feature 0; the other two are left out.
            WeightedLabels.Sum(orders.AsSpan(0, count), packed, totals);
            var data = new FeatureMatrix<float>(values.AsSpan(0, 1000), 1000, 1, FeatureLayout.FeatureMajor);
            var rows = new SortedRows(orders.AsSpan(0, 1000), 1000, 0, count);
            Assert.Equal(
                ExactSplitSearch.Find(rows, data, packed, totals, scale, default(GiniImpurity)),
                ExactSplitSearch.Find(new SortedRows(rows.Orders, rows.Stride, rows.Start, rows.Count) { IsDistinct = [true] }, data, packed, totals, scale, default(GiniImpurity)));
        }
    }

    [Fact]
    public void InfinitiesAreValues()
    {
        double[] values = [double.NegativeInfinity, double.NegativeInfinity, 1, double.PositiveInfinity, double.NaN];
        Assert.Equal(double.NegativeInfinity, Threshold([0, 0, 1, 1, 1]));
        Assert.Equal(1.0, Threshold([0, 0, 0, 1, 1]));
        Assert.Equal(double.PositiveInfinity, Threshold([0, 0, 0, 0, 1]));

        double Threshold(int[] labels)
        {
            var packed = new WeightedLabel[5];
            var scale = WeightScale.Create(1, 5);
            WeightedLabels.Pack<double>(labels, 2, [], [], scale, packed);
            var totals = new ClassCell[2];
            int[] order = [0, 1, 2, 3, 4];
            WeightedLabels.Sum(order, packed, totals);
            return ExactSplitSearch.Find(new SortedRows(order, 5, 0, 5), new FeatureMatrix<double>(values, 5, 1, FeatureLayout.FeatureMajor), packed, totals, scale, default(GiniImpurity)).Threshold;
        }
    }

    [Fact]
    public void BadOperandsAreNamed()
    {
        var node = new Node(BinnedData.Create(0, 50, 2, 9, 2));
        Assert.Throws<ArgumentOutOfRangeException>("options", () => node.Find(default(GiniImpurity), new() { MinWeight = double.NaN }));
        Assert.Throws<ArgumentOutOfRangeException>("degreeOfParallelism", () => node.Find(default(GiniImpurity), default, threads: 0));
        Assert.Throws<ArgumentException>("totals", () => node.Find(default(GiniImpurity), default, new SortedRows(node.Orders, node.Count, 0, 7), own: false));
        node.Orders[node.Count + 3] = 50;
        Assert.Contains("rows[3] is 50", Assert.Throws<ArgumentOutOfRangeException>("rows", () => node.Find(default(GiniImpurity), default)).Message, StringComparison.Ordinal);
        Assert.Contains("rows[3] is 50", Assert.Throws<ArgumentOutOfRangeException>("rows", () => SortedPartition.Split(node.Rows, new() { LeftValueCount = 1, ValueCount = 2 }, node.Orders, new byte[50])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("split", () => SortedPartition.Split(node.Rows, new() { LeftValueCount = 3, ValueCount = 2 }, node.Orders, new byte[51]));
        Assert.Throws<ArgumentOutOfRangeException>("split", () => SortedPartition.Split(node.Rows, new() { Feature = 2, LeftValueCount = 1, ValueCount = 2 }, node.Orders, new byte[51]));
        Assert.Throws<ArgumentException>("orders", () => new SortedRows(new int[5], 2, 0, 1).Count);
        Assert.Throws<ArgumentOutOfRangeException>("count", () => new SortedRows(new int[4], 2, 1, 2).Count);
        Assert.Throws<ArgumentOutOfRangeException>("labels", () => WeightedLabels.Pack<float>([0, 3], 3, [], [], default, new WeightedLabel[2]));
        Assert.Throws<ArgumentOutOfRangeException>("sampleWeights", () => WeightedLabels.Pack<float>([0, 1], 3, [], [1, float.NaN], default, new WeightedLabel[2]));
        Assert.Throws<ArgumentOutOfRangeException>("scale", () => WeightedLabels.Pack<float>([0, 1], 3, [], [1, 1], new(70), new WeightedLabel[2]));
        Assert.Throws<ArgumentOutOfRangeException>("classCount", () => WeightedLabels.Pack<float>([0, 1], 5000, [], [], default, new WeightedLabel[2]));
        Assert.Throws<ArgumentOutOfRangeException>("labels", () => WeightedLabels.Sum([0], [new WeightedLabel(2, 5)], new ClassCell[2]));
        Assert.Throws<ArgumentOutOfRangeException>("label", () => new WeightedLabel(4096, 1));
        var most = new WeightedLabel(4095, 1L << 51);
        Assert.Equal((4095, 1L << 51), (most.Label, most.Units));
    }

    [Fact]
    public void ManyClassesAllocateNothing()
    {
        var node = new Node(BinnedData.Create(6, 2000, 3, 100, 300));
        Assert.Equal(0, Allocation.Of(() => node.Find(default(EntropyImpurity), default)));
    }

    /// <summary>Rows of binned data that have weight, their bins being values.</summary>
    private sealed class Node
    {
        private readonly BinnedData data;
        private readonly float[] values;
        private readonly WeightedLabel[] labels;
        private readonly ClassCell[] totals;

        public Node(BinnedData data)
            : this(data, Weighed(data))
        {
        }

        public Node(Node other, int[] rows)
            : this(other.data, rows)
        {
        }

        private Node(BinnedData data, int[] rows)
        {
            this.data = data;
            values = [.. data.Bins.Select(bin => (float)bin)];
            labels = Labels(data);
            Orders = [.. Enumerable.Range(0, data.Shape.FeatureCount).SelectMany(f => SortedRow(f, rows))];
            totals = new ClassCell[data.Shape.ClassCount];
            Count = rows.Length;
            WeightedLabels.Sum(rows, labels, totals);
        }

        public int[] Orders { get; }

        public int Count { get; }

        public int RowCount => data.Rows;

        public SortedRows Rows => new(Orders, Count, 0, Count);

        public float Value(int feature, int row) => values[(row * data.Shape.FeatureCount) + feature];

        public int[] SortedRow(int feature, int[] rows) => [.. rows.OrderBy(row => Value(feature, row)).ThenBy(row => row)];

        public ExactSplit Find<TImpurity>(TImpurity impurity, SplitOptions options, int threads = 1)
            where TImpurity : struct, IImpurity =>
            ExactSplitSearch.Find(Rows, Matrix, labels, totals, data.Scale, impurity, options, threads);

        public ExactSplit Find<TImpurity>(TImpurity impurity, SplitOptions options, SortedRows rows, bool own = true)
            where TImpurity : struct, IImpurity
        {
            var sums = new ClassCell[totals.Length];
            WeightedLabels.Sum(rows.Rows(0), labels, sums);
            return ExactSplitSearch.Find(rows, Matrix, labels, own ? sums : totals, data.Scale, impurity, options);
        }

        private FeatureMatrix<float> Matrix => new(values, data.Rows, data.Shape.FeatureCount, FeatureLayout.RowMajor);

        private static WeightedLabel[] Labels(BinnedData data)
        {
            var packed = new WeightedLabel[data.Rows];
            WeightedLabels.Pack<float>(data.Labels, data.Shape.ClassCount, data.ClassWeights, data.SampleWeights, data.Scale, packed);
            return packed;
        }

        private static int[] Weighed(BinnedData data)
        {
            var packed = Labels(data);
            return [.. Enumerable.Range(0, data.Rows).Where(row => packed[row].Units > 0)];
        }
    }

    /// <summary>√W·Σ√S_c.</summary>
    private readonly struct SquareRootImpurity : IImpurity
    {
        public TBlock Term<TBlock>(TBlock classWeight, TBlock nodeClassWeight)
            where TBlock : struct, IBlock<TBlock, double> => TBlock.Sqrt(classWeight);

        public TBlock Total<TBlock>(TBlock termSum, TBlock weight)
            where TBlock : struct, IBlock<TBlock, double> => TBlock.Sqrt(weight) * termSum;

        public double Gain(double decrease, double nodeTotal, double nodeWeight) => decrease / nodeWeight;
    }
}
