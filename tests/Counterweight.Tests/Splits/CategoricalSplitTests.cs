using Counterweight.Features;
using Counterweight.Losses.Rows;
using Counterweight.Reference.Splits;
using Counterweight.Splits;
using Counterweight.Weighting;
using Xunit;

namespace Counterweight.Tests.Splits;

public class CategoricalSplitTests
{
    private static readonly bool[] Both = [true, true];

    [Fact]
    public void TwoClassesAndGradientsFindTheBestOfAllSets()
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var data = BinnedData.Create(seed, 150, 1, 8, 2);
            var packed = data.Pack(data.Histogram());
            double[] At(int set, bool left) => [.. Enumerable.Range(0, 2).Select(c => Enumerable.Range(0, 8).Where(b => ((set >> b) & 1) == (left ? 1 : 0)).Sum(b => data.Scale.ToWeight(packed[(2 * b) + c].Weight)))];
            var improvement = SplitReference.Reduced(SplitReference.Gini);
            var best = Enumerable.Range(1, 254).Max(set => improvement(At(set, true), At(set, false)));
            var split = Find(data, default(GiniImpurity));
            Assert.Equal(best, split.Gain, 1e-12);
            Assert.Equal(best, improvement(At((int)split.LeftBins.Word(0), true), At((int)split.LeftBins.Word(0), false)), 1e-12);

