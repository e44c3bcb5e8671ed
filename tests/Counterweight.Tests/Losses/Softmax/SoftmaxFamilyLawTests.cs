using Counterweight.Losses.Point;
using Counterweight.Losses.Softmax;
using Counterweight.Weighting;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Losses.Softmax;

/// <summary>What losses of softmax rows have to do with each other, on batches that FsCheck draws.</summary>
public sealed class SoftmaxFamilyLawTests
{
    [Fact]
    public void FocalLossWithoutGammaIsCrossEntropyToTheBit() => ForAll(batch =>
    {
        var (plain, classWeights) = (batch.Softmax(Weights(batch)), Weights(batch));
        AssertSame(plain, batch.Evaluate(new SoftmaxFocalLoss<double>(0), classWeights));
        float[] scores = [.. batch.Scores.Select(score => (float)score)];
        float[] weights = [.. classWeights.Select(weight => (float)weight)];
        AssertSame(
            Evaluated<float>.Softmax(scores, batch.Classes, batch.Labels, weights),
            Evaluated<float>.Rows(new SoftmaxFocalLoss<float>(0), scores, batch.Classes, batch.Labels, weights));
    });

    [Fact]
    public void Poly1WithoutEpsilonIsCrossEntropyToTheBit() => ForAll(batch =>
        AssertSame(batch.Softmax(Weights(batch), smoothing: 0.1), batch.Evaluate(new Poly1CrossEntropy<double>(0, 0.1), Weights(batch))));

    [Fact]
    public void AnIntegralFocalPowerIsTheOneNextToIt() => ForAll(batch =>
    {
        foreach (var gamma in (double[])[1, 2, 3, 4])
        {
            var beside = batch.Evaluate(new SoftmaxFocalLoss<double>(Math.BitIncrement(gamma)), Weights(batch));
            AssertNear(beside, batch.Evaluate(new SoftmaxFocalLoss<double>(gamma), Weights(batch)), 1e-12);
        }
    });

    /// <summary>L + ε(1 − p_y), whose gradient is (p_j − t_j)(1 + ε·p_y) and whose second derivatives are those of that product.</summary>
    [Fact]
    public void Poly1AddsTheFirstTermToCrossEntropy() => ForAll(batch =>
    {
        var classWeights = Weights(batch);
        var plain = batch.Softmax(classWeights);
        foreach (var epsilon in (double[])[-1, 0.5, 2])
        {
            var actual = batch.Evaluate(new Poly1CrossEntropy<double>(epsilon), classWeights);
            Assert.Equal((plain.Sum.Weight, plain.Sum.Rows), (actual.Sum.Weight, actual.Sum.Rows));
            foreach (var i in batch.Indices.Where(i => batch.Labels[i] >= 0))
            {
                var (z, y) = (batch.Row(batch.Scores, i), batch.Labels[i]);
                var weight = classWeights[y] * batch.SampleWeights[i];
                var total = z.Sum(score => Math.Exp(score - z.Max()));
                double[] p = [.. z.Select(score => Math.Exp(score - z.Max()) / total)];
                Assert.Equal(plain.Value[i] + (weight * epsilon * (1 - p[y])), actual.Value[i], 1e-12 * (1 + Math.Abs(plain.Value[i]) + weight));
                for (var j = 0; j < batch.Classes; j++)
                {
                    var off = p[j] - (j == y ? 1 : 0);
                    Assert.Equal(weight * off * (1 + (epsilon * p[y])), actual.Gradient[(i * batch.Classes) + j], 1e-12 * (1 + weight));
                    Assert.Equal(weight * ((p[j] * (1 - p[j]) * (1 + (epsilon * p[y]))) - (off * off * epsilon * p[y])), actual.Hessian[(i * batch.Classes) + j], 1e-12 * (1 + weight));
                }
            }
        }
    });

    [Fact]
    public void LogitAdjustmentOfEqualClassesOrWithoutTauIsCrossEntropy() => ForAll(batch =>
    {
        long[] equal = [.. Enumerable.Repeat(10L, batch.Classes)];
        AssertSame(batch.Softmax(), batch.Evaluate(new LogitAdjustedCrossEntropy<double>(Counts(batch), 0)));
        AssertNear(batch.Softmax(), batch.Evaluate(new LogitAdjustedCrossEntropy<double>(equal, 1)), 1e-11);
    });

    [Fact]
    public void LogitAdjustmentIsCrossEntropyOfLogitsShiftedByTheClassFrequencies() => ForAll(batch =>
    {
        var counts = Counts(batch);
        double total = counts.Sum();
        double[] moved = [.. batch.Scores.Select((score, i) => score + (0.7 * Math.Log(counts[i % batch.Classes] / total)))];
        var expected = Evaluated<double>.Softmax(moved, batch.Classes, batch.Labels, Weights(batch), batch.SampleWeights);
        AssertNear(expected, batch.Evaluate(new LogitAdjustedCrossEntropy<double>(counts, 0.7), Weights(batch)), 1e-11);
        double[] priors = [.. counts.Select(count => count / total)];
        AssertNear(expected, batch.Evaluate(new LogitAdjustedCrossEntropy<double>(priors, 0.7), Weights(batch)), 1e-11);
    });

