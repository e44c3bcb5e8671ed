using Counterweight.Histograms;
using Counterweight.Losses;
using Counterweight.Losses.Point;
using Counterweight.Losses.Softmax;
using Counterweight.Resampling;
using Counterweight.Resampling.Over;
using Xunit;

namespace Counterweight.Tests.Resampling.Over;

/// <summary>A class whose rows are all copied m − 1 times is the class of weight m.</summary>
public sealed class OverSamplingLawTests
{
    /// <summary>A power of two: multiplied by it a float keeps its digits.</summary>
    private const int Factor = 4;

    private const int Count = 300;

    private static readonly Rows Some = new(Count, 2, 4, 0.8, 0.2);

    private static readonly int[] Copied = Copies();

    private static readonly float[] Heavy = [.. Some.Labels.Zip(Some.Weights, (label, weight) => label == 1 ? Factor * weight : weight)];

    [Fact]
    public void InHistograms()
    {
        var shape = new HistogramShape(2, 64, 2);
        byte[] bins = [.. Some.Features.Select(feature => (byte)Math.Clamp((feature + 3) * 10, 0, 63))];
        var cells = Cells(shape, [.. Copied.SelectMany(row => bins.Skip(2 * row).Take(2))], Take(Some.Labels), Take(Some.Weights));
        Assert.Equal(Cells(shape, bins, Some.Labels, Heavy), cells);
        Assert.Contains(cells, cell => cell > 0);
    }

    [Fact]
    public void InPointLosses()
    {
        Point(new BinaryCrossEntropy<float>());
        Point(new BinaryFocalLoss<float>(2));
        Point(new HingeLoss<float>());
        Point(new SquaredHingeLoss<float>());
        Point(new ExponentialLoss<float>());
        Point(new SquaredLoss<float>());
        Point(new AbsoluteLoss<float>());
    }

    [Fact]
    public void InSoftmaxLosses()
    {
        Softmax(new SoftmaxCrossEntropy<float>());
        Softmax(new SoftmaxFocalLoss<float>(2));
        Softmax(new MulticlassHingeLoss<float>(2));
    }

    private static void Point<TLoss>(TLoss loss)
        where TLoss : struct, IPointLoss<TLoss, float>
    {
        float[] scores = [.. Enumerable.Range(0, Count).Select(row => Some.Features[2 * row])];
        float[] targets = [.. Some.Labels.Select(label => (float)label)];
        var copied = PointLoss.Evaluate(loss, Take(scores), Take(targets), Take(Some.Weights));
        AssertSame(PointLoss.Evaluate(loss, scores, targets, Heavy), copied);
        AssertDiffers(PointLoss.Evaluate(loss, scores, targets, Some.Weights), copied);
    }

    private static void Softmax<TLoss>(TLoss loss)
        where TLoss : struct, ISoftmaxLoss<float>
    {
        var copied = SoftmaxLoss.Evaluate(loss, [.. Copied.SelectMany(row => Some.Features.Skip(2 * row).Take(2))], 2, Take(Some.Labels), new() { PerSample = Take(Some.Weights) });
        AssertSame(SoftmaxLoss.Evaluate(loss, Some.Features, 2, Some.Labels, new() { PerSample = Heavy }), copied);
        AssertSame(SoftmaxLoss.Evaluate(loss, Some.Features, 2, Some.Labels, new() { PerSample = Some.Weights, PerClass = [1, Factor] }), copied);
    }

    private static void AssertSame(LossSum weighted, LossSum copied)
    {
        Assert.Equal(weighted.Loss, copied.Loss, 1e-9 * Math.Abs(copied.Loss));
        Assert.Equal(weighted.Weight, copied.Weight, 1e-9 * copied.Weight);
    }

    private static void AssertDiffers(LossSum one, LossSum other) => Assert.True(Math.Abs(one.Loss - other.Loss) > 1e-3 * Math.Abs(other.Loss));

    /// <summary>The weights of all cells; the numbers of rows are not those of weights.</summary>
    private static long[] Cells(HistogramShape shape, byte[] bins, int[] labels, float[] weights)
    {
        var cells = new ClassCell[shape.Length];
        ClassHistogram.Build<byte, float>(new(bins, labels.Length, 2), labels, [], weights, new(cells, shape, WeightScale.For<float>([], Heavy, Copied.Length)));
        return [.. cells.Select(cell => cell.Weight)];
    }

    private static T[] Take<T>(T[] values) => [.. Copied.Select(row => values[row])];

    /// <summary>All rows, and those of class 1 as often again as the factor asks.</summary>
    private static int[] Copies()
    {
        var own = Some.OfClass(1).Length;
        var copies = new int[(Factor - 1) * own];
        new RandomOverSampler(CopyRule.EvenCopies).Draw(Some.Labels, SamplingStrategy.Counts((1, Factor * own)), 1, copies);
        return [.. Enumerable.Range(0, Count), .. copies];
    }
}