            var gradients = GradientUnits.Create(seed, 100, 1, 8);
            var reference = gradients.Reference(default, default);
            var most = Enumerable.Range(1, 254).Max(set => reference.Gain(0, bin => ((set >> bin) & 1) != 0));
            var found = gradients.Find(categorical: [true]);
            Assert.True(found.IsCategorical);
            Assert.Equal(most, found.Gain, 1e-10);
            Assert.Equal(most, reference.Gain(0, found.LeftBins.Contains), 1e-10);
            Assert.Equal(gradients.Bins.Count(row => found.GoesLeft(row[0])), found.Left.RowCount);
        }
    }

    [Fact]
    public void SeveralClassesAndOutputsSplitOnTheirPrincipalDirection()
    {
        // Categories on a line between two class mixtures: the line is the direction, whatever their numbers.
        int[] place = [5, 0, 3, 1, 4, 2];
        var rows = new List<(byte[] Bins, int Label)>();
        for (byte category = 0; category < 6; category++)
        {
            for (var i = 0; i < 30; i++)
            {
                rows.Add(([category], i < 5 * place[category] ? 1 : i < 28 ? 2 : 0));
            }
        }

        var data = Table(rows, 6, 3);
        var split = Find(data, default(EntropyImpurity));
        var places = Enumerable.Range(0, 6).Where(split.LeftBins.Contains).Select(b => place[b]).Order().ToArray();
        Assert.True(places.SequenceEqual(Enumerable.Range(0, places.Length)) || places.SequenceEqual(Enumerable.Range(6 - places.Length, places.Length)));

        for (var seed = 0; seed < 5; seed++)
        {
            var gradients = GradientUnits.Create(seed, 200, 2, 12, 3);
            var reference = gradients.Reference(new() { L2 = 1 }, default);
            var found = gradients.Find(new() { L2 = 1 }, categorical: Both);
            Assert.Equal(reference.Gain(found.Feature, found.LeftBins.Contains), found.Gain, 1e-10);
        }
    }

    [Fact]
    public void NamesOfCategoriesDoNotMatter()
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var random = new Random(seed);
            byte[] names = [.. Enumerable.Range(0, 40).Select(i => (byte)i)];
            random.Shuffle(names);
            var data = GradientUnits.Create(seed, 200, 2, 40);
            var renamed = data.With(bins: [.. data.Bins.Select(row => row.Select(bin => names[bin]).ToArray())]);
            var (a, b) = (data.Find(categorical: Both), renamed.Find(categorical: Both));
            Assert.Equal((a.Feature, a.Gain, a.Left, a.Right), (b.Feature, b.Gain, b.Left, b.Right));
            Assert.Equal(a.LeftBins, BinSet.Of([.. Enumerable.Range(0, 40).Where(bin => b.LeftBins.Contains(names[bin]))]));

            var classes = BinnedData.Create(seed, 200, 2, 40, 2);
            var shuffled = new BinnedData { Shape = classes.Shape, Bins = [.. classes.Bins.Select(bin => names[bin])], Labels = classes.Labels, ClassWeights = classes.ClassWeights, SampleWeights = classes.SampleWeights };
            var (c, d) = (Find(classes, default(HellingerDistance)), Find(shuffled, default(HellingerDistance)));
            Assert.Equal((c.Feature, c.Gain, c.LeftRowCount, c.LeftWeight), (d.Feature, d.Gain, d.LeftRowCount, d.LeftWeight));
        }
    }

    [Fact]
    public void CapsAndMinimumsAreRespected()
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var data = GradientUnits.Create(seed, 300, 2, 30);
            foreach (var cap in new[] { 1, 2, 5, 14, 15, 30 })
            {
                var split = data.Find(options: new() { Categories = new() { MaxCategories = cap } }, categorical: Both);
                Assert.InRange(Math.Min(split.LeftBins.Count, 30 - split.LeftBins.Count), 1, cap);
            }

            var rare = data.Find(options: new() { Categories = new() { MinRowCount = 10 } }, categorical: Both);
            for (var bin = 0; bin < 30; bin++)
            {
                Assert.True(!rare.LeftBins.Contains(bin) || data.Bins.Count(row => row[rare.Feature] == bin) >= 10);
            }

            var smooth = data.Find(options: new() { Categories = new() { Smoothing = 2 } }, categorical: Both);
            Assert.True(smooth.IsValid && smooth.Gain <= data.Find(categorical: Both).Gain);
        }
    }

    [Fact]
    public void MissingIsACategoryAndUnseenOnesGoRight()
    {
        var data = Table([([3], 1), ([3], 1), ([0], 0), ([0], 0), ([1], 1)], 4, 2);
        var split = Find(data, default(GiniImpurity), new() { LastBinIsMissing = true });
        Assert.Equal(BinSet.Of(0), split.LeftBins);
        Assert.False(split.MissingGoesLeft);
        Assert.False(split.GoesLeft(2));
        Assert.True(Find(Table([([3], 0), ([3], 0), ([0], 1)], 4, 2), default(GiniImpurity), new() { LastBinIsMissing = true }).MissingGoesLeft);
    }

    [Fact]
    public void SetsHoldTheirBins()
    {
        var set = BinSet.Of(0, 63, 64, 200, 255);
        Assert.Equal(5, set.Count);
        Assert.True(set.Contains(255) && set.Contains(64) && !set.Contains(1) && !set.Contains(-1) && !set.Contains(256));
        Assert.Equal(1UL, set.Word(1));
        Assert.Throws<ArgumentOutOfRangeException>("bin", () => set.With(256));
        Assert.Throws<ArgumentOutOfRangeException>("index", () => set.Word(4));
    }

    private static Split Find<TImpurity>(BinnedData data, TImpurity impurity, SplitOptions options = default)
        where TImpurity : struct, IImpurity
    {
        var categorical = new bool[data.Shape.FeatureCount];
        Array.Fill(categorical, true);
        return SplitSearch.Find(new(data.Histogram(), data.Shape, data.Scale), impurity, options, new() { IsCategorical = categorical });
    }

    private static BinnedData Table(List<(byte[] Bins, int Label)> rows, int bins, int classes) => new()
    {
        Shape = new(1, bins, classes),
        Bins = [.. rows.SelectMany(row => row.Bins)],
        Labels = [.. rows.Select(row => row.Label)],
        ClassWeights = [],
        SampleWeights = [],
    };
}
