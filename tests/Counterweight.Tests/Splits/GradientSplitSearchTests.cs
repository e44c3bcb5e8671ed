using Counterweight.Histograms;
using Counterweight.Losses.Rows;
using Counterweight.Splits;
using Xunit;

namespace Counterweight.Tests.Splits;

public class GradientSplitSearchTests
{
    [Theory]
    [InlineData(1, 2, 1)]
    [InlineData(1, 8, 3)]
    [InlineData(1, 9, 4)]
    [InlineData(1, 256, 3)]
    [InlineData(2, 33, 3)]
    [InlineData(7, 17, 2)]
    [InlineData(70, 10, 2)]
    public void EqualsBruteForce(int outputs, int bins, int features)
    {
        for (var seed = 0; seed < 4; seed++)
        {
            var data = GradientUnits.Create(seed, 30 + (seed * 70), features, bins, outputs);
            foreach (var gain in new BoostingGain[] { default, new() { L2 = 3 }, new() { L1 = 2, L2 = 0.5, Gamma = 0.25 }, new() { MaxStep = 0.8 }, new() { MaxStep = 0.3, L1 = 1, L2 = 1, Gamma = 0.01 } })
            {
                foreach (var options in new GradientSplitOptions[] { default, new() { LastBinIsMissing = true }, new() { MinRowCount = 9, LastBinIsMissing = true }, new() { MinWeight = 22.5 }, new() { MinHessian = 4.5 } })
                {
                    var reference = data.Reference(gain, options);
                    var expected = reference.Find();
                    var actual = data.Find(gain, options);
                    Assert.Equal(expected is not null, actual.IsValid);
                    if (expected is { } best)
                    {
                        Assert.Equal((best.Feature, best.Bin, best.MissingGoesLeft), (actual.Feature, actual.Bin, actual.MissingGoesLeft));
                        Assert.Equal(best.Gain, actual.Gain, 1e-12 * (1 + reference.Reduction(reference.Sum(0, _ => true))));
                    }
                }
            }
        }
    }

    [Fact]
    public void SumsOfSeveralOutputsDoNotOverflow()
    {
        const long Half = 4_500_000_000_000_000_000;
        var shape = new GradientHistogramShape(featureCount: 1, binCount: 2, outputCount: 3);
        long[] histogram = [10, 10, Half, Half, Half, Half, Half, Half, 10, 10, -Half, Half, -Half, Half, -Half, Half];

        var split = GradientSplitSearch.Find(new(histogram, shape, new GradientHistogramScale(0, 0, 0)));

        Assert.Equal(new GradientSums(10, 10, 3 * (Int128)Half, 3 * (Int128)Half), split.Left);
        Assert.Equal(new GradientSums(10, 10, -3 * (Int128)Half, 3 * (Int128)Half), split.Right);
        Assert.Equal(1.35e19, new GradientHistogramScale(0, 0, 0).ToHessian(split.Left.Hessian));
    }

    [Fact]
    public void ThreadsAndOtherNodesChangeNoBit()
    {
        var nodes = Enumerable.Range(0, 5).Select(seed => GradientUnits.Create(seed, 400, 40, 200).With(scale: new(18, 20, 21))).ToArray();
        var options = new GradientSplitOptions { LastBinIsMissing = true, MinRowCount = 3 };
        var gain = new BoostingGain { L2 = 1 };
        var histograms = nodes.SelectMany(node => node.Histogram()).ToArray();
        int[] order = [3, 0, 4, 4, 1];
        foreach (var threads in new[] { 1, 2, 3, 8 })
        {
            var splits = new GradientSplit[5];
            GradientSplitSearch.FindAll(new(histograms, nodes[0].Shape, nodes[0].Scale), order, splits, gain, options, default, threads);
            Assert.Equal(order.Select(i => nodes[i].Find(gain, options)), splits);
        }
    }

    [Fact]
    public void ScaledWeightsFindTheSameSplit()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var data = GradientUnits.Create(seed, 300, 4, 40);
            var split = data.Find();

            // Weights times a power of two are the same integers on another scale.
            var doubled = data.With(scale: new(data.Scale.WeightExponent - 30, data.Scale.GradientExponent, data.Scale.HessianExponent)).Find();
            Assert.Equal(split with { Gain = Math.ScaleB(split.Gain, 30) }, doubled);

