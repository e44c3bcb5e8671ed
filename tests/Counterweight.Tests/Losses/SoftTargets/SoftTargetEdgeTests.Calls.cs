using Counterweight.Losses;
using Counterweight.Losses.Rows;
using Counterweight.Losses.SoftTargets;
using Counterweight.Weighting;
using Xunit;

namespace Counterweight.Tests.Losses.SoftTargets;

/// <content>Threads, scales and outputs.</content>
public sealed partial class SoftTargetEdgeTests
{
    [Theory]
    [InlineData(2, 20000)]
    [InlineData(54, 1000)]
    [InlineData(57, 1000)]
    [InlineData(1000, 70)]
    public void ThreadsChangeNoBit(int classes, int rows)
    {
        var batch = Random(rows, classes);
        var expected = batch.Evaluate(new DistillationLoss<float>(1.5f), GradientScale.PerWeight);
        foreach (var threads in (int[])[2, 3, 8])
        {
            var actual = batch.Evaluate(new DistillationLoss<float>(1.5f), GradientScale.PerWeight, threads);
            Assert.Equal(expected.Sum, actual.Sum);
            Assert.Equal(expected.Value, actual.Value);
            Assert.Equal(expected.Gradient, actual.Gradient);
            Assert.Equal(expected.Hessian, actual.Hessian);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void TheScaleDividesGradientAndHessianAlone(int classes)
    {
        var batch = Random(53, classes);
        var loss = new SoftTargetCrossEntropy<float>(0.1f);
        var raw = batch.Evaluate(loss);
        foreach (var (scale, factor) in ((GradientScale, double)[])[
            (GradientScale.PerWeight, 1 / raw.Sum.Weight), (GradientScale.PerRow, 1.0 / raw.Sum.Rows), (GradientScale.By(0.125), 0.125), (GradientScale.By(-3), -3)])
        {
            var scaled = batch.Evaluate(loss, scale);
            Assert.Equal(raw.Sum, scaled.Sum);
            Assert.Equal(raw.Value, scaled.Value);
            Assert.All(raw.Gradient.Zip(scaled.Gradient), pair => Assert.Equal(pair.First * factor, pair.Second, 4e-7 * Math.Abs(pair.First * factor)));
            Assert.All(raw.Hessian.Zip(scaled.Hessian), pair => Assert.Equal(pair.First * factor, pair.Second, 4e-7 * Math.Abs(pair.First * factor)));
        }

        var nothing = (batch with { SampleWeights = new float[53] }).Evaluate(loss, GradientScale.PerWeight);
        AssertNothing(nothing);
    }

    [Fact]
    public void OnlyRequestedOutputsAreWritten()
    {
        foreach (var classes in (int[])[2, 5, 54, 55, 130])
        {
            var batch = Random(21, classes);
            var all = batch.Distillation(2);
            var (value, gradient, hessian) = (new float[21], new float[21 * classes], new float[21 * classes]);
            Assert.Equal(all.Sum, Sum(default));
            Assert.Equal(all.Sum, Sum(new() { Value = value }));
            Assert.Equal(all.Sum, Sum(new() { Gradient = gradient }));
            Assert.Equal(all.Sum, Sum(new() { Hessian = hessian }));
            Assert.Equal(all.Value, value);
            Assert.Equal(all.Gradient, gradient);
            Assert.Equal(all.Hessian, hessian);

            LossSum Sum(LossOutputs<float> outputs) => SoftTargetLoss.Evaluate(
                new DistillationLoss<float>(2),
                batch.Scores,
                LogitLayout.RowMajor(classes),
                batch.Targets,
                new LossWeights<float> { PerClass = batch.ClassWeights, PerSample = batch.SampleWeights },
                outputs);
        }
    }
}
