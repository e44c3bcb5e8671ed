using Counterweight.Features;
using Counterweight.Features.Bundles;
using Xunit;

namespace Counterweight.Tests.Features;

public sealed class FeatureBundlesTests
{
    [Fact]
    public void LevelsOfAVariableShareAColumn()
    {
        // Three variables of four levels, a number and a constant.
        var random = new Random(1);
        var data = SparseBins.Of(4, [.. Enumerable.Range(0, 500).Select(_ => (byte[])[.. Level(), .. Level(), (byte)random.Next(4), .. Level(), 3])]);
        Assert.Equal((14, 4, 4, 5), (data.Bundles.FeatureCount, data.Bundles.BinCount, data.Bundles.ColumnCount, data.Bundles.ColumnBinCount));
        Assert.Equal([0, 0, 0, 0, 1, 1, 1, 1, 2, 3, 3, 3, 3], Enumerable.Range(0, 13).Select(data.Bundles.ColumnOf));
        Assert.InRange(data.Bundles.ColumnOf(13), 0, 3);

        byte[] Level()
        {
            var own = new byte[4];
            own[random.Next(4)] = 1;
            return own;
        }
    }

    [Fact]
    public void NoRowHasTwoFeaturesOfAColumnOutsideTheirCommonestBins()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var data = SparseBins.Create(seed, 100 + (37 * seed), 20, 2 + (seed % 7));
            int[] common = [.. Enumerable.Range(0, data.Features).Select(feature => Column(feature).GroupBy(bin => bin).OrderByDescending(group => group.Count()).First().Key)];
            foreach (var column in Enumerable.Range(0, data.Features).GroupBy(data.Bundles.ColumnOf).Where(column => column.Count() > 1))
            {
                Assert.All(Enumerable.Range(0, data.Rows), row => Assert.True(column.Count(feature => data.Bins[(row * data.Features) + feature] != common[feature]) <= 1));
            }

