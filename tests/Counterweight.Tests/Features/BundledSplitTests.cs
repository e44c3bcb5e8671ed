using Counterweight.Features;
using Counterweight.Histograms;
using Counterweight.Partitioning;
using Counterweight.Splits;
using Xunit;

namespace Counterweight.Tests.Features;

/// <summary>What is found in histograms of shared columns is what is found in those of features, bit for bit.</summary>
public sealed class BundledSplitTests
{
    [Theory]
    [InlineData(1, 2, 12)]
    [InlineData(1, 3, 40)]
    [InlineData(1, 4, 170)]
    [InlineData(1, 20, 30)]
    [InlineData(1, 256, 9)]
    [InlineData(3, 5, 25)]
    [InlineData(40, 4, 12)]
    public void GradientSplitsAreTheSame(int outputs, int bins, int features)
    {
        var (found, shared) = (0, 0);
        for (var seed = 0; seed < 12; seed++)
        {
            var data = SparseBins.Create(seed, 300, features, bins);
            var random = new Random(seed);
            shared += data.Features - data.Bundles.ColumnCount;
            int[][] nodes = [[.. Enumerable.Range(0, data.Rows)], .. Enumerable.Range(1, 4).Select(part => Enumerable.Range(0, data.Rows).Where(_ => random.Next(part * part) == 0).ToArray())];
            var made = nodes.Select(rows => data.Histograms(seed, outputs, rows)).ToArray();
            var (plain, columns) = (made.SelectMany(node => node.Cells).ToArray(), made.SelectMany(node => node.ColumnCells).ToArray());
            double[][] weights = [[], [.. Enumerable.Range(0, features).Select(_ => random.Next(3) * 0.7)], [.. Enumerable.Range(0, features * 5).Select(_ => (double)random.Next(3))]];
            bool[][] categorical = [[], [.. Enumerable.Range(0, features).Select(_ => random.Next(2) == 0)]];
            foreach (var options in new GradientSplitOptions[] { default, new() { LastBinIsMissing = true }, new() { LastBinIsMissing = true, MinRowCount = 7, MinHessian = 2 }, new() { Categories = new() { MaxCategories = 2, MinRowCount = 3 } } })
            {
                foreach (var gainWeights in weights)
                {
                    foreach (var isCategorical in categorical)
                    {
                        var (expected, actual) = (new GradientSplit[5], new GradientSplit[5]);
                        var gain = new BoostingGain { L2 = 1, Gamma = seed % 4 == 3 ? 0.01 : 0 };
                        GradientSplitSearch.FindAll(new(plain, made[0].Shape, made[0].Scale), [4, 0, 1, 2, 3], expected, gain, options, new() { GainWeights = gainWeights, IsCategorical = isCategorical });
                        GradientSplitSearch.FindAll(new(columns, made[0].ColumnShape, made[0].Scale), [4, 0, 1, 2, 3], actual, gain, options, new() { GainWeights = gainWeights, IsCategorical = isCategorical, Bundles = data.Bundles }, 1 + (seed % 3));
                        Assert.Equal(expected, actual);
                        found += expected.Count(split => split.IsValid && data.Bundles.PlacesOf(split.Feature).Length > 0);
                    }
                }
            }
        }

        Assert.True(shared > 12 && found > 12, "Nothing was bundled, or no split was found where it was.");
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    public void FeaturesOfOneBinHaveNoSplit(int outputs, int bins)
    {
        var data = SparseBins.Of(bins, [.. Enumerable.Repeat(new byte[4], 50)]);
        Assert.Equal((1, 1), (data.Bundles.ColumnCount, data.Bundles.ColumnBinCount));
        var made = data.Histograms(3, outputs, [.. Enumerable.Range(0, 50)]);
        var cells = new long[bins * made.Shape.CellLength];
        for (var feature = 0; feature < 4; feature++)
        {
            GradientHistogram.CopyFeature(new(made.ColumnCells, made.ColumnShape, made.Scale), data.Bundles, feature, cells);
            Assert.Equal(made.Cells[made.Shape.IndexOf(feature, 0)..][..cells.Length], cells);
        }

        foreach (var isCategorical in new bool[][] { [], [true, true, false, false] })
        {
            foreach (var missing in new[] { false, true })
            {
                var options = new GradientSplitOptions { LastBinIsMissing = missing };
                Assert.False(GradientSplitSearch.Find(new(made.ColumnCells, made.ColumnShape, made.Scale), default, options, new() { IsCategorical = isCategorical, Bundles = data.Bundles }).IsValid);
            }
        }
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(3, 9)]
    [InlineData(2, 256)]
    public void ClassSplitsAreTheSame(int classes, int bins)
    {
        for (var seed = 0; seed < 8; seed++)
        {
            var data = SparseBins.Create(seed, 400, 24, bins);
            var random = new Random(seed);
            int[] labels = [.. Enumerable.Range(0, data.Rows).Select(row => random.Next(3) == 0 ? random.Next(classes) : data.Bins[row * data.Features] % classes)];
            float[] weights = [.. Enumerable.Range(0, data.Rows).Select(_ => (float)random.Next(4))];
            var scale = WeightScale.For<float>([], weights, data.Rows);
            var (shape, columnShape) = (new HistogramShape(data.Features, bins, classes), new HistogramShape(data.Bundles.ColumnCount, data.Bundles.ColumnBinCount, classes));
            var (plain, columns) = (new ClassCell[shape.Length], new ClassCell[columnShape.Length]);
            ClassHistogram.Build<byte, float>(data.Matrix, labels, [], weights, new(plain, shape, scale));
            ClassHistogram.Build<byte, float>(data.ColumnMatrix, labels, [], weights, new(columns, columnShape, scale));
            bool[] isCategorical = [.. Enumerable.Range(0, data.Features).Select(_ => random.Next(2) == 0)];
            foreach (var missing in new[] { false, true })
            {
                Same(new GiniImpurity());
                Same(new EntropyImpurity());
                Same(new HellingerDistance());

                void Same<TImpurity>(TImpurity impurity)
                    where TImpurity : struct, IImpurity
                {
                    var options = new SplitOptions { LastBinIsMissing = missing, MinRowCount = 3 };
                    foreach (var some in new bool[][] { [], isCategorical })
                    {
                        var expected = SplitSearch.Find(new(plain, shape, scale), impurity, options, new() { IsCategorical = some });
                        Assert.True(expected.IsValid);
                        Assert.Equal(expected, SplitSearch.Find(new(columns, columnShape, scale), impurity, options, new() { IsCategorical = some, Bundles = data.Bundles }, 2));
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(256)]
    public void RowsGoTheSameWay(int bins)
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var data = SparseBins.Create(seed, 200, 15, bins);
            var random = new Random(seed);
            int[] rows = [.. Enumerable.Range(0, data.Rows)];
            var workspace = new int[RowPartition.WorkspaceLength(data.Rows)];
            for (var feature = 0; feature < data.Features; feature++)
            {
                var missingBin = random.Next(2) == 0 ? bins - 1 : -1;
                var split = new GradientSplit
                {
                    Feature = feature,
                    Bin = random.Next(bins),
                    MissingGoesLeft = random.Next(2) == 0,
                    IsCategorical = random.Next(3) == 0,
                    LeftBins = BinSet.Of([.. Enumerable.Range(0, bins).Where(_ => random.Next(2) == 0)]),
                };
                var (expected, actual) = (new int[data.Rows], new int[data.Rows]);
                var left = RowPartition.Split(rows, data.Matrix, split, missingBin, expected, workspace);
                Assert.Equal(left, RowPartition.Split(rows, data.ColumnMatrix, data.Bundles.ToColumn(split, missingBin), missingBin, actual, workspace));
                Assert.Equal(expected, actual);
            }
        }
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(1, 256)]
    [InlineData(3, 6)]
    public void CopiedCellsAreThoseOfTheFeature(int outputs, int bins)
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var data = SparseBins.Create(seed, 150, 18, bins);
            var made = data.Histograms(seed, outputs, [.. Enumerable.Range(0, 150).Where(row => row % 3 != 0)]);
            for (var feature = 0; feature < data.Features; feature++)
            {
                var cells = new long[bins * made.Shape.CellLength];
                cells.AsSpan().Fill(-5);
                GradientHistogram.CopyFeature(new(made.ColumnCells, made.ColumnShape, made.Scale), data.Bundles, feature, cells);
                Assert.Equal(made.Cells[made.Shape.IndexOf(feature, 0)..][..cells.Length], cells);
            }
        }
    }

    [Fact]
    public void BadOperandsAreNamed()
    {
        var data = SparseBins.Create(3, 100, 12, 4);
        var made = data.Histograms(0, 1, [1, 2, 3]);
        var other = SparseBins.Create(4, 100, 13, 4).Bundles;
        var message = Assert.Throws<ArgumentException>("features", () => GradientSplitSearch.Find(new(made.Cells, made.Shape, made.Scale), features: new() { Bundles = data.Bundles })).Message;
        Assert.StartsWith($"The histogram has 12 columns of 4 bins; the bundles of 12 features ask for {data.Bundles.ColumnCount} columns of {data.Bundles.ColumnBinCount} bins.", message, StringComparison.Ordinal);
        message = Assert.Throws<ArgumentException>("features", () => GradientSplitSearch.Find(new(made.ColumnCells, made.ColumnShape, made.Scale), features: new() { Bundles = data.Bundles, GainWeights = new double[data.Bundles.ColumnCount] })).Message;
        Assert.StartsWith($"features.GainWeights has {data.Bundles.ColumnCount} elements, neither none nor one for each of 12 features.", message, StringComparison.Ordinal);
        message = Assert.Throws<ArgumentException>("features", () => GradientSplitSearch.FindAll(new(made.Cells, made.Shape, made.Scale), [0, 0], new GradientSplit[2], features: new() { GainWeights = new double[13] })).Message;
        Assert.StartsWith("features.GainWeights has 13 elements, neither none nor one for each of 12 features, nor one for each feature of each of 2 nodes.", message, StringComparison.Ordinal);
        message = Assert.Throws<ArgumentException>("features", () => GradientSplitSearch.Find(new(made.ColumnCells, made.ColumnShape, made.Scale), features: new() { Bundles = data.Bundles, IsCategorical = new bool[13] })).Message;
        Assert.StartsWith("features.IsCategorical has 13 elements, neither none nor one for each of 12 features.", message, StringComparison.Ordinal);
        var cells = new long[4 * 4];
        Assert.Throws<ArgumentNullException>("bundles", () => GradientHistogram.CopyFeature(new(made.ColumnCells, made.ColumnShape, made.Scale), null!, 0, cells));
        Assert.Throws<ArgumentException>("histogram", () => GradientHistogram.CopyFeature(new(made.Cells, made.Shape, made.Scale), data.Bundles, 0, cells));
        foreach (var shape in new GradientHistogramShape[] { new(data.Bundles.ColumnCount, data.Bundles.ColumnBinCount + 1), new(data.Bundles.ColumnCount + 1, data.Bundles.ColumnBinCount) })
        {
            Assert.Throws<ArgumentException>("histogram", () => GradientHistogram.CopyFeature(new(new long[shape.Length], shape, made.Scale), data.Bundles, 0, cells));
            Assert.Throws<ArgumentException>("features", () => GradientSplitSearch.Find(new(new long[shape.Length], shape, made.Scale), features: new() { Bundles = data.Bundles }));
        }

        Assert.Throws<ArgumentException>("histogram", () => GradientHistogram.CopyFeature(default, data.Bundles, 0, cells));
        Assert.Throws<ArgumentException>("histogram", () => GradientHistogram.CopyFeature(new(made.ColumnCells, made.ColumnShape, made.Scale), other, 0, cells));
        Assert.Throws<ArgumentException>("cells", () => GradientHistogram.CopyFeature(new(made.ColumnCells, made.ColumnShape, made.Scale), data.Bundles, 0, new long[15]));
        Assert.Throws<ArgumentException>("cells", () => GradientHistogram.CopyFeature(new(made.ColumnCells, made.ColumnShape, made.Scale), data.Bundles, 0, made.ColumnCells.AsSpan(0, 16)));
        Assert.Throws<ArgumentOutOfRangeException>("feature", () => GradientHistogram.CopyFeature(new(made.ColumnCells, made.ColumnShape, made.Scale), data.Bundles, 12, cells));
        Assert.Throws<ArgumentOutOfRangeException>("feature", () => data.Bundles.ColumnOf(-1));
        Assert.Throws<ArgumentOutOfRangeException>("split", () => data.Bundles.ToColumn(new Split { Feature = 12 }, -1));
        Assert.Throws<ArgumentOutOfRangeException>("missingBin", () => data.Bundles.ToColumn(new GradientSplit { Feature = 1 }, -2));
    }
}
