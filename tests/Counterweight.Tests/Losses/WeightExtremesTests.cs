using Counterweight.Losses;
using Counterweight.Losses.Overlap;
using Counterweight.Losses.Point;
using Counterweight.Losses.Rows;
using Counterweight.Losses.Softmax;
using Counterweight.Losses.SoftTargets;
using Counterweight.Weighting;
using Xunit;

namespace Counterweight.Tests.Losses;

/// <summary>Weights at the ends of their type: no product is ∞ unsaid, and a gradient for each unit of weight does not know the unit.</summary>
public sealed class WeightExtremesTests
{
    private const int Rows = 37;

    public static TheoryData<int> Exponents => [-140, -126, -100, 60, 100, 120];

    [Theory]
    [MemberData(nameof(Exponents))]
    public void PerWeightOfLabelsDoesNotKnowTheUnit(int exponent)
    {
        foreach (var classes in (int[])[2, 3, 10, 100])
        {
            foreach (var smoothing in (float[])[0, 0.1f])
            {
                var (logits, labels) = (Numbers(Rows * classes, 1), Enumerable.Range(0, Rows).Select(i => (i * 7) % classes).ToArray());
                (float[], float[], float[], LossSum) Evaluate(int ofClasses, int ofSamples)
                {
                    var (value, gradient, hessian) = (new float[Rows], logits.ToArray(), new float[logits.Length]);
                    var weights = new LossWeights<float> { PerClass = Powers(classes, ofClasses), PerSample = Powers(Rows, ofSamples) };
                    var all = SoftmaxLoss.Evaluate(
                        new SoftmaxCrossEntropy<float>(smoothing), gradient, classes, labels, weights,
                        new() { Value = value, Gradient = gradient, Hessian = hessian, Scale = GradientScale.PerWeight });
                    return (value, gradient, hessian, all);
                }

                var (plainValue, plainGradient, plainHessian, plain) = Evaluate(0, 0);
                var (value, gradient, hessian, sum) = Evaluate(0, exponent);
                Same(plainGradient, gradient, 0);
                Same(plainHessian, hessian, 0);
                Same(plainValue, value, exponent);
                Assert.Equal(Math.ScaleB(plain.Weight, exponent), sum.Weight, smoothing == 0 ? 0 : Rows * float.Epsilon);
                (value, gradient, hessian, _) = Evaluate(exponent, 0);
                Same(plainGradient, gradient, 0);
                Same(plainHessian, hessian, 0);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Exponents))]
    public void PerWeightOfSoftTargetsDoesNotKnowTheUnit(int exponent)
    {
        foreach (var classes in (int[])[3, 100])
        {
            var (logits, targets) = (Numbers(Rows * classes, 2), Numbers(Rows * classes, 3).Select(x => Math.Abs(x) / classes).ToArray());
            (float[], float[]) Evaluate(int ofClasses, int ofSamples)
            {
                var (gradient, hessian) = (logits.ToArray(), new float[logits.Length]);
                var weights = new LossWeights<float> { PerClass = Powers(classes, ofClasses), PerSample = Powers(Rows, ofSamples) };
                SoftTargetLoss.Evaluate(
                    new SoftTargetCrossEntropy<float>(), gradient, LogitLayout.RowMajor(classes), targets, weights,
                    new() { Gradient = gradient, Hessian = hessian, Scale = GradientScale.PerWeight });
                return (gradient, hessian);
            }

            var (plainGradient, plainHessian) = Evaluate(0, 0);
            foreach (var (gradient, hessian) in (ReadOnlySpan<(float[], float[])>)[Evaluate(0, exponent), Evaluate(exponent, 0)])
            {
                Same(plainGradient, gradient, 0);
                Same(plainHessian, hessian, 0);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Exponents))]
    public void PerWeightOfPointsDoesNotKnowTheUnit(int exponent)
    {
        var (scores, targets) = (Numbers(Rows, 4), Numbers(Rows, 5).Select(x => x > 0 ? 1f : 0).ToArray());
        (float[], float[], float[]) Evaluate(int ofSamples, bool inPlace)
        {
            // Values over the scores, the gradient over the weights.
            var (value, weights, hessian) = (inPlace ? scores.ToArray() : new float[Rows], Powers(Rows, ofSamples), new float[Rows]);
            var gradient = inPlace ? weights : new float[Rows];
            PointLoss.Evaluate(
                new BinaryCrossEntropy<float>(), inPlace ? value : scores, targets, weights,
                new() { Value = value, Gradient = gradient, Hessian = hessian, Scale = GradientScale.PerWeight });
            return (value, gradient, hessian);
        }

        var (plainValue, plainGradient, plainHessian) = Evaluate(0, false);
        foreach (var (value, gradient, hessian) in (ReadOnlySpan<(float[], float[], float[])>)[Evaluate(exponent, false), Evaluate(exponent, true)])
        {
            Same(plainGradient, gradient, 0);
            Same(plainHessian, hessian, 0);
            Same(plainValue, value, exponent);
        }
    }