            IEnumerable<byte> Column(int feature) => Enumerable.Range(0, data.Rows).Select(row => data.Bins[(row * data.Features) + feature]);
        }
    }

    [Fact]
    public void LayoutsAndThreadsChangeNothing()
    {
        var data = SparseBins.Create(5, 30_000, 17, 5);
        var turned = Turned(data.Bins, data.Rows, data.Features);
        var matrix = new BinMatrix<byte>(turned, data.Rows, data.Features, FeatureLayout.FeatureMajor);
        var bundles = FeatureBundles.Find(matrix, 5);
        foreach (var threads in new[] { 1, 2, 5 })
        {
            var (rows, columns) = (new byte[data.Columns.Length], new byte[data.Columns.Length]);
            bundles.Apply(matrix, rows, FeatureLayout.RowMajor, threads);
            bundles.Apply(data.Matrix, columns, FeatureLayout.FeatureMajor, threads);
            Assert.Equal(data.Columns, rows);
            Assert.Equal(Turned(data.Columns, data.Rows, data.Bundles.ColumnCount), columns);
        }

        foreach (var row in new[] { 0, 2047, 2048, 4096, 8191, 8192, 20_001, 29_999 })
        {
            var alone = new byte[bundles.ColumnCount];
            bundles.Apply(new(data.Bins.AsSpan(row * 17, 17), 1, 17), alone);
            Assert.Equal(data.Columns.AsSpan(row * alone.Length, alone.Length), alone.AsSpan());
        }
    }

    [Fact]
    public void ColumnsHaveTheOrderOfTheirLowestFeatures()
    {
        var bundles = SparseBins.Of(2, [.. Enumerable.Range(0, 400).Select(row => (byte[])[Is(row % 5 == 0), Is(row % 7 == 0), Is(row % 7 == 1), Is(row % 5 == 1)])]).Bundles;
        Assert.Equal([0, 1, 1, 0], Enumerable.Range(0, 4).Select(bundles.ColumnOf));

        static byte Is(bool condition) => condition ? (byte)1 : (byte)0;
    }

    [Fact]
    public void AFeatureWithoutACommonBinStaysAlone()
    {
        // Both could share a column, but no bin of the first one has half of the rows.
        var bundles = SparseBins.Of(4, [.. Enumerable.Range(0, 400).Select(row => (byte[])[(byte)(row % 20 < 8 ? 0 : 1 + (row % 3)), (byte)(row % 20 < 2 ? 1 : 0)])]).Bundles;
        Assert.Equal(2, bundles.ColumnCount);
    }

    [Fact]
    public void RowsThatDoNotFitAreFoundByAnyThread()
    {
        const int Rows = 60_000;
        var bins = new byte[2 * Rows];
        (bins[0], bins[3]) = (1, 1);
        var bundles = FeatureBundles.Find(new(bins, Rows, 2), 2);
        Assert.Equal(1, bundles.ColumnCount);
        foreach (var row in new[] { 2, 8_200, 31_000, Rows - 1 })
        {
            var bad = (byte[])[.. bins];
            (bad[2 * row], bad[(2 * row) + 1]) = (1, 1);
            var columns = new byte[Rows];
            for (var threads = 1; threads <= 3; threads++)
            {
                Assert.Contains($"row {row} has both", Assert.Throws<ArgumentException>("bins", () => bundles.Apply(new(bad, Rows, 2), columns, degreeOfParallelism: threads)).Message, StringComparison.Ordinal);
                Assert.DoesNotContain((byte)1, columns);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(70)]
    [InlineData(33_333)]
    [InlineData(99_999)]
    public void OneRowOfManyKeepsFeaturesApart(int row)
    {
        const int Rows = 100_000;
        var bins = new byte[2 * Rows];
        (bins[5_000], bins[Rows + 6_000]) = (1, 1);
        Assert.Equal(1, Find().ColumnCount);
        (bins[row], bins[Rows + row]) = (1, 1);
        Assert.Equal(2, Find().ColumnCount);

        FeatureBundles Find() => FeatureBundles.Find(new(bins, Rows, 2, FeatureLayout.FeatureMajor), 2);
    }

    [Theory]
    [InlineData(0, 1024, 1025, 1024)]
    [InlineData(0, 1025, 1026, 1026)]
    [InlineData(0, 512, 3000, 2999)]
    [InlineData(0, 1537, 3000, 3000)]
    [InlineData(1500, 1501, 3000, 2999)]
    [InlineData(1500, 988, 3000, 2999)]
    [InlineData(1500, 2013, 3000, 3000)]
    [InlineData(2998, 2999, 3000, 2999)]
    public void PartnersAreLookedForAmongTheNearestFeatures(int one, int other, int features, int columns)
    {
        // All features meet, but for two.
        const int Rows = 5;
        var bins = new byte[features * Rows];
        for (var feature = 0; feature < features; feature++)
        {
            (bins[(feature * Rows) + 1], bins[(feature * Rows) + 3]) = ((byte)(feature == other ? 0 : 1), (byte)(feature == one ? 0 : 1));
        }

        Assert.Equal(columns, FeatureBundles.Find(new(bins, Rows, features, FeatureLayout.FeatureMajor), 2).ColumnCount);
    }

    [Fact]
    public void AColumnHas256BinsAtMost()
    {
        var data = SparseBins.Of(2, [.. Enumerable.Range(0, 600).Select(row => (byte[])[.. Enumerable.Range(0, 600).Select(feature => (byte)(feature == row ? 1 : 0))])]);
        Assert.Equal((3, 256), (data.Bundles.ColumnCount, data.Bundles.ColumnBinCount));
        Assert.Equal(600, Enumerable.Range(0, 600).Select(row => (data.Bundles.ColumnOf(row), data.Columns[(row * 3) + data.Bundles.ColumnOf(row)])).Distinct().Count());
        Assert.Equal(600, data.Columns.Count(bin => bin > 0));
    }

    [Fact]
    public void DenseFeaturesStayAsTheyAre()
    {
        var random = new Random(2);
        var data = SparseBins.Of(200, [.. Enumerable.Range(0, 900).Select(_ => (byte[])[(byte)random.Next(200), (byte)random.Next(200), (byte)random.Next(2)])]);
        Assert.Equal((3, 200), (data.Bundles.ColumnCount, data.Bundles.ColumnBinCount));
        Assert.Equal(data.Bins, data.Columns);
        Assert.Equal(1, FeatureBundles.Find(new([0], 1, 1), 1).ColumnCount);
    }

    [Fact]
    public void RowsThatDoNotFitAreNamed()
    {
        var bundles = SparseBins.Of(4, [[0, 0, 3], [1, 0, 3], [0, 1, 3], [0, 0, 3], [0, 0, 3], [0, 0, 1]]).Bundles;
        Assert.Equal(1, bundles.ColumnCount);
        var columns = new byte[] { 9, 9 };
        var both = Assert.Throws<ArgumentException>("bins", () => bundles.Apply(new([0, 1, 3, 1, 0, 1], 2, 3), columns));
        Assert.StartsWith("bins does not fit the bundles: row 1 has both feature 0 and feature 2 outside their commonest bins.", both.Message, StringComparison.Ordinal);
        var unknown = Assert.Throws<ArgumentOutOfRangeException>("bins", () => bundles.Apply(new([0, 1, 3, 2, 0, 3], 2, 3), columns));
        Assert.StartsWith("bins has bin 2 in row 1, feature 0; no row had this bin when the bundles were found.", unknown.Message, StringComparison.Ordinal);
        Assert.Equal((byte)2, unknown.ActualValue is int bin ? (byte)bin : unknown.ActualValue);
        var large = Assert.Throws<ArgumentOutOfRangeException>("bins", () => bundles.Apply(new([0, 1, 3, 0, 4, 3], 2, 3), columns));
        Assert.StartsWith("bins has bin 4 in row 1, feature 1; bins must lie in [0, 4).", large.Message, StringComparison.Ordinal);
        Assert.Equal([9, 9], columns);
    }

    [Fact]
    public void BadOperandsAreNamed()
    {
        Assert.Throws<ArgumentOutOfRangeException>("binCount", () => FeatureBundles.Find(new([0], 1, 1), 0));
        Assert.Throws<ArgumentOutOfRangeException>("binCount", () => FeatureBundles.Find(new([0], 1, 1), 257));
        Assert.Throws<ArgumentException>("bins", () => FeatureBundles.Find(new([], 0, 3), 2));
        Assert.Throws<ArgumentOutOfRangeException>("bins", () => FeatureBundles.Find(new([0, 1, 2, 0], 2, 2), 2));
        var data = SparseBins.Create(1, 40, 6, 3);
        Assert.Throws<ArgumentException>("bins", () => data.Bundles.Apply(new(new byte[5], 1, 5), new byte[data.Bundles.ColumnCount]));
        Assert.Throws<ArgumentException>("destination", () => data.Bundles.Apply(data.Matrix, new byte[data.Columns.Length + 1]));
        Assert.Throws<ArgumentException>("destination", () => data.Bundles.Apply(data.Matrix, data.Bins.AsSpan(0, data.Columns.Length)));
        Assert.Throws<ArgumentOutOfRangeException>("layout", () => data.Bundles.Apply(data.Matrix, data.Columns, (FeatureLayout)7));
        Assert.Throws<ArgumentOutOfRangeException>("degreeOfParallelism", () => data.Bundles.Apply(data.Matrix, data.Columns, degreeOfParallelism: 0));
        data.Bundles.Apply(new([], 0, 6), []);
    }

    private static byte[] Turned(byte[] rows, int count, int width) => [.. Enumerable.Range(0, rows.Length).Select(i => rows[(i % count * width) + (i / count)])];
}
