using Counterweight.Binning;
using Counterweight.Features;
using Counterweight.Reference.Binning;
using Xunit;

namespace Counterweight.Tests.Binning;

public class FeatureBinsTests
{
    [Fact]
    public void FewValuesHaveABinEach()
    {
        var bins = Find([3, 1, double.NaN, 1, 2, 3], [], 3);
        Assert.Equal([1, 2, 3], bins.Lowest.ToArray());
        Assert.Equal([1, 2, 3], bins.Highest.ToArray());
        Assert.Equal([1.5, 2.5], bins.Edges.ToArray());
        Assert.Equal(3, bins.BinCount);
        Assert.True(bins.HasMissing);
        Assert.Equal([2, 0, 3, 0, 1, 2], Apply(bins, [3, 1, double.NaN, 1.5, 1.75, 99]));
    }

    [Fact]
    public void ManyValuesShareBinsByWeight()
    {
        double[] values = [.. Enumerable.Range(0, 1000).Select(i => (double)i)];
        var bins = Find(values, [], 4);
        Assert.Equal([0, 250, 500, 750], bins.Lowest.ToArray());
        Assert.Equal([249, 499, 749, 999], bins.Highest.ToArray());
        var heavy = Find(values, [.. values.Select(value => value == 500 ? 1e6 : 1)], 4);
        Assert.Contains(500.0, heavy.Lowest.ToArray().Intersect(heavy.Highest.ToArray()));
        Assert.Equal(4, heavy.BinCount);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(255)]
    public void EqualsTheReference(int maxBins)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var (values, weights) = Random(seed, 700);
            var bins = Find(values, weights, maxBins);
            var present = Enumerable.Range(0, values.Length).Where(i => !double.IsNaN(values[i])).ToArray();
            var (lowest, highest) = QuantileReference.Find([.. present.Select(i => values[i])], [.. present.Select(i => weights[i])], maxBins);
            Assert.Equal(lowest, bins.Lowest.ToArray());
            Assert.Equal(highest, bins.Highest.ToArray());
            Assert.Equal(Enumerable.Range(0, values.Length).Any(i => double.IsNaN(values[i]) && weights[i] > 0), bins.HasMissing);
        }
    }

    [Fact]
    public void LawsOfWeightsHoldToTheBit()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var (values, weights) = Random(seed, 900);
            var bins = Find(values, weights, 31);
            int[] order = [.. Enumerable.Range(0, values.Length)];
            random.Shuffle(order);
            AssertSame(bins, Find([.. order.Select(i => values[i])], [.. order.Select(i => weights[i])], 31));
            AssertSame(bins, Find(values, [.. weights.Select(weight => Math.ScaleB(weight, -700))], 31));
            AssertSame(bins, Find(values, [.. weights.Select(weight => Math.ScaleB(weight, 1000))], 31));

            int[] counting = [.. order.Where(i => weights[i] > 0)];
            AssertSame(bins, Find([.. counting.Select(i => values[i])], [.. counting.Select(i => weights[i])], 31));

            int[] times = [.. values.Select(_ => random.Next(4))];
            int[] repeated = [.. order.SelectMany(i => Enumerable.Repeat(i, times[i]))];
            AssertSame(Find(values, [.. times.Select(count => (double)count)], 31), Find([.. repeated.Select(i => values[i])], [], 31));

            AssertSame(FindCategorical(values, weights, 9), FindCategorical([.. order.Select(i => values[i])], [.. order.Select(i => weights[i])], 9));
        }
    }

    [Fact]
    public void EdgesOfTheNumbersAreHandled()
    {
        const double Infinity = double.PositiveInfinity;
        var infinite = Find([-Infinity, 1, Infinity, -1, -0.0, 0, double.Epsilon, double.MaxValue, -double.MaxValue], [], 20);
        Assert.Equal([-Infinity, -double.MaxValue, -1, 0, double.Epsilon, 1, double.MaxValue, Infinity], infinite.Lowest.ToArray());
        Assert.Equal(-Infinity, infinite.Edges[0]);
        Assert.Equal(0, infinite.Edges[3]);
        Assert.Equal(double.MaxValue, infinite.Edges[6]);
        for (var bin = 0; bin < infinite.BinCount; bin++)
        {
            Assert.Equal([bin], Apply(infinite, [infinite.Lowest[bin]]));
        }

        Assert.Equal([3], Apply(infinite, [-0.0]));
        var ends = Find([-Infinity, Infinity], [], 20);
        Assert.Equal([-Infinity], ends.Edges.ToArray());
        Assert.Equal([0, 1, 1], Apply(ends, [-Infinity, 0, Infinity]));
        var neighbours = Find([1, Math.BitIncrement(1.0)], [], 20);
        Assert.Equal([1.0], neighbours.Edges.ToArray());
        Assert.Equal([0, 1], Apply(neighbours, [1, Math.BitIncrement(1.0)]));
    }

    [Fact]
    public void NothingButMissingIsOneBin()
    {
        foreach (var bins in new[] { Find([double.NaN, double.NaN], [], 5), Find([], [], 5), Find([1, 2], [0, 0], 5), FindCategorical([double.NaN], [], 5) })
        {
            Assert.Equal(1, bins.BinCount);
            Assert.Equal(0, bins.Lowest.Length);
            Assert.Equal([0, 1], Apply(bins, [3, double.NaN]));
        }

        Assert.Equal([0, 0, 0, 1], Apply(Find([4, 4], [], 5), [3, 4, 5, double.NaN]));
    }

    [Fact]
    public void HeavyCategoriesHaveBinsAndTheRestShareOne()
    {
        var bins = FindCategorical([7, 7, 7, -2, -2, 5, 5, 9, double.NaN], [], 4);
        Assert.Equal([-2, 5, 7], bins.Lowest.ToArray());
        Assert.Equal(4, bins.BinCount);
        Assert.Equal([2, 0, 1, 3, 3, 3, 3, 4], Apply(bins, [7, -2, 5, 9, 6, 5.5, double.PositiveInfinity, double.NaN]));
        Assert.Equal([5], FindCategorical([7, 5, 9], [], 2).Lowest.ToArray());
        Assert.Equal([9], FindCategorical([7, 5, 9], [1, 1, 2], 2).Lowest.ToArray());
        Assert.Throws<InvalidOperationException>(() => bins.Threshold(0, 1));
    }

    [Fact]
    public void FloatsFallIntoTheBinsOfTheSameDoubles()
    {
        var random = new Random(3);
        float[] values = [.. Enumerable.Range(0, 3000).Select(_ => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)))];
        foreach (var maxBins in (ReadOnlySpan<int>)[2, 9, 16, 17, 40, 255, 1000])
        {
            var bins = FeatureBins.FindNumeric<float, float>(new(values, values.Length, 1, FeatureLayout.RowMajor), 0, [], maxBins);
            var mapper = new BinMapper([bins]);
            var single = new ushort[values.Length];
            mapper.Apply(new FeatureMatrix<float>(values, values.Length, 1, FeatureLayout.FeatureMajor), single);
            double[] wide = [.. values.Select(value => (double)value)];
            Assert.Equal(Apply(bins, wide), single.Select(bin => (int)bin));
            Assert.Equal(wide.Select(value => double.IsNaN(value) ? mapper.MissingBin : bins.Edges.ToArray().Count(edge => edge < value)), single.Select(bin => (int)bin));
        }
    }

    [Fact]
    public void ThousandsOfBinsFitTwoBytes()
    {
        double[] values = [.. Enumerable.Range(0, 70000).Select(i => Math.Sqrt(i))];
        var bins = Find(values, [], 65535);
        Assert.Equal(65535, bins.BinCount);
        Assert.Equal(bins.Lowest.ToArray(), Enumerable.Range(0, 65535).Select(bin => bins.Lowest[bin]));
        Assert.Equal(Enumerable.Range(0, 65535), Apply(bins, bins.Lowest.ToArray()));
        Assert.Equal([65535], Apply(bins, [double.NaN]));
    }

    [Fact]
    public void LayoutsAndThreadsGiveTheSameBins()
    {
        const int Rows = 20000;
        const int Features = 5;
        var random = new Random(1);
        var byRow = new double[Rows * Features];
        var byFeature = new double[Rows * Features];
        for (var i = 0; i < byRow.Length; i++)
        {
            byRow[i] = random.Next(20) == 0 ? double.NaN : Math.Round(random.NextDouble() * 999);
            byFeature[(i % Features * Rows) + (i / Features)] = byRow[i];
        }

        var rows = new FeatureMatrix<double>(byRow, Rows, Features, FeatureLayout.RowMajor);
        var features = new FeatureMatrix<double>(byFeature, Rows, Features, FeatureLayout.FeatureMajor);
        var mapper = BinMapper.Find<double, double>(rows, [], 255, [false, true, false, false, true]);
        var other = BinMapper.Find<double, double>(features, [], 255, [false, true, false, false, true]);
        Assert.Equal((255, 256, true), (mapper.MissingBin, mapper.BinCount, mapper.HasMissing));
        for (var feature = 0; feature < Features; feature++)
        {
            AssertSame(mapper[feature], other[feature]);
            Assert.Equal(feature is 1 or 4 ? FeatureKind.Categorical : FeatureKind.Numeric, mapper[feature].Kind);
        }

        var expected = new byte[byRow.Length];
        mapper.Apply(rows, expected);
        foreach (var threads in (int[])[1, 2, 3, 8])
        {
            var found = BinMapper.Find<double, double>(features, [], 255, [false, true, false, false, true], threads);
            Assert.All(Enumerable.Range(0, Features), feature => AssertSame(mapper[feature], found[feature]));
            var bins = new byte[byRow.Length];
            mapper.Apply(features, bins, FeatureLayout.RowMajor, threads);
            Assert.Equal(expected, bins);
            var wide = new ushort[byRow.Length];
            mapper.Apply(rows, wide, FeatureLayout.FeatureMajor, threads);
            Assert.Equal(Enumerable.Range(0, wide.Length).Select(i => (ushort)expected[(i % Rows * Features) + (i / Rows)]), wide);
        }
    }

    [Fact]
    public void ThreadsNameTheFirstBadFeature()
    {
        const int Features = 12;
        double[] values = [.. Enumerable.Range(0, 200 * Features).Select(i => i / 200 == 3 || i / 200 == 9 ? 0.5 : i)];
        foreach (var threads in (int[])[1, 2, 8])
        {
            Assert.StartsWith("data at row 0, feature 3 is 0.5", Refused("data", () => Search(values, [], threads)), StringComparison.Ordinal);
            Assert.StartsWith("sampleWeights[7] is -1", Refused("sampleWeights", () => Search(values, [.. Enumerable.Range(0, 200).Select(i => i == 7 ? -1.0 : 1)], threads)), StringComparison.Ordinal);
        }

        Refused("degreeOfParallelism", () => Search(values, [], 0));

        static void Search(double[] values, double[] weights, int threads) => BinMapper.Find<double, double>(
            new(values, 200, Features, FeatureLayout.FeatureMajor), weights, 255, [.. Enumerable.Repeat(true, Features)], threads);
    }

    [Fact]
    public void BinsAreRebuiltFromTheirArrays()
    {
        var (values, weights) = Random(4, 999);
        var numeric = Find(values, weights, 100);
        AssertSame(numeric, FeatureBins.CreateNumeric(numeric.Lowest, numeric.Highest, numeric.HasMissing));
        var categorical = FindCategorical(values, weights, 100);
        AssertSame(categorical, FeatureBins.CreateCategorical(categorical.Lowest, categorical.HasMissing));
        Assert.Equal(numeric.Edges[3], numeric.Threshold(3, 4));
        Assert.Equal((numeric.Highest[3] + numeric.Lowest[7]) / 2, numeric.Threshold(3, 7));
    }

    [Fact]
    public void BadArgumentsAreNamed()
    {
        Assert.Contains("lowest[1] is 2", Refused("lowest", () => FeatureBins.CreateNumeric([1, 2], [2, 3], false)), StringComparison.Ordinal);
        Assert.Contains("highest[0] is 0", Refused("highest", () => FeatureBins.CreateNumeric([1, 2], [0, 3], false)), StringComparison.Ordinal);
        Refused("lowest", () => FeatureBins.CreateNumeric([double.NaN], [1], false));
        Refused("highest", () => FeatureBins.CreateNumeric([1], [double.NaN], false));
        Assert.Throws<ArgumentException>("highest", () => FeatureBins.CreateNumeric([1, 2], [1], false));
        Assert.Throws<ArgumentException>("lowest", () => FeatureBins.CreateNumeric(new double[65536], new double[65536], false));
        Assert.Contains("categories[1] is 1.5", Refused("categories", () => FeatureBins.CreateCategorical([1, 1.5], false)), StringComparison.Ordinal);
        Refused("categories", () => FeatureBins.CreateCategorical([2, 1], false));
        Assert.Contains("data at row 1, feature 0 is 0.5", Refused("data", () => FindCategorical([1, 0.5], [], 9)), StringComparison.Ordinal);
        Refused("data", () => FindCategorical([double.PositiveInfinity], [], 9));
        Refused("maxBins", () => Find([1], [], 1));
        Refused("maxBins", () => Find([1], [], 65536));
        Assert.Contains("sampleWeights[1] is NaN", Refused("sampleWeights", () => Find([1, 2], [1, double.NaN], 9)), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("sampleWeights", () => Find([1, 2], [1], 9));
        Refused("feature", () => FeatureBins.FindNumeric<double, double>(new([1, 2], 1, 2, FeatureLayout.RowMajor), 2, [], 9));
        Refused("layout", () => new FeatureMatrix<double>([1], 1, 1, (FeatureLayout)2).Column(0));
        Assert.Throws<ArgumentException>("values", () => new FeatureMatrix<double>([1], 1, 2, FeatureLayout.RowMajor).Column(0));
        Assert.Throws<ArgumentException>("features", () => new BinMapper([]));
        Assert.Throws<ArgumentException>("features", () => new BinMapper([null!]));
        var mapper = new BinMapper([Find([.. Enumerable.Range(0, 300).Select(i => (double)i)], [], 300)]);
        Assert.Throws<ArgumentException>("bins", () => mapper.Apply(new FeatureMatrix<double>([1], 1, 1, FeatureLayout.RowMajor), new byte[1]));
        Assert.Throws<ArgumentException>("bins", () => mapper.Apply(new FeatureMatrix<double>([1], 1, 1, FeatureLayout.RowMajor), new ushort[2]));
        Assert.Throws<ArgumentException>("data", () => mapper.Apply(new FeatureMatrix<double>([1, 2], 1, 2, FeatureLayout.RowMajor), new ushort[2]));
        Refused("degreeOfParallelism", () => mapper.Apply(new FeatureMatrix<double>([1], 1, 1, FeatureLayout.RowMajor), new ushort[1], FeatureLayout.RowMajor, 0));
        Refused("above", () => mapper[0].Threshold(0, 300));
        Refused("below", () => mapper[0].Threshold(4, 4));
        Refused("feature", () => Assert.Null(mapper[1]));
    }

    private static string Refused(string name, Action call) => Assert.Throws<ArgumentOutOfRangeException>(name, call).Message;

    private static (double[] Values, double[] Weights) Random(int seed, int rows)
    {
        var random = new Random(seed);
        return ([.. Enumerable.Range(0, rows).Select(_ => random.Next(15) == 0 ? double.NaN : random.Next(3) == 0 ? random.Next(5) : (double)random.Next(1000))],
            [.. Enumerable.Range(0, rows).Select(_ => random.Next(8) == 0 ? 0 : random.NextDouble() * random.Next(1, 20))]);
    }

    private static FeatureBins Find(double[] values, double[] weights, int maxBins) =>
        FeatureBins.FindNumeric<double, double>(new(values, values.Length, 1, FeatureLayout.RowMajor), 0, weights, maxBins);

    private static FeatureBins FindCategorical(double[] values, double[] weights, int maxBins) =>
        FeatureBins.FindCategorical<double, double>(new(values, values.Length, 1, FeatureLayout.RowMajor), 0, weights, maxBins);

    private static int[] Apply(FeatureBins bins, double[] values)
    {
        var mapped = new ushort[values.Length];
        new BinMapper([bins]).Apply(new FeatureMatrix<double>(values, values.Length, 1, FeatureLayout.RowMajor), mapped);
        return [.. mapped.Select(bin => (int)bin)];
    }

    private static void AssertSame(FeatureBins one, FeatureBins other)
    {
        Assert.Equal(one.Kind, other.Kind);
        Assert.Equal(one.HasMissing, other.HasMissing);
        Assert.Equal(one.BinCount, other.BinCount);
        Assert.Equal(one.Lowest.ToArray(), other.Lowest.ToArray());
        Assert.Equal(one.Highest.ToArray(), other.Highest.ToArray());
        Assert.Equal(one.Edges.ToArray(), other.Edges.ToArray());
    }
}