    [Theory]
    [InlineData(-110)]
    [InlineData(-70)]
    [InlineData(70)]
    [InlineData(120)]
    public void OverlapLossesDoNotKnowTheUnit(int exponent)
    {
        var (scores, targets) = (Numbers(Rows, 4), Numbers(Rows, 5).Select(x => x > 0 ? 1f : 0).ToArray());
        var (plain, gradient) = (new float[Rows], Powers(Rows, exponent));
        OverlapLoss.Evaluate(TverskyLoss.Dice(0), scores, targets, Powers(Rows, 0), plain);
        OverlapLoss.Evaluate(TverskyLoss.Dice(0), scores, targets, gradient, gradient);
        Same(plain, gradient, 0);
    }

    [Fact]
    public void PerWeightOfDoublesWhoseSumOverflows()
    {
        var (gradient, weights) = (new double[8], new double[8]);
        weights.AsSpan().Fill(1e308);
        PointLoss.Evaluate(new BinaryCrossEntropy<double>(), new double[8], new double[8], weights, new() { Gradient = gradient, Scale = GradientScale.PerWeight });
        Assert.All(gradient, g => Assert.Equal(0.5 / 8, g, 1e-16));
        SoftmaxLoss.Evaluate(new SoftmaxCrossEntropy<double>(), new double[16], 2, new int[8], new() { PerSample = weights }, new() { Gradient = new double[16], Scale = GradientScale.PerWeight });
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(100)]
    public void ClassWeightTimesSampleWeightBeyondTheTypeIsRefused(int classes)
    {
        var (classWeights, sampleWeights, labels) = (Ones(classes), Ones(Rows), new int[Rows]);
        (classWeights[1], sampleWeights[5], sampleWeights[20]) = (1e30f, 1e30f, 1e30f);
        var (value, gradient) = (new float[Rows], new float[Rows * classes]);
        void Evaluate(float smoothing) => SoftmaxLoss.Evaluate(
            new SoftmaxCrossEntropy<float>(smoothing), new float[Rows * classes], classes, labels, new() { PerClass = classWeights, PerSample = sampleWeights },
            new() { Value = value, Gradient = gradient });

        // No row has both: nothing overflows.
        Evaluate(0);
        Assert.All(value, x => Assert.True(float.IsFinite(x)));
        value.AsSpan().Clear();
        gradient.AsSpan().Clear();
        Assert.Contains("[5]", Assert.Throws<ArgumentOutOfRangeException>("weights.PerSample", () => Evaluate(0.1f)).Message, StringComparison.Ordinal);
        labels[20] = 1;
        var error = Assert.Throws<ArgumentOutOfRangeException>("weights.PerSample", () => Evaluate(0));
        Assert.Contains("[20] is 1.0000000150474662E+30", error.Message, StringComparison.Ordinal);
        Assert.Contains("row 20 is 1.0000000150474662E+30", error.Message, StringComparison.Ordinal);
        labels[20] = -1;
        Assert.DoesNotContain(gradient, g => g != 0);
        Assert.DoesNotContain(value, g => g != 0);
        Evaluate(0);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(100)]
    public void ClassWeightsTimesTargetsTimesSampleWeightsToo(int classes)
    {
        var (classWeights, sampleWeights, targets) = (Ones(classes), Ones(Rows), new float[Rows * classes]);
        targets.AsSpan().Fill(0.25f);
        var gradient = new float[targets.Length];
        void Evaluate() => SoftTargetLoss.Evaluate(
            new SoftTargetCrossEntropy<float>(), new float[targets.Length], LogitLayout.RowMajor(classes), targets,
            new() { PerClass = classWeights, PerSample = sampleWeights }, new() { Gradient = gradient });
        void Refused() => Assert.Contains("[20] is", Assert.Throws<ArgumentOutOfRangeException>("weights.PerSample", Evaluate).Message, StringComparison.Ordinal);
        (classWeights[1], sampleWeights[20]) = (1e30f, 1e30f);
        Refused();
        classWeights[1] = 1;
        Evaluate();
        targets[(20 * classes) + 2] = 1e30f;
        gradient.AsSpan().Clear();
        Refused();
        Assert.DoesNotContain(gradient, g => g != 0);
    }

