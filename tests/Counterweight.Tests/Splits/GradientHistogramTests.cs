using Counterweight.Binning;
using Counterweight.Reference.Splits;
using Counterweight.Splits;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Splits;

public class GradientHistogramTests
{
    [Theory]
    [InlineData(0, 3, 4, 1)]
    [InlineData(1, 1, 1, 1)]
    [InlineData(3, 2, 5, 2)]
    [InlineData(100, 1, 256, 1)]
    [InlineData(257, 4, 16, 1)]
    [InlineData(300, 7, 255, 4)]
    [InlineData(64, 15, 2, 3)]
    [InlineData(1000, 33, 30, 1)]
    [InlineData(1000, 33, 3000, 1)]
    [InlineData(200, 2, 65536, 2)]
    [InlineData(30, 3, 9, 700)]
    [InlineData(3000, 150, 256, 1)]
    public void EqualsTheReference(int rows, int features, int bins, int outputs)
    {
        var data = GradientData.Create(1, rows, features, bins, outputs);
        foreach (var item in new[] { data, data.With([]) })
        {
            AssertMatches(item, [.. Enumerable.Range(0, rows)], item.Histogram());
            int[] some = [.. Enumerable.Range(0, rows).Where(r => r % 3 != 1), .. Enumerable.Range(0, rows).Take(2)];
            AssertMatches(item, some, item.Histogram(some, item.Take(some).Scale));
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void ThreadsChangeNoBit(int threads)
    {
        var data = GradientData.Create(3, 60000, 5, 20, 1);
        Assert.Equal(data.Histogram(), data.Histogram(threads: threads));
        int[] rows = [.. Enumerable.Range(0, 50000).Select(i => 59999 - i)];
        Assert.Equal(data.Histogram(rows), data.Histogram(rows, threads: threads));
    }

    [Fact]
    public void PermutedRowsGiveTheSameBits() => Check((seed, rows) =>
    {
        var data = GradientData.Create(seed, rows, 3, 7, 1 + (seed % 3));
        int[] order = [.. Enumerable.Range(0, rows)];
        new Random(seed).Shuffle(order);
        Assert.Equal(data.Scale, data.Take(order).Scale);
        Assert.Equal(data.Histogram(), data.Take(order).Histogram());
        Assert.Equal(data.Histogram(), data.Histogram(order));
    });

    [Fact]
    public void WeightTwoIsTheRowTwice() => Check((seed, rows) =>
    {
        var data = GradientData.Create(seed, rows, 3, 7, 1 + (seed % 3)).With([.. Enumerable.Repeat(1f, rows)]);
        int[] twice = [.. Enumerable.Range(0, rows).Where(r => r % 2 == 0)];
        var repeated = data.Take([.. Enumerable.Range(0, rows), .. twice]);
        var heavy = data.With([.. data.Weights.Select((w, r) => r % 2 == 0 ? 2 * w : w)]);
        Assert.Equal(repeated.Scale, heavy.Scale);
        Assert.Equal(WithoutCounts(repeated), WithoutCounts(heavy));
        Assert.Equal(repeated.Histogram(), repeated.With([]).Histogram());

        IEnumerable<long> WithoutCounts(GradientData of) => of.Histogram().Where((_, i) => i % of.Shape.FeatureStride % of.Shape.CellLength != 0);
    });

    [Fact]
    public void WeightZeroIsNoRow() => Check((seed, rows) =>
    {
        var data = GradientData.Create(seed, rows, 3, 7, 1 + (seed % 3));
        int[] kept = [.. Enumerable.Range(0, rows).Where(r => data.Weights[r] != 0)];
        var expected = data.Take(kept);
        for (var r = 0; r < rows; r++)
        {
            if (data.Weights[r] == 0)
            {
                data.Gradients[r * data.Shape.OutputCount] = r % 2 == 0 ? float.NaN : 1e30f;
                data.Hessians[r * data.Shape.OutputCount] = float.PositiveInfinity;
            }
        }

        Assert.Equal(expected.Scale, data.Scale);
        Assert.Equal(expected.Histogram(), data.Histogram());
        Assert.Equal(expected.Histogram(), data.Histogram(kept));
    });

    [Fact]
    public void PowersOfTwoScaleOnlyTheQuanta() => Check((seed, rows) =>
    {
        var data = GradientData.Create(seed, rows, 3, 7, 1);
        var power = (seed % 61) - 30;
        var scaled = data.With([.. data.Weights.Select(w => MathF.ScaleB(w, power))]);
        Assert.Equal(data.Histogram(), scaled.Histogram());
        Assert.Equal(data.Weights.All(w => w == 0) ? 0 : power, data.Scale.WeightExponent - scaled.Scale.WeightExponent);
    });

    [Fact]
    public void SiblingIsParentLessChild() => Check((seed, rows) =>
    {
        var data = GradientData.Create(seed, rows, 3, 7, 1 + (seed % 3));
        int[] left = [.. Enumerable.Range(0, rows).Where(r => r % 3 == 0)];
        int[] right = [.. Enumerable.Range(0, rows).Where(r => r % 3 != 0)];
        var parent = data.Histogram();
        var sibling = new long[parent.Length];
        GradientHistogram.Subtract(parent, data.Histogram(left), sibling);
        Assert.Equal(data.Histogram(right), sibling);
        GradientHistogram.Add(sibling, data.Histogram(left), sibling);
        Assert.Equal(parent, sibling);
    });

    [Fact]
    public void BadOperandsAreNamedAndNothingIsWritten()
    {
        // Few and many rows: checked first, and checked on the way.
        foreach (var rows in new[] { 40, 3000 })
        {
            var data = GradientData.Create(4, rows, 20, 200, 2).With([.. Enumerable.Repeat(1f, rows)]);
            Bad(data, "bins at row 7, feature 19 is 200", "bins", d => d.Bins[(7 * 20) + 19] = 200);
            Bad(data, "bins at row 0, feature 0 is 255", "bins", d => d.Bins[0] = 255);
            Bad(data, "weights[11] is NaN", "weights", d => d.Weights[11] = float.NaN);
            Bad(data, "weights[38] is -1", "weights", d => d.Weights[38] = -1);
            Bad(data, "weights[0] is Infinity", "weights", d => d.Weights[0] = float.PositiveInfinity);
            Bad(data, "gradients at row 39, output 1 is NaN", "gradients", d => d.Gradients[79] = float.NaN);
            Bad(data, "gradients at row 2, output 0 is -9", "gradients", d => d.Gradients[4] = -9);
            Bad(data, "hessians at row 5, output 1 is Infinity", "hessians", d => d.Hessians[11] = float.PositiveInfinity);
            Bad(data, "could overflow", "scale", d => Array.Fill(d.Weights, 2.5f));
            Bad(data, "could overflow", "scale", d => d.Weights[3] = 1e30f);
            Throws<ArgumentOutOfRangeException>(data, "rows[1] is " + rows, "rows", (m, c) => GradientHistogram.Build<ushort, float>(m, data.Shape, [0, rows], [], data.Gradients, data.Hessians, data.Scale, c));
            Throws<ArgumentOutOfRangeException>(data, "rows[0] is -1", "rows", (m, c) => GradientHistogram.Build<ushort, float>(m, data.Shape, [-1], [], data.Gradients, data.Hessians, data.Scale, c));
            Throws<ArgumentException>(data, "gradients has 3", "gradients", (m, c) => GradientHistogram.Build<ushort, float>(m, data.Shape, [], [1, 2, 3], data.Hessians, data.Scale, c));
            Throws<ArgumentException>(data, "hessians has 1", "hessians", (m, c) => GradientHistogram.Build<ushort, float>(m, data.Shape, [], data.Gradients, [1], data.Scale, c));
            Throws<ArgumentException>(data, "weights has 1", "weights", (m, c) => GradientHistogram.Build<ushort, float>(m, data.Shape, [1], data.Gradients, data.Hessians, data.Scale, c));
            Throws<ArgumentException>(data, "bins has 20 features", "bins", (m, c) => GradientHistogram.Build<ushort, float>(m, new(19, 200, 2), [], data.Gradients, data.Hessians, data.Scale, c));
            Throws<ArgumentException>(data, "destination has", "destination", (m, c) => GradientHistogram.Build<ushort, float>(m, new(20, 201, 2), [], data.Gradients, data.Hessians, data.Scale, c));
            Throws<ArgumentOutOfRangeException>(data, "degreeOfParallelism", "degreeOfParallelism", (m, c) => GradientHistogram.Build<ushort, float>(m, data.Shape, [], data.Gradients, data.Hessians, data.Scale, c, 0));
        }

        Assert.Throws<ArgumentException>("bins", () => new BinMatrix<byte>(new byte[5], 2, 2));
        Assert.Throws<ArgumentOutOfRangeException>("layout", () => new BinMatrix<byte>(new byte[4], 2, 2, (FeatureLayout)2));
        Assert.Throws<NotSupportedException>(() => new BinMatrix<int>(new int[4], 2, 2));
        Assert.Throws<ArgumentException>("child", () => GradientHistogram.Subtract(new long[2], new long[1], new long[2]));
        Assert.Throws<ArgumentOutOfRangeException>("binCount", () => new GradientHistogramShape(1, 65537));
        Assert.Throws<ArgumentOutOfRangeException>("featureCount", () => new GradientHistogramShape(1 << 20, 1 << 10));
        Assert.Equal((2 * ((256 * 4) + 8)) + (7 * 4), new GradientHistogramShape(3, 256).IndexOf(2, 7));
        Assert.Equal(6, new GradientHistogramShape(3, 255, 2).CellLength);
    }

    [Fact]
    public void TheLargestSumsDoNotOverflow()
    {
        // The extremes of a scale: every weight, gradient and Hessian at its most.
        const int Rows = 100000;
        var gradients = Enumerable.Repeat(MathF.BitDecrement(2), Rows).ToArray();
        var weights = Enumerable.Repeat(1.9f, Rows).ToArray();
        var scale = GradientHistogramScale.For<float>(weights, gradients, gradients);
        var cells = new long[4];
        GradientHistogram.Build<byte, float>(new(new byte[Rows], Rows, 1), new(1, 1), weights, gradients, gradients, scale, cells);
        Assert.Equal(Rows, cells[0]);
        Assert.Equal(1.9f * Rows, scale.ToWeight(cells[1]), 1e-6 * Rows);
        Assert.Equal(2 * 1.9f * Rows, scale.ToGradient(cells[2]), 1e-5 * Rows);
        Assert.Equal(cells[2], cells[3]);
        Assert.True(cells[2] > 1L << 60);
    }

    [Fact]
    public void OneThreadAllocatesNothing()
    {
        var data = GradientData.Create(6, 20000, 6, 255, 1);
        var cells = new long[data.Shape.Length];
        int[] rows = [.. Enumerable.Range(0, 20000).Where(r => r % 2 == 0)];
        int[] few = [.. rows.Take(100)];
        var scale = data.Scale;
        Run();
        Assert.Equal(0, Allocation.Of(Run));

        void Run()
        {
            var bins = new BinMatrix<ushort>(data.Bins, 20000, 6);
            GradientHistogram.Build<ushort, float>(bins, data.Shape, data.Weights, data.Gradients, data.Hessians, scale, cells);
            GradientHistogram.Build<ushort, float>(bins, data.Shape, rows, data.Weights, data.Gradients, data.Hessians, scale, cells);
            GradientHistogram.Build<ushort, float>(bins, data.Shape, few, data.Weights, data.Gradients, data.Hessians, scale, cells);
            GradientHistogram.Subtract(cells, cells, cells);
        }
    }

    private static void Check(Action<int, int> law) =>
        Prop.ForAll(Gen.Choose(0, 1 << 20).SelectMany(seed => Gen.Choose(1, 200).Select(rows => (seed, rows))).ToArbitrary(), pair =>
        {
            law(pair.seed, pair.rows);
            return true;
        }).QuickCheckThrowOnFailure();

    private static void AssertMatches(GradientData data, int[] rows, long[] cells)
    {
        var shape = data.Shape;
        var scale = data.Take(rows).Scale;
        var expected = GradientHistogramReference.Sum(
            (row, f) => data.Bins[(row * shape.FeatureCount) + f], shape.FeatureCount, shape.BinCount, shape.OutputCount, rows,
            GradientData.Wide(data.Weights), GradientData.Wide(data.Gradients), GradientData.Wide(data.Hessians), scale);
        var ofFeature = shape.BinCount * shape.CellLength;
        Assert.Equal(expected.Length, shape.FeatureCount * ofFeature);
        for (var i = 0; i < expected.Length; i++)
        {
            if (expected[i] != cells[(i / ofFeature * shape.FeatureStride) + (i % ofFeature)])
            {
                Assert.Fail($"Number {i} is {cells[(i / ofFeature * shape.FeatureStride) + (i % ofFeature)]}, not {expected[i]}.");
            }
        }

        Assert.Equal(expected.Count(e => e != 0), cells.Count(c => c != 0));
    }

    private static void Bad(GradientData data, string message, string parameter, Action<GradientData> spoil)
    {
        var scale = data.Scale;
        int[] all = [.. Enumerable.Range(0, data.Rows)];
        var copy = data.Take(all);
        spoil(copy);
        Throws<ArgumentOutOfRangeException>(copy, message, parameter, (m, c) => GradientHistogram.Build<ushort, float>(m, copy.Shape, copy.Weights, copy.Gradients, copy.Hessians, scale, c));
        Throws<ArgumentOutOfRangeException>(copy, message, parameter, (m, c) => GradientHistogram.Build<ushort, float>(m, copy.Shape, all, copy.Weights, copy.Gradients, copy.Hessians, scale, c, 2));
    }

    private static void Throws<TException>(GradientData data, string message, string parameter, Build call)
        where TException : ArgumentException
    {
        var byColumn = new ushort[data.Bins.Length];
        for (var i = 0; i < byColumn.Length; i++)
        {
            byColumn[(i % data.Shape.FeatureCount * data.Rows) + (i / data.Shape.FeatureCount)] = data.Bins[i];
        }

        foreach (var layout in new[] { FeatureLayout.RowMajor, FeatureLayout.FeatureMajor })
        {
            var cells = new long[data.Shape.Length];
            Array.Fill(cells, -7);
            var error = Assert.Throws<TException>(parameter, () => call(new(layout == FeatureLayout.RowMajor ? data.Bins : byColumn, data.Rows, data.Shape.FeatureCount, layout), cells));
            Assert.Contains(message, error.Message, StringComparison.Ordinal);
            Assert.All(cells, c => Assert.Equal(-7, c));
        }
    }

    private delegate void Build(BinMatrix<ushort> bins, long[] cells);
}
