using Counterweight.Features;
using Counterweight.Histograms;
using Counterweight.Reference.Splits;
using Counterweight.Weighting;
using Xunit;

namespace Counterweight.Tests.Splits;

public class GradientHistogramTests : HistogramTests<GradientData, GradientHistogramScale, long>
{
    protected override string WeightsName => "weights";

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
        AssertEqualsTheReference(data);
        AssertEqualsTheReference(data.With([]));
        AssertEqualsTheReference(data.With([.. data.AllRows.Select(row => row % 5 == 3 ? 6f : 0.52f)]));
    }

    /// <summary>Few rows are taken from the parent one by one, of many the sums; with one output and with several.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(90, 1)]
    [InlineData(90, 3)]
    [InlineData(400, 1)]
    [InlineData(1500, 2)]
    [InlineData(2500, 1)]
    [InlineData(2500, 3)]
    public void DividesAParentIntoChildren(int rows, int outputs)
    {
        var weighted = GradientData.Create(5, 3000, 9, 200, outputs);
        var ofClasses = GradientData.Create(6, 3000, 9, 60, outputs).With([.. weighted.AllRows.Select(row => row % 11 == 3 ? 6f : 0.52f)]);
        foreach (var (threads, data) in ((int, GradientData)[])[(1, weighted), (3, weighted), (1, ofClasses), (3, ofClasses), (1, weighted.With([])), (3, weighted.With([]))])
        {
            int[] some = [.. data.AllRows.Where(row => (row * 7) % 3000 < rows)];
            Assert.Equal(rows, some.Length);
            var (scale, parent, child) = (data.Scale, data.Histogram(), new long[data.Length]);
            child.AsSpan().Fill(99);
            foreach (var layout in new[] { FeatureLayout.RowMajor, FeatureLayout.FeatureMajor })
            {
                var other = parent.ToArray();
                GradientHistogram.Divide<ushort, float>(data.Matrix(data.BinsOf<ushort>(layout), layout), data.SampleWeights, data.Gradients, data.Hessians, other, new(child, data.Shape, scale), some, threads);
                Assert.Equal(data.Histogram(some, scale), child);
                Assert.Equal(data.Histogram([.. data.AllRows.Except(some)], scale), other);
            }
        }
    }

    [Theory]
    [InlineData(40)]
    [InlineData(3000)]
    public void ABadChildLeavesTheParentAsItWas(int rows)
    {
        var data = GradientData.Create(4, rows, 20, 200, 1).With([.. Enumerable.Repeat(1f, rows)]);
        var scale = data.Scale;
        var (parent, cells) = (data.Histogram(), new long[data.Length]);
        var before = parent.ToArray();
        var numbers = new long[2 * data.Length];
        Refused<ArgumentException>("parent has", "parent", new long[data.Length - 1]);
        Refused<ArgumentException>("overlap", "parent", cells);
        Refused<ArgumentException>("overlap", "parent", numbers.AsMemory(1, data.Length), numbers.AsMemory(0, data.Length));
        Refused<ArgumentOutOfRangeException>("rows[1] is -1", "rows", parent, rows: [0, -1]);
        data.Gradients[rows - 1] = float.NaN;
        Refused<ArgumentOutOfRangeException>($"gradients at row {rows - 1}, output 0 is NaN", "gradients", parent);
        data.Gradients[rows - 1] = 0;
        data.Bins[(20 * rows) - 1] = 200;
        Refused<ArgumentOutOfRangeException>($"bins at row {rows - 1}, feature 19 is 200", "bins", parent);
        Assert.Equal(before, parent);

        void Refused<TException>(string message, string parameter, Memory<long> parent, Memory<long>? child = null, int[]? rows = null)
            where TException : ArgumentException
        {
            var destination = child ?? cells;
            var filled = destination.ToArray();
            var exception = Assert.Throws<TException>(parameter, () => GradientHistogram.Divide<ushort, float>(
                data.Matrix(data.Bins), data.SampleWeights, data.Gradients, data.Hessians, parent.Span, new(destination.Span, data.Shape, scale), rows ?? data.AllRows));
            Assert.Contains(message, exception.Message, StringComparison.Ordinal);
            Assert.Equal(filled, destination.ToArray());
        }
    }

    [Fact]
    public void WeightTwoIsTheRowTwice() => Check((seed, rows) =>
    {
        var data = Create(seed, rows, 3, 7).With([.. Enumerable.Repeat(1f, rows)]);
        int[] twice = [.. data.AllRows.Where(r => r % 2 == 0)];
        var repeated = data.Take([.. data.AllRows, .. twice]);
        var heavy = data.With([.. data.SampleWeights.Select((w, r) => r % 2 == 0 ? 2 * w : w)]);
        Assert.Equal(repeated.Scale, heavy.Scale);
        Assert.Equal(WithoutCounts(repeated), WithoutCounts(heavy));
        Assert.Equal(repeated.Histogram(), repeated.With([]).Histogram());

        IEnumerable<long> WithoutCounts(GradientData of) => of.Histogram().Where((_, i) => i % of.Shape.FeatureStride % of.Shape.CellLength != 0);
    });

    [Fact]
    public void PowersOfTwoScaleOnlyTheQuanta() => Check((seed, rows) =>
    {
        var data = GradientData.Create(seed, rows, 3, 7, 1);
        var power = (seed % 61) - 30;
        var scaled = data.With([.. data.SampleWeights.Select(w => MathF.ScaleB(w, power))]);
        Assert.Equal(data.Histogram(), scaled.Histogram());
        Assert.Equal(data.SampleWeights.All(w => w == 0) ? 0 : power, data.Scale.WeightExponent - scaled.Scale.WeightExponent);
    });

    [Fact]
    public void RowsOfWeightZeroHaveNoPartInTheScale() => Check((seed, rows) =>
    {
        var data = Create(seed, rows, 3, 7);
        Assert.Equal(data.Take([.. data.AllRows.Where(r => data.SampleWeights[r] != 0)]).Scale, data.Scale);
    });

    /// <summary>No item's weights exceed the limit, 65,536 rows of weight 1, but those of all do.</summary>
    [Fact]
    public void WeightsThatOverflowOnlyTogetherAreRefused()
    {
        var data = GradientData.Create(4, 40000, 3, 200, 2).With([.. Enumerable.Repeat(1f, 40000)]);
        Bad(data, "could overflow", "destination", d => d.SampleWeights.AsSpan(20000).Fill(2.5f));
        Bad(data, "gradients at row 39999, output 1 is NaN", "gradients", d => d.Gradients[79999] = float.NaN);
        Bad(data, "hessians at row 16384, output 0 is Infinity", "hessians", d => d.Hessians[32768] = float.PositiveInfinity);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(3000)]
    public void BadOperandsAreNamedAndNothingIsWritten(int rows)
    {
        var data = GradientData.Create(4, rows, 20, 200, 2).With([.. Enumerable.Repeat(1f, rows)]);
        Bad(data, "gradients at row 39, output 1 is NaN", "gradients", d => d.Gradients[79] = float.NaN);
        Bad(data, "gradients at row 2, output 0 is -9", "gradients", d => d.Gradients[4] = -9);
        Bad(data, "hessians at row 5, output 1 is Infinity", "hessians", d => d.Hessians[11] = float.PositiveInfinity);
        Bad(data, "could overflow", "destination", d => Array.Fill(d.SampleWeights, 2.5f));
        Refused("gradients has 3", "gradients", data.Shape, [], [1, 2, 3], data.Hessians);
        Refused("hessians has 1", "hessians", data.Shape, [], data.Gradients, [1]);
        Refused("weights has 1", "weights", data.Shape, [1], data.Gradients, data.Hessians);
        Refused("bins has 20 features", "bins", new(19, 200, 2), [], data.Gradients, data.Hessians);
        Refused("cells has", "cells", new(20, 201, 2), [], data.Gradients, data.Hessians);
        Assert.Throws<ArgumentException>("destination", () => GradientHistogram.Build<ushort, float>(data.Matrix(data.Bins), [], data.Gradients, data.Hessians, default));
        Assert.Throws<ArgumentException>("child", () => GradientHistogram.Subtract(new long[2], new long[1], new long[2]));

        void Refused(string message, string parameter, GradientHistogramShape shape, float[] weights, float[] gradients, float[] hessians)
        {
            var cells = new long[parameter is "bins" ? shape.Length : data.Length];
            Throws<ArgumentException>(message, parameter, cells, data.Filler, () => GradientHistogram.Build<ushort, float>(data.Matrix(data.Bins), weights, gradients, hessians, new(cells, shape, data.Scale)));
        }
    }

    [Fact]
    public void ShapesKnowWhereTheirCellsAre()
    {
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
        GradientHistogram.Build<byte, float>(new(new byte[Rows], Rows, 1), weights, gradients, gradients, new(cells, new(1, 1), scale));
        Assert.Equal(Rows, cells[0]);
        Assert.Equal(1.9f * Rows, scale.ToWeight(cells[1]), 1e-6 * Rows);
        Assert.Equal(2 * 1.9f * Rows, scale.ToGradient(cells[2]), 1e-5 * Rows);
        Assert.Equal(cells[2], cells[3]);
        Assert.True(cells[2] > 1L << 60);
    }

    protected override GradientData Create(int seed, int rows, int features, int bins) => GradientData.Create(seed, rows, features, bins, 1 + (seed % 3));

    protected override void AssertMatches(GradientData data, int[] rows, GradientHistogramScale scale, long[] cells)
    {
        var shape = data.Shape;
        var expected = GradientHistogramReference.Sum(
            (row, f) => data.Bins[(row * shape.FeatureCount) + f], shape.FeatureCount, shape.BinCount, shape.OutputCount, rows,
            GradientData.Wide(data.SampleWeights), GradientData.Wide(data.Gradients), GradientData.Wide(data.Hessians), scale);
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

    protected override void Subtract(long[] parent, long[] child, long[] sibling) => GradientHistogram.Subtract(parent, child, sibling);

    protected override void Add(long[] left, long[] right, long[] destination) => GradientHistogram.Add(left, right, destination);

    protected override void SpoilRow(GradientData data, int row) => data.Gradients[row * data.Shape.OutputCount] = float.NaN;

    protected override void SpoilUnread(GradientData data, int row)
    {
        data.Gradients[row * data.Shape.OutputCount] = row % 2 == 0 ? float.NaN : 1e30f;
        data.Hessians[row * data.Shape.OutputCount] = float.PositiveInfinity;
    }
}
