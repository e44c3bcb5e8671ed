using Counterweight.Histograms;
using Counterweight.Reference.Splits;
using Counterweight.Weighting;
using Xunit;

namespace Counterweight.Tests.Splits;

public class ClassHistogramTests : HistogramTests<BinnedData, WeightScale, ClassCell>
{
    protected override string WeightsName => "sampleWeights";

    [Theory]
    [InlineData(0, 3, 4, 2)]
    [InlineData(1, 1, 1, 1)]
    [InlineData(100, 1, 256, 2)]
    [InlineData(257, 4, 16, 3)]
    [InlineData(300, 7, 255, 7)]
    [InlineData(300, 3, 2, 9)]
    [InlineData(64, 15, 2, 2)]
    [InlineData(64, 16, 3, 2)]
    [InlineData(64, 17, 3, 2)]
    [InlineData(1000, 33, 30, 5)]
    [InlineData(1000, 33, 3000, 2)]
    [InlineData(200, 2, 65536, 2)]
    public void EqualsTheReference(int rows, int features, int bins, int classes)
    {
        var data = BinnedData.Create(1, rows, features, bins, classes);
        foreach (var item in new[] { data, data.With(classWeights: []), data.With(sampleWeights: []), data.With([], []) })
        {
            AssertEqualsTheReference(item);
        }
    }

    [Fact]
    public void DoubleWeightsHaveTheSameScale()
    {
        var data = BinnedData.Create(2, 500, 5, 9, 3);
        Assert.Equal(data.Scale, WeightScale.For<double>(BinnedData.Wide(data.ClassWeights), BinnedData.Wide(data.SampleWeights), 500));
    }

    [Fact]
    public void TwiceTheWeightIsTheRowTwice() => Check((seed, rows) =>
    {
        var data = Create(seed, rows, 3, 7);
        int[] twice = [.. data.AllRows.Where(r => r % 2 == 0)];
        var repeated = data.Take([.. data.AllRows, .. twice]);
        float[] doubled = [.. data.SampleWeights.Select((w, r) => r % 2 == 0 ? 2 * w : w)];
        var heavy = data.With(sampleWeights: doubled);
        Assert.Equal(Weights(repeated), Weights(heavy));

        static IEnumerable<double> Weights(BinnedData of) => of.Histogram().Select(c => of.Scale.ToWeight(c.Weight));
    });

    [Fact]
    public void ClassWeightsAreTheSameNumbersAsSampleWeights() => Check((seed, rows) =>
    {
        var data = Create(seed, rows, 3, 7).With(sampleWeights: []);
        var asSamples = data.With(classWeights: [], sampleWeights: [.. data.Labels.Select(l => data.ClassWeights[l])]);
        Assert.Equal(data.Histogram(), asSamples.Histogram(scale: data.Scale));
    });

    [Fact]
    public void BadOperandsAreNamedAndNothingIsWritten()
    {
        var data = BinnedData.Create(4, 40, 20, 5, 2);
        Bad(data, "labels[39] is 2", "labels", d => d.Labels[39] = 2);
        Bad(data, "labels[3] is -1", "labels", d => d.Labels[3] = -1);
        Bad(data, "classWeights[1] is -2", "classWeights", d => d.ClassWeights[1] = -2);
        Bad(data, "could overflow", "destination", d => d.ClassWeights[1] = 1e6f);
        Refused("bins has 20 features", "bins", new(19, 5, 2), data.Labels, [], []);
        Refused("labels has 2", "labels", data.Shape, [0, 1], [], []);
        Refused("classWeights has 1", "classWeights", data.Shape, data.Labels, [1], []);
        Refused("sampleWeights has 2", "sampleWeights", data.Shape, data.Labels, [], [1, 1]);
        Refused("cells has", "cells", new(20, 6, 2), data.Labels, [], []);
        Assert.Throws<ArgumentException>("destination", () => ClassHistogram.Build<ushort, float>(data.Matrix(data.Bins), data.Labels, [], [], default));
        Assert.Throws<ArgumentException>("child", () => ClassHistogram.Subtract(new ClassCell[2], new ClassCell[1], new ClassCell[2]));

        void Refused(string message, string parameter, HistogramShape shape, int[] labels, float[] classWeights, float[] sampleWeights)
        {
            var cells = new ClassCell[parameter is "bins" ? shape.Length : data.Length];
            Throws<ArgumentException>(message, parameter, cells, data.Filler, () => ClassHistogram.Build<ushort, float>(data.Matrix(data.Bins), labels, classWeights, sampleWeights, new(cells, shape, default)));
        }
    }

    [Fact]
    public void ShapesKnowWhereTheirCellsAre()
    {
        Assert.Throws<ArgumentOutOfRangeException>("binCount", () => ClassHistogram.Length(1, 65537, 2));
        Assert.Throws<ArgumentOutOfRangeException>("featureCount", () => ClassHistogram.Length(1 << 20, 256, 100));
        Assert.Equal(3 * 4 * 5, ClassHistogram.Length(3, 4, 5));
        Assert.Equal(3 * ((256 * 2) + 4), ClassHistogram.Length(3, 256, 2));
        Assert.Equal((2 * 516) + (7 * 2) + 1, new HistogramShape(3, 256, 2).IndexOf(2, 7, 1));
        Assert.Throws<ArgumentOutOfRangeException>("bin", () => new HistogramShape(3, 256, 2).IndexOf(2, 256, 1));
    }

    protected override BinnedData Create(int seed, int rows, int features, int bins) => BinnedData.Create(seed, rows, features, bins, 3);

    protected override void AssertMatches(BinnedData data, int[] rows, WeightScale scale, ClassCell[] cells)
    {
        var (counts, weights) = HistogramReference.Sum<ushort>(
            data.Bins, data.Shape.FeatureCount, data.Shape.BinCount, data.Shape.ClassCount, rows, data.Labels, BinnedData.Wide(data.ClassWeights), BinnedData.Wide(data.SampleWeights));
        Assert.Equal(counts.Sum(), cells.Sum(c => c.RowCount));
        cells = data.Pack(cells);
        Assert.Equal(counts, cells.Select(c => c.RowCount));
        for (var i = 0; i < cells.Length; i++)
        {
            var weight = scale.ToWeight(cells[i].Weight);
            if (!(Math.Abs(weight - weights[i]) <= 2e-7 * (weights[i] + 1e-6)))
            {
                Assert.Fail($"Cell {i} weighs {weight}, not {weights[i]}.");
            }
        }
    }

    protected override void Subtract(ClassCell[] parent, ClassCell[] child, ClassCell[] sibling) => ClassHistogram.Subtract(parent, child, sibling);

    protected override void Add(ClassCell[] left, ClassCell[] right, ClassCell[] destination) => ClassHistogram.Add(left, right, destination);

    protected override void SpoilRow(BinnedData data, int row) => data.Labels[row] = 99;
}
