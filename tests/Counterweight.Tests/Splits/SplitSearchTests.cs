using Counterweight.Core.Simd;
using Counterweight.Reference.Splits;
using Counterweight.Splits;
using Counterweight.Weighting;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Splits;

public class SplitSearchTests
{
    [Theory]
    [InlineData(2, 2, 1)]
    [InlineData(2, 7, 3)]
    [InlineData(3, 8, 3)]
    [InlineData(2, 9, 4)]
    [InlineData(7, 17, 5)]
    [InlineData(2, 256, 5)]
    [InlineData(5, 255, 2)]
    [InlineData(241, 6, 2)]
    public void EqualsBruteForce(int classes, int bins, int features)
    {
        for (var seed = 0; seed < 6; seed++)
        {
            var data = BinnedData.Create(seed, 30 + (seed * 90), features, bins, classes);
            foreach (var options in new SplitOptions[] { new(), new() { LastBinIsMissing = true }, new() { MinRowCount = 9, MinWeight = 20.5 }, new() { MinRowCount = 4, LastBinIsMissing = true } })
            {
                AssertBest(data, default(GiniImpurity), SplitReference.Reduced(SplitReference.Gini), options);
                AssertBest(data, default(EntropyImpurity), SplitReference.Reduced(SplitReference.Entropy), options);
                AssertBest(data, default(HellingerDistance), SplitReference.Hellinger, options);
            }
        }
    }

    [Fact]
    public void RandomNodesEqualBruteForce() => Prop.ForAll(
        Gen.Choose(0, 1 << 20).ToArbitrary(),
        seed =>
        {
            var random = new Random(seed);
            var data = BinnedData.Create(seed, random.Next(1, 120), random.Next(1, 5), random.Next(2, 30), random.Next(2, 6));
            var options = new SplitOptions { LastBinIsMissing = random.Next(2) == 0, MinRowCount = random.Next(5) };
            AssertBest(data, default(GiniImpurity), SplitReference.Reduced(SplitReference.Gini), options);
            AssertBest(data, default(EntropyImpurity), SplitReference.Reduced(SplitReference.Entropy), options);
            AssertBest(data, default(HellingerDistance), SplitReference.Hellinger, options);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void WeightsTimesAPowerOfTwoAndThreadsChangeNoBit()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var data = BinnedData.Create(seed, 400, 6, 32, 3);
            var gini = data.Find(default(GiniImpurity));
            var entropy = data.Find(default(EntropyImpurity));
            foreach (var k in new[] { -60, -1, 1, 20, 80 })
            {
                var scaled = data.With(sampleWeights: [.. data.SampleWeights.Select(w => MathF.ScaleB(w, k))]);
                AssertSame(gini, scaled.Find(default(GiniImpurity)), k);
                AssertSame(entropy, scaled.Find(default(EntropyImpurity)), k);
            }

            foreach (var threads in new[] { 2, 3, 8 })
            {
                Assert.Equal(gini, data.Find(default(GiniImpurity), threads: threads));
                Assert.Equal(entropy, data.Find(default(EntropyImpurity), threads: threads));
            }
        }

        static void AssertSame(Split expected, Split actual, int k) => Assert.Equal(
            expected with { LeftWeight = Math.ScaleB(expected.LeftWeight, k), RightWeight = Math.ScaleB(expected.RightWeight, k) }, actual);
    }