            var thousand = data.With(sums: [.. data.Sums.Select(row => (long[])[1000 * row[0], .. row[1..]])]).Find();
            Assert.Equal((split.Feature, split.Bin, split.Left.RowCount), (thousand.Feature, thousand.Bin, thousand.Left.RowCount));
            Assert.Equal(1000 * split.Gain, thousand.Gain, 1e-9 * thousand.Gain);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void SidesThatChangePlacesAreATie(int outputs)
    {
        for (var seed = 0; seed < 200; seed++)
        {
            // The second feature is the first one backwards.
            var data = GradientUnits.Create(seed, 40, 1, 12, outputs);
            var shape = new GradientHistogramShape(2, 12, outputs);
            var both = new long[shape.Length];
            for (var bin = 0; bin < 12; bin++)
            {
                var cell = data.Histogram().AsSpan(data.Shape.IndexOf(0, bin), shape.CellLength);
                cell.CopyTo(both.AsSpan(shape.IndexOf(0, bin)));
                cell.CopyTo(both.AsSpan(shape.IndexOf(1, 11 - bin)));
            }

            var backwards = (long[])[.. both.AsSpan(shape.FeatureStride), .. both.AsSpan(0, shape.FeatureStride)];
            foreach (var gain in new BoostingGain[] { default, new() { L2 = 0.3 }, new() { L1 = 2, L2 = 0.5, MaxStep = 0.3 } })
            {
                var (first, second) = (GradientSplitSearch.Find(new(both, shape, data.Scale), gain), GradientSplitSearch.Find(new(backwards, shape, data.Scale), gain));
                Assert.Equal((0, 0, first.Gain), (first.Feature, second.Feature, second.Gain));
            }
        }
    }

    [Fact]
    public void TwiceTheWeightIsTheRowTwice()
    {
        var data = GradientUnits.Create(3, 300, 4, 16);
        var twice = data.With(bins: [.. data.Bins, .. data.Bins[..100]], sums: [.. data.Sums, .. data.Sums[..100]]);
        var heavy = data.With(sums: [.. data.Sums.Select((row, i) => i < 100 ? (long[])[2 * row[0], .. row[1..]] : row)]);
        var (a, b) = (twice.Find(), heavy.Find());
        Assert.Equal(a, b with { Left = b.Left with { RowCount = a.Left.RowCount }, Right = b.Right with { RowCount = a.Right.RowCount } });
    }

    [Fact]
    public void SidesSumToTheNode()
    {
        var data = GradientUnits.Create(8, 200, 3, 20);
        var split = data.Find(new() { L2 = 1 }, new() { LastBinIsMissing = true });
        var left = Enumerable.Range(0, 200).Where(r => split.GoesLeft(data.Bins[r][split.Feature], data.Bins[r][split.Feature] == 19)).ToArray();
        Assert.Equal(new(left.Length, left.Sum(r => data.Sums[r][0]), left.Sum(r => data.Sums[r][0] * data.Sums[r][1]), left.Sum(r => data.Sums[r][0] * data.Sums[r][2])), split.Left);
        Assert.Equal(200 - left.Length, split.Right.RowCount);
    }

    [Fact]
    public void TiesGoToTheLowestFeatureThenThresholdThenMissingRight()
    {
        // Features 1 and 2 repeat feature 0; bins 3 … 20 are empty, bin 40 holds missing values and is empty too.
        var data = Rows(41, ([2, 2, 2], 1, -5, 1), ([2, 2, 2], 1, -5, 1), ([21, 21, 21], 1, 5, 1));
        var split = data.Find(default, new() { LastBinIsMissing = true });
        Assert.Equal((0, 2, false), (split.Feature, split.Bin, split.MissingGoesLeft));

        Assert.Equal(1, data.Find(gainWeights: [0, 1, 1]).Feature);
        Assert.Equal(2, data.Find(gainWeights: [0.5, 1, 2]).Feature);
        Assert.Equal(split.Gain, data.Find(gainWeights: [0.5, 1, 2]).Gain);
        Assert.False(data.Find(gainWeights: [0, 0, 0]).IsValid);
    }