    [Fact]
    public void TheLossesOwnWeightsToo()
    {
        var (weights, targets, gradient) = (Ones(Rows), new float[Rows], new float[Rows]);
        (weights[20], weights[21], targets[20]) = (1e30f, 1e30f, 1);
        void Refused<TLoss>(TLoss loss)
            where TLoss : struct, IPointLoss<TLoss, float>
        {
            var error = Assert.Throws<ArgumentOutOfRangeException>("sampleWeights", () => PointLoss.Evaluate(loss, Ones(Rows), targets, weights, new() { Gradient = gradient }));
            Assert.Contains("[20] is 1.0000000150474662E+30", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(gradient, g => g != 0);
        }

        Refused(new BinaryCrossEntropy<float>(1e30f, 1, 0));
        Refused(new HingeLoss<float>(1e30f, 1));
        Refused(new BinaryFocalLoss<float>(2, 1e30f, 1));
        targets[20] = 0;
        PointLoss.Evaluate(new HingeLoss<float>(1e30f, 1), Ones(Rows), targets, weights, new() { Gradient = gradient });
        targets = [];
        PointLoss.Evaluate(new PreferenceLoss<float>(), Ones(Rows), targets, weights, new() { Gradient = gradient });
    }

    /// <summary>Weights that are finite but whose mean cannot be taken: the rows to ignore would weigh ∞·0.</summary>
    [Fact]
    public void ASumOfClassWeightsBeyondTheTypeIsRefusedUnderSmoothingAlone()
    {
        float[] classWeights = [3e38f, 3e38f, 1];
        var sum = SoftmaxLoss.Evaluate(new SoftmaxCrossEntropy<float>(), new float[6], 3, [2, -1], new() { PerClass = classWeights });
        Assert.Equal((1, 1L), (sum.Weight, sum.Rows));
        var error = Assert.Throws<ArgumentOutOfRangeException>("weights", () => SoftmaxLoss.Evaluate(new SoftmaxCrossEntropy<float>(0.1f), new float[6], 3, [2, -1], new() { PerClass = classWeights }));
        Assert.Contains("weights.PerClass", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1e-300)]
    [InlineData(1e-40)]
    [InlineData(1e39)]
    public void FactorsOfTheCallersThatTheTypeCannotHoldAreRefused(double factor)
    {
        var gradient = new float[2];
        Assert.Throws<ArgumentOutOfRangeException>(nameof(factor), () => SoftmaxLoss.Evaluate(
            new SoftmaxCrossEntropy<float>(), [1f, 2], 2, [0], outputs: new() { Gradient = gradient, Scale = GradientScale.By(factor) }));
        Assert.Throws<ArgumentOutOfRangeException>(nameof(factor), () => PointLoss.Evaluate(
            new HingeLoss<float>(), [1f, 2], [0f, 1], outputs: new() { Gradient = gradient, Scale = GradientScale.By(factor) }));
        Assert.Throws<ArgumentOutOfRangeException>(nameof(factor), () => SoftTargetLoss.Evaluate(
            new SoftTargetCrossEntropy<float>(), [1f, 2], LogitLayout.RowMajor(2), [0f, 1], outputs: new() { Gradient = gradient, Scale = GradientScale.By(factor) }));
        Assert.Equal([0f, 0], gradient);
        SoftmaxLoss.Evaluate(new SoftmaxCrossEntropy<float>(), [1f, 2], 2, [0], outputs: new() { Gradient = gradient, Scale = GradientScale.By(0) });
    }

    [Fact]
    public void SampleWeightsFromClassWeightsToo()
    {
        var (classWeights, sampleWeights, labels, destination) = (Ones(3), Ones(Rows), new int[Rows], new float[Rows]);
        (classWeights[1], sampleWeights[20]) = (1e30f, 1e30f);
        SampleWeights.FromClassWeights(labels, classWeights, destination, sampleWeights);
        Assert.Equal(sampleWeights, destination);
        destination.AsSpan().Clear();
        labels[20] = 1;
        var error = Assert.Throws<ArgumentOutOfRangeException>(nameof(sampleWeights), () => SampleWeights.FromClassWeights(labels, classWeights, destination, sampleWeights));
        Assert.Contains("[20] is 1.0000000150474662E+30", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(destination, weight => weight != 0);
        SampleWeights.FromClassWeights(labels, classWeights, destination, sampleWeights, ignoreLabel: 1);
    }

    private static float[] Ones(int count)
    {
        var ones = new float[count];
        ones.AsSpan().Fill(1);
        return ones;
    }

    private static float[] Powers(int count, int exponent) => [.. Enumerable.Range(0, count).Select(i => MathF.ScaleB(1 + (i % 3), exponent))];

    private static float[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)((4 * random.NextDouble()) - 2))];
    }

    private static void Same(float[] expected, float[] actual, int exponent)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            var wanted = MathF.ScaleB(expected[i], exponent);
            Assert.True(Math.Abs(wanted - actual[i]) <= (1e-6 * Math.Abs(wanted)) + (2 * float.Epsilon * 1e3), $"[{i}] is {actual[i]} and not {wanted}.");
        }
    }
}
