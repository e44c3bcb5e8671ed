using Counterweight.Engine;
using Counterweight.Reference.Splits;
using Counterweight.Splits;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Splits;

public class ClassHistogramTests
{
    [Theory]
    [InlineData(0, 3, 4, 2)]
    [InlineData(1, 1, 1, 1)]
    [InlineData(100, 1, 256, 2)]
    [InlineData(257, 4, 16, 3)]
    [InlineData(300, 7, 255, 7)]
    [InlineData(64, 15, 2, 2)]
    [InlineData(64, 16, 3, 2)]
    [InlineData(64, 17, 3, 2)]
    [InlineData(1000, 33, 30, 5)]
    public void EqualsTheReference(int rows, int features, int bins, int classes)
    {
        var data = BinnedData.Create(1, rows, features, bins, classes);
        foreach (var item in new[] { data, data.With(classWeights: []), data.With(sampleWeights: []), data.With([], []) })
        {
            AssertMatches(item, [.. Enumerable.Range(0, rows)], item.Histogram());
            int[] some = [.. Enumerable.Range(0, rows).Where(r => r % 3 != 1), .. Enumerable.Range(0, rows).Take(2)];
            AssertMatches(item, some, item.Histogram(some));
        }
    }

    [Fact]
    public void DoubleWeightsEqualTheReference()
    {
        var data = BinnedData.Create(2, 500, 5, 9, 3);
        var (classes, samples) = (BinnedData.Wide(data.ClassWeights), BinnedData.Wide(data.SampleWeights));
        var cells = new ClassCell[data.Shape.Length];
        ClassHistogram.Build<byte, double>(data.Matrix, data.Shape, data.Labels, classes, samples, WeightScale.For<double>(classes, samples, 500), cells);
        Assert.Equal(data.Histogram(), cells);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void ThreadsChangeNoBit(int threads)
    {
        var data = BinnedData.Create(3, 60000, 5, 20, 3);
        Assert.Equal(data.Histogram(), data.Histogram(threads: threads));
        int[] rows = [.. Enumerable.Range(0, 50000).Select(i => 59999 - i)];
        Assert.Equal(data.Histogram(rows), data.Histogram(rows, threads: threads));
    }

    [Fact]
    public void PermutedRowsGiveTheSameBits() => Check((seed, rows) =>
    {
        var data = BinnedData.Create(seed, rows, 3, 7, 3);
        int[] order = [.. Enumerable.Range(0, rows)];
        new Random(seed).Shuffle(order);
        Assert.Equal(data.Histogram(), data.Take(order).Histogram());
        Assert.Equal(data.Histogram(), data.Histogram(order));
    });

    [Fact]
    public void TwiceTheWeightIsTheRowTwice() => Check((seed, rows) =>
    {
        var data = BinnedData.Create(seed, rows, 3, 7, 3);
        int[] twice = [.. Enumerable.Range(0, rows).Where(r => r % 2 == 0)];
        var repeated = data.Take([.. Enumerable.Range(0, rows), .. twice]);
        float[] doubled = [.. data.SampleWeights.Select((w, r) => r % 2 == 0 ? 2 * w : w)];
        var heavy = data.With(sampleWeights: doubled);
        Assert.Equal(Weights(repeated), Weights(heavy));

        static IEnumerable<double> Weights(BinnedData of) => of.Histogram().Select(c => of.Scale.ToWeight(c.Weight));
    });

    [Fact]
    public void WeightZeroIsNoRow() => Check((seed, rows) =>
    {
        var data = BinnedData.Create(seed, rows, 3, 7, 3);
        int[] kept = [.. Enumerable.Range(0, rows).Where(r => data.SampleWeights[r] != 0)];
        Assert.Equal(data.Histogram(), data.Histogram(kept));
        Assert.Equal(data.Histogram(), data.Take(kept).Histogram(data.Scale));
    });

    [Fact]
    public void ClassWeightsAreTheSameNumbersAsSampleWeights() => Check((seed, rows) =>
    {
        var data = BinnedData.Create(seed, rows, 3, 7, 3).With(sampleWeights: []);
        var asSamples = data.With(classWeights: [], sampleWeights: [.. data.Labels.Select(l => data.ClassWeights[l])]);
        Assert.Equal(data.Histogram(), asSamples.Histogram(data.Scale));
    });

    [Fact]
    public void SiblingIsParentLessChild() => Check((seed, rows) =>
    {
        var data = BinnedData.Create(seed, rows, 3, 7, 3);
        int[] left = [.. Enumerable.Range(0, rows).Where(r => r % 3 == 0)];
        int[] right = [.. Enumerable.Range(0, rows).Where(r => r % 3 != 0)];
        var parent = data.Histogram();
        var sibling = new ClassCell[parent.Length];
        ClassHistogram.Subtract(parent, data.Histogram(left), sibling);
        Assert.Equal(data.Histogram(right), sibling);
        ClassHistogram.Add(sibling, data.Histogram(left), sibling);
        Assert.Equal(parent, sibling);
    });

    [Fact]
    public void BadOperandsAreNamedAndNothingIsWritten()
    {
        var data = BinnedData.Create(4, 40, 20, 5, 2);
        Bad(data, "bins at row 7, feature 19 is 5", "bins", d => d.Bins[(7 * 20) + 19] = 5);
        Bad(data, "bins at row 0, feature 0 is 255", "bins", d => d.Bins[0] = 255);
        Bad(data, "labels[39] is 2", "labels", d => d.Labels[39] = 2);
        Bad(data, "labels[3] is -1", "labels", d => d.Labels[3] = -1);
        Bad(data, "sampleWeights[11] is NaN", "sampleWeights", d => d.SampleWeights[11] = float.NaN);
        Bad(data, "sampleWeights[38] is -1", "sampleWeights", d => d.SampleWeights[38] = -1);
        Bad(data, "sampleWeights[0] is Infinity", "sampleWeights", d => d.SampleWeights[0] = float.PositiveInfinity);
        Bad(data, "classWeights[1] is -2", "classWeights", d => d.ClassWeights[1] = -2);
        Bad(data, "could overflow", "scale", d => d.ClassWeights[1] = 1e6f);
        Throws<ArgumentOutOfRangeException>("rows[1] is 40", "rows", c => ClassHistogram.Build<byte, float>(data.Matrix, data.Shape, [0, 40], data.Labels, [], [], default, c), data.Shape.Length);
        Throws<ArgumentOutOfRangeException>("rows[0] is -1", "rows", c => ClassHistogram.Build<byte, float>(data.Matrix, data.Shape, [-1], data.Labels, [], [], default, c), data.Shape.Length);
        Throws<ArgumentException>("bins has 799", "bins", c => ClassHistogram.Build<byte, float>(new(data.Bins.AsSpan(1), 40, 20), data.Shape, data.Labels, [], [], default, c), data.Shape.Length);
        Throws<ArgumentException>("classWeights has 1", "classWeights", c => ClassHistogram.Build<byte, float>(data.Matrix, data.Shape, data.Labels, [1], [], default, c), data.Shape.Length);
        Throws<ArgumentException>("sampleWeights has 2", "sampleWeights", c => ClassHistogram.Build<byte, float>(data.Matrix, data.Shape, data.Labels, [], [1, 1], default, c), data.Shape.Length);
        Throws<ArgumentException>("destination has 3", "destination", c => ClassHistogram.Build<byte, float>(data.Matrix, data.Shape, data.Labels, [], [], default, c), 3);
        Throws<ArgumentOutOfRangeException>("degreeOfParallelism", "degreeOfParallelism", c => ClassHistogram.Build<byte, float>(data.Matrix, data.Shape, data.Labels, [], [], default, c, 0), data.Shape.Length);
        Assert.Throws<ArgumentOutOfRangeException>("binCount", () => ClassHistogram.Length(1, 65537, 2));
        Assert.Throws<ArgumentOutOfRangeException>("featureCount", () => ClassHistogram.Length(1 << 20, 256, 100));
        Assert.Equal(3 * 4 * 5, ClassHistogram.Length(3, 4, 5));
        Assert.Equal(3 * ((256 * 2) + 4), ClassHistogram.Length(3, 256, 2));
        Assert.Equal((2 * 516) + (7 * 2) + 1, new HistogramShape(3, 256, 2).IndexOf(2, 7, 1));
        Assert.Throws<ArgumentOutOfRangeException>("bin", () => new HistogramShape(3, 256, 2).IndexOf(2, 256, 1));
        Assert.Throws<ArgumentException>("child", () => ClassHistogram.Subtract(new ClassCell[2], new ClassCell[1], new ClassCell[2]));
    }

    [Fact]
    public void RowsOutsideTheSubsetAreNotChecked()
    {
        var data = BinnedData.Create(4, 40, 20, 5, 2);
        var scale = data.Scale;
        data.Labels[3] = 99;
        data.Bins[3 * 20] = 99;
        data.SampleWeights[3] = float.NaN;
        Assert.Equal(37L * 20, data.With(sampleWeights: []).Histogram([.. Enumerable.Range(0, 40).Where(r => r is not (3 or 4 or 5))], scale).Sum(c => c.RowCount));
    }

    [Fact]
    public void OneThreadAllocatesNothing()
    {
        var data = BinnedData.Create(6, 20000, 6, 255, 2);
        var cells = new ClassCell[data.Shape.Length];
        int[] rows = [.. Enumerable.Range(0, 20000).Where(r => r % 2 == 0)];
        var scale = data.Scale;
        Assert.Equal(0, Allocation.Of(Run));

        void Run()
        {
            ClassHistogram.Build<byte, float>(data.Matrix, data.Shape, data.Labels, data.ClassWeights, data.SampleWeights, scale, cells);
            ClassHistogram.Build<byte, float>(data.Matrix, data.Shape, rows, data.Labels, data.ClassWeights, data.SampleWeights, scale, cells);
            ClassHistogram.Subtract(cells, cells, cells);
        }
    }

    private static void Check(Action<int, int> law) =>
        Prop.ForAll(Gen.Choose(0, 1 << 20).SelectMany(seed => Gen.Choose(1, 200).Select(rows => (seed, rows))).ToArbitrary(), pair =>
        {
            law(pair.seed, pair.rows);
            return true;
        }).QuickCheckThrowOnFailure();

    private static void AssertMatches(BinnedData data, int[] rows, ClassCell[] cells)
    {
        var (counts, weights) = HistogramReference.Sum(
            data.Bins, data.Shape.FeatureCount, data.Shape.BinCount, data.Shape.ClassCount, rows, data.Labels, BinnedData.Wide(data.ClassWeights), BinnedData.Wide(data.SampleWeights));
        Assert.Equal(counts.Sum(), cells.Sum(c => c.RowCount));
        cells = data.Pack(cells);
        Assert.Equal(counts, cells.Select(c => c.RowCount));
        for (var i = 0; i < cells.Length; i++)
        {
            Assert.Equal(weights[i], data.Scale.ToWeight(cells[i].Weight), 2e-7 * (weights[i] + 1e-6));
        }
    }

    private static void Bad(BinnedData data, string message, string parameter, Action<BinnedData> spoil)
    {
        var copy = data.Take([.. Enumerable.Range(0, data.Rows)]).With(classWeights: [.. data.ClassWeights]);
        var scale = copy.Scale;
        spoil(copy);
        int[] rows = [.. Enumerable.Range(0, data.Rows)];
        Throws<ArgumentOutOfRangeException>(message, parameter, c => ClassHistogram.Build<byte, float>(copy.Matrix, copy.Shape, copy.Labels, copy.ClassWeights, copy.SampleWeights, scale, c), copy.Shape.Length);
        Throws<ArgumentOutOfRangeException>(message, parameter, c => ClassHistogram.Build<byte, float>(copy.Matrix, copy.Shape, rows, copy.Labels, copy.ClassWeights, copy.SampleWeights, scale, c, 2), copy.Shape.Length);
    }

    private static void Throws<TException>(string message, string parameter, Action<ClassCell[]> call, int length)
        where TException : ArgumentException
    {
        var cells = new ClassCell[length];
        Array.Fill(cells, new(-7, -8));
        var error = Assert.Throws<TException>(parameter, () => call(cells));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.All(cells, c => Assert.Equal(new(-7, -8), c));
    }
}