    [Fact]
    public void NodesWithoutACandidateHaveNoSplit()
    {
        Assert.False(Rows(1, ([0], 1, 1, 1), ([0], 1, -1, 1)).Find().IsValid);
        Assert.False(Rows(4, ([3], 1, 1, 1), ([3], 1, -1, 1)).Find(default, new() { LastBinIsMissing = true }).IsValid);
        Assert.False(Rows(4, ([2], 1, 1, 1), ([2], 1, -1, 1)).Find().IsValid);
        Assert.False(Rows(4, ([2], 1, 1, 1)).Find().IsValid);
        Assert.False(Rows(4, ([2], 1, 0, 1), ([3], 1, 0, 1)).Find().IsValid);

        // All weights 0: no row counts.
        Assert.False(GradientSplitSearch.Find(new(new long[new GradientHistogramShape(2, 5).Length], new(2, 5), new(0, 0, 0))).IsValid);
        Assert.False(GradientSplitSearch.Find(new(new long[new GradientHistogramShape(2, 5).Length], new(2, 5), new(0, 0, 0)), new() { L2 = 1 }, new() { LastBinIsMissing = true }).IsValid);

        // The same step on both sides.
        Assert.False(Rows(4, ([0], 3, 7, 10), ([1], 5, 7, 10), ([2], 11, 7, 10)).Find().IsValid);

        // No curvature and no penalty: no value.
        Assert.False(Rows(4, ([0], 1, -1, 0), ([3], 1, 1, 0)).Find().IsValid);
        Assert.True(Rows(4, ([0], 1, -1, 0), ([3], 1, 1, 0)).Find(new() { L2 = 1 }).IsValid);
        Assert.False(Rows(4, ([0], 1, -1, -1), ([3], 1, 1, 2)).Find(new() { L2 = 8 }).IsValid);
    }

    [Fact]
    public void MissingValuesMayBeASideOfTheirOwn()
    {
        var data = Rows(4, ([0], 1, 1, 1), ([1], 1, 1, 1), ([3], 1, -1, 1), ([3], 1, -1, 1));
        var split = data.Find(default, new() { LastBinIsMissing = true });
        Assert.Equal((1, false, 2L), (split.Bin, split.MissingGoesLeft, split.Left.RowCount));
    }

    [Fact]
    public void LeafValuesFollowTheGain()
    {
        var gain = new BoostingGain { L1 = 1, L2 = 2, MaxStep = 0.5 };
        Assert.Equal(-0.5, gain.LeafValue(10, 1));
        Assert.Equal(0.25, gain.LeafValue(-2, 2));
        Assert.Equal(0, gain.LeafValue(0.5, 2));
        Assert.Equal(0, default(BoostingGain).LeafValue(3, 0));
    }

    [Fact]
    public void BadOperandsAreNamed()
    {
        var data = GradientUnits.Create(0, 20, 2, 4);
        var cells = data.Histogram();
        Assert.Throws<ArgumentException>("cells", () => GradientSplitSearch.Find(new(cells.AsSpan(1), data.Shape, data.Scale)));
        Assert.Throws<ArgumentException>("histogram", () => GradientSplitSearch.Find(default));
        Assert.Throws<ArgumentException>("histogram", () => GradientSplitSearch.Find(new([.. cells, .. cells], data.Shape, data.Scale)));
        Assert.Throws<ArgumentException>("histograms", () => GradientSplitSearch.FindAll(default, [0], new GradientSplit[1]));
        Assert.Throws<ArgumentException>("splits", () => GradientSplitSearch.FindAll(new(cells, data.Shape, data.Scale), [0], new GradientSplit[2]));
        Assert.Throws<ArgumentOutOfRangeException>("nodes", () => GradientSplitSearch.FindAll(new(cells, data.Shape, data.Scale), [1], new GradientSplit[1]));
        Assert.Throws<ArgumentOutOfRangeException>("degreeOfParallelism", () => data.Find(threads: 0));
        foreach (var gain in new BoostingGain[] { new() { L1 = -1 }, new() { L2 = double.NaN }, new() { Gamma = double.PositiveInfinity }, new() { MaxStep = -2 } })
        {
            Assert.Throws<ArgumentOutOfRangeException>("gain", () => data.Find(gain));
        }

        Assert.Throws<ArgumentOutOfRangeException>("options", () => data.Find(default, new() { MinHessian = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>("options", () => data.Find(default, new() { Categories = new() { Smoothing = -1 } }));
        Assert.Throws<ArgumentException>("features", () => data.Find(gainWeights: [1, 1, 1]));
        Assert.Throws<ArgumentOutOfRangeException>("features.GainWeights", () => data.Find(gainWeights: [1, -1]));
        Assert.Throws<ArgumentException>("features", () => data.Find(categorical: [true]));
        var wide = new GradientHistogramShape(1, 300);
        Assert.Throws<ArgumentException>("features", () => GradientSplitSearch.Find(new(new long[wide.Length], wide, data.Scale), features: new() { IsCategorical = [true] }));
    }

    private static GradientUnits Rows(int bins, params (byte[] Bins, long Weight, long Gradient, long Hessian)[] rows) => new()
    {
        Shape = new(rows[0].Bins.Length, bins),
        Scale = new(0, 0, 0),
        Bins = [.. rows.Select(row => row.Bins)],
        Sums = [.. rows.Select(row => (long[])[row.Weight, row.Gradient, row.Hessian])],
    };
}
