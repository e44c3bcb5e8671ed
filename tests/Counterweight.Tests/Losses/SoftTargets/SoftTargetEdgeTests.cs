using Counterweight.Losses;
using Counterweight.Losses.Rows;
using Counterweight.Losses.SoftTargets;
using Counterweight.Weighting;
using Xunit;

namespace Counterweight.Tests.Losses.SoftTargets;

/// <summary>Losses with soft targets at the edges of their domain; short rows and, filled up with classes of probability 0, long ones.</summary>
public sealed partial class SoftTargetEdgeTests
{
    private const float Infinity = float.PositiveInfinity;

    public static TheoryData<int> Widths => [3, 4, 17, 54, 55, 120, 300];

    [Theory]
    [MemberData(nameof(Widths))]
    public void NegativeInfinityOfTargetZeroContributesNothing(int classes)
    {
        foreach (var result in Both(Rows(classes, [0, -Infinity, 0], [0.5f, 0, 0.5f])))
        {
            Assert.Equal([0f, 0, 0], result.Gradient[..3]);
            Assert.Equal([0.25f, 0, 0.25f], result.Hessian[..3]);
            Assert.Equal((1, 1L), (result.Sum.Weight, result.Sum.Rows));
        }

        Assert.Equal(MathF.Log(2), Rows(classes, [0, -Infinity, 0], [0.5f, 0, 0.5f]).CrossEntropy().Value[0], 1e-7f);
        Assert.Equal(0, Rows(classes, [0, -Infinity, 0], [0.5f, 0, 0.5f]).Distillation().Value[0], 1e-7f);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void NegativeInfinityOfWeightZeroContributesNothing(int classes)
    {
        float[] weights = [1, 0, 2, .. new float[classes - 3]];
        foreach (var result in Both(Rows(classes, [1, -Infinity, 2], [0.25f, 0.5f, 0.25f]) with { ClassWeights = weights }))
        {
            Assert.True(float.IsFinite(result.Value[0]));
            Assert.Equal(0.75, result.Sum.Weight);
            Assert.All(result.Gradient, gradient => Assert.True(float.IsFinite(gradient)));
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void NegativeInfinityOfAPositiveTargetIsAnInfiniteLossWithAFiniteGradient(int classes)
    {
        foreach (var result in Both(Rows(classes, [-Infinity, 0, 0], [0.5f, 0.5f, 0])))
        {
            Assert.Equal(Infinity, result.Value[0]);
            Assert.Equal(double.PositiveInfinity, result.Sum.Loss);
            Assert.Equal([-0.5f, 0, 0.5f], result.Gradient[..3]);
            Assert.Equal([0f, 0.25f, 0.25f], result.Hessian[..3]);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void NegativeInfinityUnderSmoothingIsAnInfiniteLoss(int classes) =>
        Assert.Equal(Infinity, Rows(classes, [1, -Infinity, 2], [1, 0, 0]).CrossEntropy(0.1).Value[0]);

    [Theory]
    [MemberData(nameof(Widths))]
    public void RowsWithoutASoftmaxAreNaNInThatRowAlone(int classes)
    {
        foreach (var bad in (float[][])[[-Infinity, -Infinity, -Infinity], [0, Infinity, 1], [0, 1, float.NaN], [float.NaN, 1, 2], [Infinity, Infinity, -Infinity]])
        {
            for (var at = 0; at < 19; at++)
            {
                var batch = new SoftTargetBatch<float>(
                    classes,
                    [.. Enumerable.Range(0, 19).SelectMany(i => Fill(classes, i == at ? bad : [i * 0.1f, 1, 2], -Infinity))],
                    [.. Enumerable.Range(0, 19).SelectMany(_ => Fill(classes, [0.25f, 0.5f, 0.25f], 0))]);
                foreach (var result in Both(batch))
                {
                    Assert.True(double.IsNaN(result.Sum.Loss));
                    Assert.Equal((19.0, 19L), (result.Sum.Weight, result.Sum.Rows));
                    for (var i = 0; i < 19; i++)
                    {
                        Assert.Equal(i == at, float.IsNaN(result.Value[i]));
                        Assert.All(batch.Row(result.Gradient, i), gradient => Assert.Equal(i == at, float.IsNaN(gradient)));
                        Assert.All(batch.Row(result.Hessian, i), hessian => Assert.Equal(i == at, float.IsNaN(hessian)));
                    }
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void RowsOfWeightZeroCountNothingWhateverTheirScores(int classes)
    {
        var batch = Rows(classes, [float.NaN, Infinity, 1], [0.5f, 0.5f, 0]);
        var none = new float[classes];
        foreach (var result in (SoftTargetBatch<float>[])[batch with { SampleWeights = [0] }, batch with { ClassWeights = none }, batch with { Targets = none }])
        {
            Assert.All(Both(result), AssertNothing);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void LargeLogitsDoNotOverflow(int classes)
    {
        var result = Rows(classes, [1000, 999, 0], [0, 1, 0]).CrossEntropy();
        Assert.Equal(1.3132616875182228, result.Value[0], 1e-6);
        Assert.Equal([0.7310586f, -0.7310586f, 0], result.Gradient[..3], (a, b) => Math.Abs(a - b) < 1e-7);
        Assert.Equal(0.19661193324148185, result.Hessian[0], 1e-7);
        Assert.Equal(1.3132616875182228, Rows(classes, [3000, 2997, 0], [0, 1, 0]).Distillation(3).Value[0] / 9, 1e-6);
    }

    /// <summary>1 − p would be 0: e^(−30) is far below a unit of 1.</summary>
    [Theory]
    [MemberData(nameof(Widths))]
    public void ACertainTargetKeepsItsTail(int classes)
    {
        var result = Rows(classes, [30, 0, -Infinity], [1, 0, 0]).CrossEntropy();
        var tail = MathF.Exp(-30);
        Assert.Equal(tail, result.Value[0], 1e-6f * tail);
        Assert.Equal(-tail, result.Gradient[0], 1e-6f * tail);
        Assert.Equal(tail, result.Gradient[1], 1e-6f * tail);
        Assert.Equal(tail, result.Hessian[0], 1e-6f * tail);
    }

    /// <summary>Of two greatest logits each sees the other.</summary>
    [Theory]
    [MemberData(nameof(Widths))]
    public void TiesHaveEqualProbabilities(int classes)
    {
        var result = Rows(classes, [5, 5, 5], [1, 0, 0]).CrossEntropy();
        Assert.Equal(MathF.Log(3), result.Value[0], 2e-7f);
        Assert.Equal([-2 / 3f, 1 / 3f, 1 / 3f], result.Gradient[..3], (a, b) => Math.Abs(a - b) < 1e-7);
        Assert.All(result.Hessian[..3], h => Assert.Equal(2 / 9f, h, 1e-7f));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void SubnormalTargetsHaveTheirLogarithm(int classes)
    {
        const float Target = 1e-40f;
        var result = Rows(classes, [0, 0, 0], [Target, 0, 0]).Distillation();
        Assert.Equal(Target * (Math.Log(Target) + Math.Log(3)), result.Value[0], 5e-45);
        Assert.Equal(1L, result.Sum.Rows);
    }

    [Fact]
    public void OneClassHasNothingToLearn()
    {
        foreach (var result in (Evaluated<float>[])[.. Both(new(1, [3, -7, 0.3f], [1, 0.3f, 0], [1.7f])), new SoftTargetBatch<float>(1, [3, -7, 0.3f], [1, 1, 1]).CrossEntropy(0.7)])
        {
            Assert.All((float[])[.. result.Gradient, .. result.Hessian], output => Assert.Equal(0, output));
        }

        Assert.Equal([0f, 0, 0], new SoftTargetBatch<float>(1, [3, -7, 0.3f], [1, 0.3f, 0]).CrossEntropy().Value);
    }

    [Fact]
    public void AnEmptyBatchIsAZeroSum()
    {
        foreach (var result in Both(new(5, [], [])))
        {
            Assert.Equal((0, 0, 0L, 0, 0), (result.Sum.Loss, result.Sum.Weight, result.Sum.Rows, result.Sum.Mean, result.Sum.WeightedMean));
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void AZeroRowCountsByItsSmoothingAlone(int classes)
    {
        var result = Rows(classes, [0, 0, 0], [0, 0, 0]) with { Scores = new float[classes] };
        var sum = result.CrossEntropy(0.25).Sum;
        Assert.Equal((0.25, 1L), (sum.Weight, sum.Rows), (a, b) => Math.Abs(a.Item1 - b.Item1) < 1e-6 && a.Item2 == b.Item2);
        Assert.Equal(0.25 * Math.Log(classes), sum.Loss, 1e-5);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void GapsBetweenRowsAreNeitherReadNorWritten(int classes)
    {
        const int Rows = 37;
        foreach (var gap in (int[])[1, 2, 13])
        {
            var stride = classes + gap;
            var packed = Random(Rows, classes);
            var (scores, hessian) = (new float[((Rows - 1) * stride) + classes], new float[((Rows - 1) * stride) + classes]);
            scores.AsSpan().Fill(float.NaN);
            hessian.AsSpan().Fill(77);
            for (var i = 0; i < Rows; i++)
            {
                packed.Row(packed.Scores, i).CopyTo(scores, i * stride);
            }

            var weights = new LossWeights<float> { PerClass = packed.ClassWeights, PerSample = packed.SampleWeights };
            var outputs = new LossOutputs<float> { Gradient = scores, Hessian = hessian };
            var sum = SoftTargetLoss.Evaluate(new DistillationLoss<float>(2), scores, LogitLayout.RowMajor(classes, stride), packed.Targets, weights, outputs);
            var expected = packed.Distillation(2);
            Assert.Equal(expected.Sum, sum);
            for (var i = 0; i < scores.Length; i++)
            {
                var (row, column) = (i / stride, i % stride);
                Assert.Equal(column < classes ? expected.Gradient[(row * classes) + column] : float.NaN, scores[i]);
                Assert.Equal(column < classes ? expected.Hessian[(row * classes) + column] : 77, hessian[i]);
            }
        }
    }

    [Fact]
    public void ADefaultLossIsItsSimplest()
    {
        var batch = Random(9, 5);
        Assert.Equal(batch.CrossEntropy().Gradient, batch.Evaluate(default(SoftTargetCrossEntropy<float>)).Gradient);
        Assert.Equal(batch.Distillation().Value, batch.Evaluate(default(DistillationLoss<float>)).Value);
        Assert.Equal(batch.Distillation().Value, batch.Evaluate(new DistillationLoss<float>()).Value);
    }

    private static SoftTargetBatch<float> Random(int rows, int classes)
    {
        var random = new Random(classes);
        return new(
            classes,
            [.. Enumerable.Range(0, rows * classes).Select(_ => (random.NextSingle() * 20) - 10)],
            [.. Enumerable.Range(0, rows * classes).Select(_ => random.Next(5) == 0 ? 0 : random.NextSingle())],
            [.. Enumerable.Range(0, classes).Select(_ => random.NextSingle())],
            [.. Enumerable.Range(0, rows).Select(_ => random.Next(7) == 0 ? 0 : random.NextSingle())]);
    }

    private static IEnumerable<Evaluated<float>> Both(SoftTargetBatch<float> batch) => [batch.CrossEntropy(), batch.Distillation()];

    private static SoftTargetBatch<float> Rows(int classes, float[] row, float[] targets) => new(classes, Fill(classes, row, -Infinity), Fill(classes, targets, 0));

    private static float[] Fill(int classes, float[] row, float filling) => [.. row, .. Enumerable.Repeat(filling, classes - row.Length)];

    private static void AssertNothing(Evaluated<float> result)
    {
        Assert.Equal((0, 0, 0L, 0, 0), (result.Sum.Loss, result.Sum.Weight, result.Sum.Rows, result.Sum.Mean, result.Sum.WeightedMean));
        Assert.All((float[])[.. result.Value, .. result.Gradient, .. result.Hessian], output => Assert.Equal(0, BitConverter.SingleToInt32Bits(output)));
    }
}
