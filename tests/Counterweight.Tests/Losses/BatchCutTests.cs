using Counterweight.Losses;
using Counterweight.Losses.Point;
using Counterweight.Losses.Rows;
using Counterweight.Losses.Softmax;
using Counterweight.Losses.SoftTargets;
using Counterweight.Tests.Losses.Softmax;
using Counterweight.Weighting;
using Xunit;

namespace Counterweight.Tests.Losses;

/// <summary>What is written for a row is the same bits in a batch of several work items and in a part of it.</summary>
public sealed class BatchCutTests
{
    private const int Part = 50;

    [Theory]
    [MemberData(nameof(LayoutClasses.All), MemberType = typeof(LayoutClasses))]
    public void OfRowsOfLogits(int classes)
    {
        var rows = (2 * SoftmaxLoss.RowsPerWorkItem(classes)) + 7;
        var batch = SoftmaxBatch<float>.Create(rows, classes);
        foreach (var isClassMajor in (bool[])[false, true])
        {
            var call = new SoftmaxCall<float> { IsClassMajor = isClassMajor };
            var whole = call.Run(batch);
            for (var start = 0; start < rows; start += Part)
            {
                var end = Math.Min(rows, start + Part);
                var part = call.Run(batch.Slice(start, end));
                SameBits.Assert<float>(part.Value, whole.Value.AsSpan(start..end), $"value from {start} on");
                SameBits.Assert<float>(part.Gradient, whole.Gradient.AsSpan((start * classes)..(end * classes)), $"gradient from {start} on");
                SameBits.Assert<float>(part.Hessian, whole.Hessian.AsSpan((start * classes)..(end * classes)), $"Hessian from {start} on");
                SameBits.Assert<float>(part.LogSumExp, whole.LogSumExp.AsSpan(start..end), $"log-sum-exp from {start} on");
                Assert.Equal(part.ArgMax, whole.ArgMax[start..end]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(LayoutClasses.All), MemberType = typeof(LayoutClasses))]
    public void OfRowsWithSoftTargets(int classes)
    {
        var rows = (2 * SoftmaxLoss.RowsPerWorkItem(classes)) + 7;
        var batch = SoftmaxBatch<float>.Create(rows, classes);
        float[] targets = [.. batch.Scores.Select((_, i) => i % classes == i / classes % classes ? 1f : 0)];
        var whole = Evaluate(0, rows);
        for (var start = 0; start < rows; start += Part)
        {
            var end = Math.Min(rows, start + Part);
            var part = Evaluate(start, end);
            SameBits.Assert<float>(part.Value, whole.Value.AsSpan(start..end), $"value from {start} on");
            SameBits.Assert<float>(part.Gradient, whole.Gradient.AsSpan((start * classes)..(end * classes)), $"gradient from {start} on");
            SameBits.Assert<float>(part.Hessian, whole.Hessian.AsSpan((start * classes)..(end * classes)), $"Hessian from {start} on");
        }

        Evaluated<float> Evaluate(int start, int end)
        {
            var (value, gradient, hessian) = (new float[end - start], new float[(end - start) * classes], new float[(end - start) * classes]);
            var sum = SoftTargetLoss.Evaluate(
                default(SoftTargetCrossEntropy<float>),
                batch.Scores.AsSpan((start * classes)..(end * classes)),
                LogitLayout.RowMajor(classes),
                targets.AsSpan((start * classes)..(end * classes)),
                new LossWeights<float> { PerSample = batch.SampleWeights.AsSpan(start..end) },
                new LossOutputs<float> { Value = value, Gradient = gradient, Hessian = hessian });
            return new(sum, value, gradient, hessian);
        }
    }

    [Fact]
    public void OfScores()
    {
        const int Rows = (2 * PointLoss.RowsPerWorkItem) + 7;
        var random = new Random(3);
        float[] scores = [.. Enumerable.Range(0, Rows).Select(_ => (random.NextSingle() - 0.5f) * 20)];
        float[] targets = [.. scores.Select(_ => random.NextSingle())];
        float[] weights = [.. scores.Select(_ => random.Next(4) * 0.7f)];
        var whole = Evaluate(0, Rows);
        for (var start = 0; start < Rows; start += Part)
        {
            var end = Math.Min(Rows, start + Part);
            var part = Evaluate(start, end);
            SameBits.Assert<float>(part.Value, whole.Value.AsSpan(start..end), $"value from {start} on");
            SameBits.Assert<float>(part.Gradient, whole.Gradient.AsSpan(start..end), $"gradient from {start} on");
            SameBits.Assert<float>(part.Hessian, whole.Hessian.AsSpan(start..end), $"Hessian from {start} on");
        }

        Evaluated<float> Evaluate(int start, int end) =>
            Evaluated<float>.Point(new BinaryFocalLoss<float>(2, 3, 0.5f), scores[start..end], targets[start..end], weights[start..end]);
    }
}
