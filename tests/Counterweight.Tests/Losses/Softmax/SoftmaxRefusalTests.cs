using Counterweight.Losses;
using Counterweight.Losses.Rows;
using Counterweight.Losses.Softmax;
using Xunit;

namespace Counterweight.Tests.Losses.Softmax;

/// <summary>Bad layouts and row outputs: parameter and value are named, and nothing is written.</summary>
public sealed class SoftmaxRefusalTests
{
    private const int Rows = 37;
    private const int Classes = 5;

    [Fact]
    public void LayoutsOutOfRange()
    {
        Assert.Contains("0", Assert.Throws<ArgumentOutOfRangeException>("classCount", () => LogitLayout.RowMajor(0)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("classCount", () => LogitLayout.RowMajor(-1, 5));
        Assert.Throws<ArgumentOutOfRangeException>("classCount", () => LogitLayout.RowMajor((1 << 24) + 1));
        Assert.Throws<ArgumentOutOfRangeException>("classCount", () => LogitLayout.ClassMajor(0));
        Assert.Contains("4", Assert.Throws<ArgumentOutOfRangeException>("stride", () => LogitLayout.RowMajor(5, 4)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("stride", () => LogitLayout.RowMajor(5, -5));
        Assert.Contains("-1", Assert.Throws<ArgumentOutOfRangeException>("stride", () => LogitLayout.ClassMajor(5, -1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("factor", () => GradientScale.By(double.NaN));
        Assert.Contains("∞", Assert.Throws<ArgumentOutOfRangeException>("factor", () => GradientScale.By(double.PositiveInfinity)).Message.Replace("Infinity", "∞", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void ALayoutThatNobodyMade()
    {
        Refuses<ArgumentException>("layout", ["no classes"], scores: [], layout: default(LogitLayout), ignored: true);
        Refuses<ArgumentException>("layout", ["no classes"], layout: default(LogitLayout));
    }

    [Theory]
    [InlineData(184)]
    [InlineData(186)]
    [InlineData(0)]
    public void LengthsThatDifferFromPackedLayouts(int length)
    {
        Refuses<ArgumentException>("scores", [$"{length}", "37", "185"], scores: new float[length]);
        Refuses<ArgumentException>("scores", [$"{length}", "37", "185"], scores: new float[length], layout: LogitLayout.ClassMajor(Classes));
    }

    [Fact]
    public void LengthsBeyondTheGaps()
    {
        // 36·8 + 5 = 293 to 296; 4·40 + 37 = 197 to 200.
        Refuses<ArgumentException>("scores", ["292", "293", "296"], scores: new float[292], layout: LogitLayout.RowMajor(Classes, 8));
        Refuses<ArgumentException>("scores", ["297", "293", "296"], scores: new float[297], layout: LogitLayout.RowMajor(Classes, 8));
        Refuses<ArgumentException>("scores", ["196", "197", "200"], scores: new float[196], layout: LogitLayout.ClassMajor(Classes, 40));
        Refuses<ArgumentException>("scores", ["201", "197", "200"], scores: new float[201], layout: LogitLayout.ClassMajor(Classes, 40));
        Refuses<ArgumentException>("scores", ["36", "37"], scores: new float[200], layout: LogitLayout.ClassMajor(Classes, 36));
    }

    [Theory]
    [InlineData(293)]
    [InlineData(294)]
    [InlineData(296)]
    public void AnyLengthWithinTheLastGapIsGood(int length)
    {
        var (scores, gradient) = (new float[length], new float[length]);
        var sum = SoftmaxLoss.Evaluate(new SoftmaxCrossEntropy<float>(), scores, LogitLayout.RowMajor(Classes, 8), new int[Rows], outputs: new LossOutputs<float> { Gradient = gradient });
        Assert.Equal(37, sum.Rows);
        Assert.All(gradient[293..], element => Assert.Equal(0, element));
    }

    [Fact]
    public void RowOutputsOfOtherLengths()
    {
        Refuses<ArgumentException>("rowOutputs.LogSumExp", ["36", "37"], logSumExp: new float[36]);
        Refuses<ArgumentException>("rowOutputs.ArgMax", ["38", "37"], argMax: new int[38]);
        Refuses<ArgumentException>("rowOutputs.PerClass", ["6", "5"], perClass: new LossSum[6]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void AHessianFactorThatThereIsNot(int factor) =>
        Refuses<ArgumentOutOfRangeException>("rowOutputs", ["HessianFactor", $"{factor}"], factor: (HessianFactor)factor);

    [Fact]
    public void RowOutputsOverlapNothing()
    {
        float[] scores = new float[Rows * Classes], weights = new float[Rows], value = new float[Rows], gradient = new float[Rows * Classes];
        var labels = new int[Rows];
        foreach (var (other, name) in ((float[], string)[])[(scores, "scores"), (weights, "weights.PerSample"), (value, "outputs.Value"), (gradient, "outputs.Gradient")])
        {
            var exception = Assert.Throws<ArgumentException>("rowOutputs.LogSumExp", () => SoftmaxLoss.Evaluate(
                new SoftmaxCrossEntropy<float>(),
                scores,
                Classes,
                labels,
                new LossWeights<float> { PerSample = weights },
                new LossOutputs<float> { Value = value, Gradient = gradient },
                new RowOutputs<float> { LogSumExp = other.AsSpan(0, Rows) }));
            Assert.Contains($"overlaps {name}", exception.Message, StringComparison.Ordinal);
        }

        Assert.Throws<ArgumentException>("rowOutputs.ArgMax", () => SoftmaxLoss.Evaluate(
            new SoftmaxCrossEntropy<float>(), scores, Classes, labels, rowOutputs: new RowOutputs<float> { ArgMax = labels }));
        Assert.All((float[])[.. scores, .. weights, .. value, .. gradient], element => Assert.Equal(0, element));
    }

    private static void Refuses<TException>(
        string parameter, string[] words, float[]? scores = null, LogitLayout? layout = null, bool ignored = false,
        float[]? logSumExp = null, int[]? argMax = null, LossSum[]? perClass = null, HessianFactor factor = default)
        where TException : ArgumentException
    {
        var logits = scores ?? new float[Rows * Classes];
        var labels = new int[Rows];
        labels.AsSpan().Fill(ignored ? -1 : 0);
        float[][] outputs = [new float[Rows], new float[logits.Length], new float[logits.Length], logSumExp ?? new float[Rows]];
        foreach (var output in outputs)
        {
            output.AsSpan().Fill(77);
        }

        var classes = argMax ?? new int[Rows];
        classes.AsSpan().Fill(77);
        var some = SoftmaxLoss.Evaluate(new SoftmaxCrossEntropy<float>(), new float[2], 2, [0]);
        var sums = perClass ?? new LossSum[Classes];
        sums.AsSpan().Fill(some);
        var exception = Assert.Throws<TException>(parameter, () => SoftmaxLoss.Evaluate(
            new SoftmaxCrossEntropy<float>(),
            logits,
            layout ?? LogitLayout.RowMajor(Classes),
            labels,
            default,
            new LossOutputs<float> { Value = outputs[0], Gradient = outputs[1], Hessian = outputs[2] },
            new RowOutputs<float> { LogSumExp = outputs[3], ArgMax = classes, PerClass = sums, HessianFactor = factor }));
        Assert.All(words, word => Assert.Contains(word, exception.Message, StringComparison.Ordinal));
        Assert.All(outputs, output => Assert.False(output.AsSpan().ContainsAnyExcept(77)));
        Assert.False(classes.AsSpan().ContainsAnyExcept(77));
        Assert.All(sums, sum => Assert.Equal(some, sum));
    }
}