    [Fact]
    public void TwiceTheWeightIsTheRowTwice()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var data = BinnedData.Create(seed, 300, 4, 16, 3);
            int[] all = [.. Enumerable.Range(0, 300)];
            var repeated = data.Take([.. all, .. all.Where(r => r % 2 == 0)]);
            var heavy = data.With(sampleWeights: [.. data.SampleWeights.Select((w, r) => r % 2 == 0 ? 2 * w : w)]);
            var expected = repeated.Find(default(EntropyImpurity));
            var actual = heavy.Find(default(EntropyImpurity));
            Assert.Equal(expected, actual with { LeftRowCount = expected.LeftRowCount, RightRowCount = expected.RightRowCount });
        }
    }

    [Fact]
    public void TiesGoToTheLowestFeatureThenThresholdThenMissingRight()
    {
        // Feature 1 is feature 0 mirrored, feature 2 feature 0 again: the same partitions.
        var data = Table([[0, 9, 0], [0, 9, 0], [4, 5, 4], [4, 5, 4], [9, 0, 9]], [0, 0, 1, 1, 1], 10, 2);
        var split = data.Find(default(GiniImpurity));
        Assert.Equal((0, 0, false), (split.Feature, split.Bin, split.MissingGoesLeft));
        Assert.Equal((2L, 3L, 2.0, 3.0), (split.LeftRowCount, split.RightRowCount, split.LeftWeight, split.RightWeight));
        Assert.Equal(0.48, split.Gain, 1e-15);

        // Bins 1 … 3 are empty, and no value is missing.
        Assert.Equal((0, 0, false), At(data.Find(default(EntropyImpurity), new() { LastBinIsMissing = true })));

        // Two missing rows of class 1: {0 | rest + missing} and nothing else is perfect.
        var missing = Table([[0], [0], [1], [4], [4]], [0, 0, 1, 1, 1], 5, 2);
        Assert.Equal((0, 0, false), At(missing.Find(default(GiniImpurity), new() { LastBinIsMissing = true })));

        // The missing rows belong to the left.
        missing = Table([[0], [0], [1], [4], [4]], [0, 0, 1, 0, 0], 5, 2);
        Assert.Equal((0, 0, true), At(missing.Find(default(GiniImpurity), new() { LastBinIsMissing = true })));

        // All values on one side, missing on the other.
        missing = Table([[0], [2], [4], [4]], [0, 0, 1, 1], 5, 2);
        var apart = missing.Find(default(GiniImpurity), new() { LastBinIsMissing = true });
        Assert.Equal((0, 2, false), At(apart));
        Assert.Equal((2L, 2L, 0.5), (apart.LeftRowCount, apart.RightRowCount, apart.Gain));

        // Later blocks of eight thresholds do not take over equal gains, nor do lower lanes of them.
        var far = Table([[7], [7], [25], [25]], [0, 0, 1, 1], 40, 2);
        Assert.Equal((0, 7, false), At(far.Find(default(GiniImpurity))));

        static (int, int, bool) At(Split split) => (split.Feature, split.Bin, split.MissingGoesLeft);
    }

    [Fact]
    public void PureConstantAndUninformativeNodesHaveNoSplit()
    {
        Assert.False(Table([[0], [1], [2]], [1, 1, 1], 4, 2).Find(default(GiniImpurity)).IsValid);
        Assert.False(Table([[3], [3], [3]], [0, 1, 1], 4, 2).Find(default(GiniImpurity)).IsValid);
        Assert.False(Table([], [], 4, 2, features: 1).Find(default(EntropyImpurity)).IsValid);

        // One row; all weights 0.
        Assert.False(Table([[2, 0]], [1], 4, 2).Find(default(HellingerDistance)).IsValid);
        var nothing = Table([[0], [1], [2]], [0, 1, 1], 4, 2).With(sampleWeights: [0, 0, 0]);
        Assert.False(nothing.Find(default(GiniImpurity)).IsValid);
        Assert.False(nothing.Find(default(EntropyImpurity), new() { LastBinIsMissing = true }).IsValid);
        Assert.False(nothing.Find(default(HellingerDistance)).IsValid);

        // Each bin holds the same shares, of weights that round.
        var random = new Random(8);
        for (var trial = 0; trial < 200; trial++)
        {
            var shares = new[] { random.NextSingle(), random.NextSingle(), random.NextSingle() };
            var rows = Enumerable.Range(0, 90).ToArray();
            var data = Table([.. rows.Select(r => new byte[] { (byte)(r / 3 % 10) })], [.. rows.Select(r => r % 3)], 10, 3)
                .With(sampleWeights: [.. rows.Select(r => shares[r % 3])]);
            Assert.False(data.Find(default(GiniImpurity)).IsValid);
            Assert.False(data.Find(default(EntropyImpurity)).IsValid);
        }
    }

    [Fact]
    public void MinimumsAreRespectedAndRootWeightScales()
    {
        var data = Table([[0], [1], [2], [3], [4], [5]], [1, 0, 0, 0, 0, 0], 6, 2).With(classWeights: [1, 4]);
        var free = data.Find(default(GiniImpurity));
        Assert.Equal((0, 1L, 4.0), (free.Bin, free.LeftRowCount, free.LeftWeight));
        Assert.Equal(2L, data.Find(default(GiniImpurity), new() { MinRowCount = 2 }).LeftRowCount);
        Assert.Equal(1L, data.Find(default(GiniImpurity), new() { MinWeight = 4 }).LeftRowCount);
        Assert.False(data.Find(default(GiniImpurity), new() { MinWeight = 5 }).IsValid);
        Assert.False(data.Find(default(GiniImpurity), new() { MinRowCount = 4 }).IsValid);
        Assert.Equal(free.Gain * 9 / 90, data.Find(default(GiniImpurity), new() { RootWeight = 90 }).Gain, 1e-15);
        Assert.False(data.Find(default(GiniImpurity), new() { MinGain = free.Gain }).IsValid);
        Assert.True(data.Find(default(GiniImpurity), new() { MinGain = Math.BitDecrement(free.Gain) }).IsValid);
    }

    [Fact]
    public void AnImpurityOfTheUsersOwnIsSearched()
    {
        for (var seed = 0; seed < 5; seed++)
        {
            AssertBest(BinnedData.Create(seed, 200, 3, 20, 4), default(SquareRootImpurity), SplitReference.Reduced(s => s.Sum(Math.Sqrt) / Math.Sqrt(s.Sum())), new());
        }
    }

    [Fact]
    public void BadOperandsAreNamed()
    {
        var data = BinnedData.Create(0, 20, 2, 4, 2);
        var cells = data.Histogram();
        Assert.Throws<ArgumentException>("cells", () => SplitSearch.Find(new(cells.AsSpan(1), data.Shape, data.Scale), default(GiniImpurity)));
        Assert.Throws<ArgumentException>("shape", () => SplitSearch.Find(new([], default, data.Scale), default(GiniImpurity)));
        Assert.Throws<ArgumentException>("histogram", () => SplitSearch.Find(default, default(GiniImpurity)));
        Assert.Throws<ArgumentException>("histogram", () => SplitSearch.Find(new([.. cells, .. cells], data.Shape, data.Scale), default(GiniImpurity)));
        Assert.Throws<ArgumentException>("histograms", () => SplitSearch.FindAll(default, [], [], default(GiniImpurity)));
        Assert.Throws<ArgumentOutOfRangeException>("degreeOfParallelism", () => SplitSearch.Find(new(cells, data.Shape, data.Scale), default(GiniImpurity), default, default, 0));
        foreach (var (options, message) in new[] { (new SplitOptions { MinWeight = -1 }, "MinWeight is -1"), (new SplitOptions { MinGain = double.NaN }, "MinGain is NaN"), (new SplitOptions { RootWeight = -2 }, "RootWeight is -2") })
        {
            var error = Assert.Throws<ArgumentOutOfRangeException>("options", () => SplitSearch.Find(new(cells, data.Shape, data.Scale), default(GiniImpurity), options));
            Assert.Contains(message, error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(300)]
    public void OneThreadAllocatesNothing(int classes)
    {
        var data = BinnedData.Create(6, 2000, 6, 100, classes);
        var (cells, scale) = (data.Histogram(), data.Scale);
        var options = new SplitOptions { LastBinIsMissing = true };
        Assert.Equal(0, Allocation.Of(Run));

        void Run()
        {
            SplitSearch.Find(new(cells, data.Shape, scale), default(GiniImpurity), options);
            SplitSearch.Find(new(cells, data.Shape, scale), default(EntropyImpurity), options);
        }
    }

    private static BinnedData Table(byte[][] rows, int[] labels, int bins, int classes, int features = 0) => new()
    {
        Shape = new(features > 0 ? features : rows[0].Length, bins, classes),
        Bins = [.. rows.SelectMany(r => r)],
        Labels = labels,
        ClassWeights = [],
        SampleWeights = [],
    };

    private static void AssertBest<TImpurity>(BinnedData data, TImpurity impurity, Func<double[], double[], double> improvement, SplitOptions options)
        where TImpurity : struct, IImpurity
    {
        var cells = data.Histogram();
        var packed = data.Pack(cells);
        var reference = new SplitReference(
            [.. packed.Select(c => c.RowCount)],
            [.. packed.Select(c => data.Scale.ToWeight(c.Weight))],
            data.Shape.FeatureCount,
            data.Shape.BinCount,
            data.Shape.ClassCount,
            options.LastBinIsMissing,
            improvement);
        var expected = reference.Find(1e-12, options.MinRowCount, options.MinWeight);
        var actual = SplitSearch.Find(new(cells, data.Shape, data.Scale), impurity, options);
        Assert.Equal(expected is not null, actual.IsValid);
        if (expected is { } best)
        {
            // Another candidate may be chosen only where the two cannot be told apart.
            Assert.Equal(best.Gain, actual.Gain, 1e-12);
            var chosen = reference.Gain(actual.Feature, actual.Bin, actual.MissingGoesLeft, options.MinRowCount, options.MinWeight);
            Assert.Equal(chosen, actual.Gain, 1e-12);
        }
    }

    /// <summary>Σ√(S_c/W): homogeneous of degree one as √W·Σ√S_c.</summary>
    private readonly struct SquareRootImpurity : IImpurity
    {
        public TBlock Term<TBlock>(TBlock classWeight, TBlock nodeClassWeight)
            where TBlock : struct, IBlock<TBlock, double> => TBlock.Sqrt(classWeight);

        public TBlock Total<TBlock>(TBlock termSum, TBlock weight)
            where TBlock : struct, IBlock<TBlock, double> => TBlock.Sqrt(weight) * termSum;

        public double Gain(double decrease, double nodeTotal, double nodeWeight) => decrease / nodeWeight;
    }
}