    [Fact]
    public void LdamIsCrossEntropyOfScaledLogitsLessTheMarginOfTheLabel() => ForAll(batch =>
    {
        const double Scale = 4;
        var counts = Counts(batch);
        var most = Math.Pow(counts.Min(), -0.25);
        double[] moved =
        [
            .. batch.Scores.Select((score, i) => Scale * (score - (i % batch.Classes == batch.Labels[i / batch.Classes] ? 0.5 * Math.Pow(counts[i % batch.Classes], -0.25) / most : 0))),
        ];
        var expected = Evaluated<double>.Softmax(moved, batch.Classes, batch.Labels, Weights(batch), batch.SampleWeights);
        expected = expected with { Gradient = [.. expected.Gradient.Select(g => Scale * g)], Hessian = [.. expected.Hessian.Select(h => Scale * Scale * h)] };
        AssertNear(expected, batch.Evaluate(new LdamLoss<double>(counts, 0.5, Scale), Weights(batch)), 1e-10);
    });

    [Fact]
    public void FocalLossOfTwoClassesIsBinaryFocalLossOfTheDifference() => ForAll(
        batch =>
        {
            foreach (var gamma in (double[])[0, 0.5, 1, 2, 5])
            {
                var pairs = batch.Evaluate(new SoftmaxFocalLoss<double>(gamma, int.MinValue), [0.4, 2.5]);
                double[] differences = [.. batch.Indices.Select(i => batch.Scores[(2 * i) + 1] - batch.Scores[2 * i])];
                double[] targets = [.. batch.Labels.Select(label => (double)label)];
                var binary = Evaluated<double>.Point(new BinaryFocalLoss<double>(gamma, 2.5, 0.4), differences, targets, batch.SampleWeights);
                foreach (var i in batch.Indices)
                {
                    Assert.Equal(binary.Value[i], pairs.Value[i], 1e-13 * (1 + Math.Abs(binary.Value[i])));
                    Assert.Equal(binary.Gradient[i], pairs.Gradient[(2 * i) + 1], 1e-12);
                    Assert.Equal(-binary.Gradient[i], pairs.Gradient[2 * i], 1e-12);
                    Assert.Equal(binary.Hessian[i], pairs.Hessian[2 * i], 1e-12);
                    Assert.Equal(binary.Hessian[i], pairs.Hessian[(2 * i) + 1], 1e-12);
                }
            }
        },
        classes: 2,
        ignored: false);

    [Fact]
    public void HingeLossOfTwoClassesIsTheHingeOfTheDifference() => ForAll(
        batch =>
        {
            var pairs = batch.Evaluate(new MulticlassHingeLoss<double>(2, int.MinValue));
            foreach (var i in batch.Indices)
            {
                // Scores are multiples of 1/64: nothing is rounded.
                var margin = (batch.Labels[i] == 1 ? 1 : -1) * (batch.Scores[(2 * i) + 1] - batch.Scores[2 * i]);
                Assert.Equal(batch.SampleWeights[i] * Math.Max(0, 1 - margin), pairs.Value[i]);
            }
        },
        classes: 2,
        ignored: false);

    [Fact]
    public void GradientsOfARowSumToZero() => ForAll(batch =>
    {
        AssertSumsToZero(batch.Evaluate(new SoftmaxFocalLoss<double>(2), Weights(batch)));
        AssertSumsToZero(batch.Evaluate(new SoftmaxFocalLoss<double>(0.5), Weights(batch)));
        AssertSumsToZero(batch.Evaluate(new Poly1CrossEntropy<double>(2, 0.1), Weights(batch)));
        AssertSumsToZero(batch.Evaluate(new LogitAdjustedCrossEntropy<double>(Counts(batch), 1), Weights(batch)));
        AssertSumsToZero(batch.Evaluate(new LdamLoss<double>(Counts(batch)), Weights(batch)), 1e-11);
        AssertSumsToZero(batch.Evaluate(new MulticlassHingeLoss<double>(batch.Classes), Weights(batch)), 0);

        void AssertSumsToZero(Evaluated<double> result, double tolerance = 1e-12) =>
            Assert.All(batch.Indices, i => Assert.Equal(0, batch.Row(result.Gradient, i).Sum(), tolerance));
    });

