using Counterweight.Losses;
using Counterweight.Losses.Point;
using Counterweight.Losses.Rows;
using Counterweight.Losses.Softmax;
using Xunit;

namespace Counterweight.LightGbm.Tests;

/// <summary>What LightGBM is given: the kernels' own numbers, weights in them, no Hessian below 0.</summary>
public sealed class ObjectiveTests
{
    private const int Rows = 1237;

    private static readonly Random Draws = new(5);
    private static readonly float[] Targets = [.. Enumerable.Range(0, Rows).Select(_ => Draws.Next(5) == 0 ? 1f : 0f)];
    private static readonly float[] SampleWeights = [.. Enumerable.Range(0, Rows).Select(_ => Draws.Next(4) / 2f)];
    private static readonly double[] Scores = [.. Enumerable.Range(0, Rows).Select(_ => (8 * Draws.NextDouble()) - 4)];

    [Fact]
    public void OneScoreARow()
    {
        var loss = new BinaryFocalLoss<float>(gamma: 3, positiveWeight: 4);
        var (gradients, hessians) = (new float[Rows], new float[Rows]);
        var sum = LightGbmObjective.Of(loss, Targets, SampleWeights).Evaluate(Scores, gradients, hessians);

        var (expected, curvature) = (new float[Rows], new float[Rows]);
        var direct = PointLoss.Evaluate<BinaryFocalLoss<float>, float>(
            loss, [.. Scores.Select(score => (float)score)], Targets, SampleWeights, new LossOutputs<float> { Gradient = expected, Hessian = curvature });
        Assert.Equal(direct, sum);
        Assert.Equal(expected, gradients);
        Assert.Contains(curvature, value => value < 0);
        Assert.Equal(curvature.Select(value => Math.Max(value, 0)), hessians);
        Assert.Equal(direct, LightGbmObjective.Of(loss, Targets, SampleWeights).Loss(Scores));
    }

    [Theory]
    [InlineData(HessianFactor.ClassRatio, 1.5)]
    [InlineData(HessianFactor.Two, 2)]
    [InlineData(HessianFactor.One, 1)]
    public void OneScoreAClassLiesClassByClass(HessianFactor factor, double times)
    {
        const int classes = 3;
        const int rows = 411;
        int[] labels = [.. Enumerable.Range(0, rows).Select(row => row % 11 == 0 ? -1 : row * row % classes)];
        float[] classWeights = [1, 0.5f, 3];
        var (gradients, hessians) = (new float[rows * classes], new float[rows * classes]);
        var loss = new SoftmaxFocalLoss<float>(2);
        var objective = LightGbmObjective.OfClasses(loss, classes, labels, classWeights, SampleWeights.AsMemory(0, rows), factor);
        var sum = objective.Evaluate(Scores.AsSpan(0, rows * classes), gradients, hessians);

        // The same rows row by row, where the sums of a row have another order.
        float[] scores = [.. Enumerable.Range(0, rows * classes).Select(i => (float)Scores[(i % classes * rows) + (i / classes)])];
        var (expected, curvature) = (new float[rows * classes], new float[rows * classes]);
        var direct = SoftmaxLoss.Evaluate<SoftmaxFocalLoss<float>, float>(
            loss, scores, classes, labels, new LossWeights<float> { PerClass = classWeights, PerSample = SampleWeights.AsSpan(0, rows) }, new LossOutputs<float> { Gradient = expected, Hessian = curvature });
        Assert.Equal(direct.Loss, sum.Loss, 1e-5 * direct.Loss);
        Assert.Equal((rows, classes), (objective.RowCount, objective.OutputCount));
        Assert.Contains(curvature, value => value < -1e-3);
        for (var i = 0; i < expected.Length; i++)
        {
            var at = (i % classes * rows) + (i / classes);
            Assert.Equal(expected[i], gradients[at], 1e-5f);
            Assert.Equal(Math.Max(0, times * curvature[i]), hessians[at], 1e-5);
        }
    }

    [Fact]
    public void LightGbmsOwnFactorIsTheDefault()
    {
        float[] Hessians(LightGbmObjective objective)
        {
            var hessians = new float[6];
            objective.Evaluate(new double[6], new float[6], hessians);
            return hessians;
        }

        var loss = new SoftmaxCrossEntropy<float>();
        Assert.Equal(Hessians(LightGbmObjective.OfClasses(loss, 3, Ints(0, 2), hessianFactor: HessianFactor.ClassRatio)), Hessians(LightGbmObjective.OfClasses(loss, 3, Ints(0, 2))));
        Assert.Equal(1.5 * (2 / 9.0), Hessians(LightGbmObjective.OfClasses(loss, 3, Ints(0, 2)))[0], 1e-6);
    }