    [Fact]
    public void TwiceTheWeightIsTheRowTwiceAndWeightZeroIsNoRow() => ForAll(batch =>
    {
        Check(new SoftmaxFocalLoss<double>(2));
        Check(new SoftmaxFocalLoss<double>(0.5));
        Check(new Poly1CrossEntropy<double>(2, 0.1));
        Check(new LogitAdjustedCrossEntropy<double>(Counts(batch), 1));
        Check(new LdamLoss<double>(Counts(batch)));
        Check(new MulticlassHingeLoss<double>(batch.Classes));

        void Check<TLoss>(TLoss loss)
            where TLoss : struct, ISoftmaxLoss<double>
        {
            var heavy = batch with { SampleWeights = [.. batch.SampleWeights.Select((w, i) => (i % 3) switch { 0 => 2 * w, 1 => 0, _ => w })] };
            var weighted = heavy.Evaluate(loss);
            int[] repeated = [.. batch.Indices.Where(i => i % 3 != 1), .. batch.Indices.Where(i => i % 3 == 0)];
            var duplicated = batch.Take(repeated).Evaluate(loss);
            Assert.Equal(duplicated.Sum.Loss, weighted.Sum.Loss, 1e-12 * Math.Max(1, duplicated.Sum.Loss));
            Assert.Equal(duplicated.Sum.Weight, weighted.Sum.Weight, 1e-12 * Math.Max(1, duplicated.Sum.Weight));
            for (var k = 0; k < repeated.Length; k++)
            {
                var times = repeated[k] % 3 == 0 ? 2 : 1;
                AssertTimes(times, batch.Row(duplicated.Gradient, k), batch.Row(weighted.Gradient, repeated[k]));
                AssertTimes(times, batch.Row(duplicated.Hessian, k), batch.Row(weighted.Hessian, repeated[k]));
            }
        }

        // To the bit but for subnormal numbers, which a factor of 2 rounds otherwise.
        void AssertTimes(int times, double[] expected, double[] actual) =>
            Assert.All(expected.Zip(actual), pair => Assert.Equal(times * pair.First, pair.Second, Math.Abs(pair.First) < 1e-300 ? 1e-300 : 0));
    });

    /// <summary>Cui et al., «Class-Balanced Loss Based on Effective Number of Samples», CVPR 2019, equation 12 (softmax cross-entropy) and its focal kin.</summary>
    [Fact]
    public void ClassBalancedLossesAreLossesWithEffectiveNumberWeights() => ForAll(batch =>
    {
        const double Beta = 0.999;
        var counts = Counts(batch);
        var weights = new double[batch.Classes];
        ClassWeights.EffectiveNumberFromCounts<double>(counts, Beta, weights);
        var crossEntropy = Evaluated<double>.Rows(new SoftmaxCrossEntropy<double>(), batch.Scores, batch.Classes, batch.Labels, weights);
        var focal = Evaluated<double>.Rows(new SoftmaxFocalLoss<double>(1), batch.Scores, batch.Classes, batch.Labels, weights);
        foreach (var i in batch.Indices.Where(i => batch.Labels[i] >= 0))
        {
            var z = batch.Row(batch.Scores, i);
            var y = batch.Labels[i];
            var balance = (1 - Beta) / (1 - Math.Pow(Beta, counts[y]));
            var max = z.Max();
            var loss = max + Math.Log(z.Sum(score => Math.Exp(score - max))) - z[y];
            var q = z.Where((_, j) => j != y).Sum(score => Math.Exp(score - max)) / z.Sum(score => Math.Exp(score - max));
            Assert.Equal(balance * loss, crossEntropy.Value[i], 1e-12 * (1 + Math.Abs(max)));
            Assert.Equal(balance * q * loss, focal.Value[i], 1e-12 * (1 + Math.Abs(max)));
        }
    });

    private static double[] Weights(RandomBatch batch) => [.. Enumerable.Range(0, batch.Classes).Select(c => 0.3 + (c % 5 * 0.7))];

    private static long[] Counts(RandomBatch batch) => [.. Enumerable.Range(0, batch.Classes).Select(c => 3000L / (1 + c))];

    private static void ForAll(Action<RandomBatch> law, int? classes = null, bool ignored = true) => Prop.ForAll(
        Gen.Choose(0, 1 << 20).ToArbitrary(),
        seed => law(RandomBatch.Create(seed, classes, ignored))).QuickCheckThrowOnFailure();

    private static void AssertSame<T>(Evaluated<T> expected, Evaluated<T> actual)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Sum, actual.Sum);
        Assert.Equal(expected.Value, actual.Value);
        Assert.Equal(expected.Gradient, actual.Gradient);
        Assert.Equal(expected.Hessian, actual.Hessian);
    }

    private static void AssertNear(Evaluated<double> expected, Evaluated<double> actual, double tolerance)
    {
        AssertNear(expected.Value, actual.Value, tolerance);
        AssertNear(expected.Gradient, actual.Gradient, tolerance);
        AssertNear(expected.Hessian, actual.Hessian, tolerance);
        Assert.Equal((expected.Sum.Weight, expected.Sum.Rows), (actual.Sum.Weight, actual.Sum.Rows));
    }

    private static void AssertNear(double[] expected, double[] actual, double tolerance) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance * (1 + Math.Abs(pair.First))));
}