    [Fact]
    public void AnyNumberOfThreadsGivesTheSameBits()
    {
        var targets = Enumerable.Repeat(Targets, 30).SelectMany(part => part).ToArray();
        var scores = Enumerable.Repeat(Scores, 30).SelectMany(part => part).ToArray();
        var objective = LightGbmObjective.Of(new AsymmetricLoss<float>(0, 4, 0.05f), targets);
        var outputs = ((int[])[1, 2, 5]).Select(threads =>
        {
            var (gradients, hessians) = (new float[targets.Length], new float[targets.Length]);
            return (objective.Evaluate(scores, gradients, hessians, threads), gradients, hessians);
        }).ToArray();
        Assert.All(outputs, output => Assert.Equal(outputs[0].Item1, output.Item1));
        Assert.All(outputs, output => Assert.Equal(outputs[0].gradients, output.gradients));
        Assert.All(outputs, output => Assert.Equal(outputs[0].hessians, output.hessians));
    }

    [Fact]
    public void AUsersOwnLoss()
    {
        var (gradients, hessians) = (new float[2], new float[2]);
        LightGbmObjective.Of(new UserLoss(1), Floats(1f, 0)).Evaluate([3, -1], gradients, hessians);
        Assert.Equal([8, -1], gradients);
        Assert.Equal([12, 3], hessians);

        LightGbmObjective.Of(new UserLoss(-1), Floats(1f, 0)).Evaluate([3, -1], gradients, hessians);
        Assert.Equal([-8, 1], gradients);
        Assert.Equal([0, 0], hessians);
    }

    [Fact]
    public void ADerivativeThatIsNotFiniteIsNamed()
    {
        var objective = LightGbmObjective.Of(new UserLoss(1), new float[3]);
        var error = Assert.Throws<ArithmeticException>(() => objective.Evaluate([0, 1e20, 0], new float[3], new float[3]));
        Assert.Equal("The gradient of row 1, output 0, is ∞; LightGBM needs finite ones.".Replace("∞", "Infinity", StringComparison.Ordinal), error.Message);

        var classes = LightGbmObjective.OfClasses(new SoftmaxCrossEntropy<float>(), 2, Ints(0, 1, 0));
        error = Assert.Throws<ArithmeticException>(() => classes.Evaluate([0, 0, 0, 0, 0, double.NaN], new float[6], new float[6]));
        Assert.Contains("row 2, output 0, is NaN", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsOutsideItsDomainIsRefusedAtOnce()
    {
        Assert.Contains("targets[1] is 2", Assert.ThrowsAny<ArgumentException>(() => LightGbmObjective.Of(new BinaryCrossEntropy<float>(), Floats(0f, 2))).Message, StringComparison.Ordinal);
        Assert.Contains("sampleWeights[0] is -1", Assert.ThrowsAny<ArgumentException>(() => LightGbmObjective.Of(new BinaryCrossEntropy<float>(), Floats(0f), Floats(-1f))).Message, StringComparison.Ordinal);
        Assert.ThrowsAny<ArgumentException>(() => LightGbmObjective.Of(new BinaryCrossEntropy<float>(), Floats(0f), Floats(1f, 1)));
        Assert.Contains("labels[1] is 3", Assert.ThrowsAny<ArgumentException>(() => LightGbmObjective.OfClasses(new SoftmaxCrossEntropy<float>(), 3, Ints(0, 3))).Message, StringComparison.Ordinal);
        Assert.ThrowsAny<ArgumentException>(() => LightGbmObjective.OfClasses(new SoftmaxCrossEntropy<float>(), 3, Ints(0, 1), Floats(1f, 2)));
        Assert.Throws<ArgumentOutOfRangeException>("classCount", () => LightGbmObjective.OfClasses(new SoftmaxCrossEntropy<float>(), 1, Ints(0)));
        Assert.Throws<ArgumentOutOfRangeException>("hessianFactor", () => LightGbmObjective.OfClasses(new SoftmaxCrossEntropy<float>(), 3, Ints(0), hessianFactor: (HessianFactor)7));

        var objective = LightGbmObjective.OfClasses(new SoftmaxCrossEntropy<float>(), 3, Ints(0, 1));
        Assert.Throws<ArgumentException>("scores", () => objective.Evaluate(new double[5], new float[6], new float[6]));
        Assert.Throws<ArgumentException>("gradients", () => objective.Evaluate(new double[6], new float[2], new float[6]));
        Assert.Throws<ArgumentException>("hessians", () => objective.Evaluate(new double[6], new float[6], []));
        Assert.Throws<ArgumentException>("scores", () => objective.Loss(new double[2]));
    }

    private static float[] Floats(params float[] values) => values;

    private static int[] Ints(params int[] values) => values;
}
