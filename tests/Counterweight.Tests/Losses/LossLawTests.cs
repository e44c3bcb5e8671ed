using Counterweight.Losses;
using Counterweight.Weighting;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Losses;

/// <summary>Laws of weights and of the two cross-entropies, on batches that FsCheck draws.</summary>
public sealed class LossLawTests
{
    [Fact]
    public void TwiceTheWeightIsTheRowTwice() => ForAll(batch =>
    {
        var pick = batch.Indices.Where(i => i % 3 == 0).ToArray();
        double[] heavy = [.. batch.SampleWeights.Select((w, i) => i % 3 == 0 ? 2 * w : w)];
        int[] repeated = [.. batch.Indices, .. pick];

        var weighted = batch.Softmax(sampleWeights: heavy);
        var duplicated = batch.Take(repeated).Softmax();
        AssertNear(duplicated.Sum, weighted.Sum, rowsToo: false);
        var binaryWeighted = batch.Binary(sampleWeights: heavy);
        var binaryDuplicated = batch.Take(repeated).Binary();
        AssertNear(binaryDuplicated.Sum, binaryWeighted.Sum, rowsToo: false);
        foreach (var i in batch.Indices)
        {
            var times = i % 3 == 0 ? 2 : 1;
            Assert.Equal(times * binaryDuplicated.Gradient[i], binaryWeighted.Gradient[i]);
            Assert.Equal(batch.Row(duplicated.Gradient, i).Select(g => times * g), batch.Row(weighted.Gradient, i));
        }
    });

    [Fact]
    public void WeightZeroIsNoRow() => ForAll(batch =>
    {
        double[] weights = [.. batch.SampleWeights.Select((w, i) => i % 3 == 1 ? 0 : w)];
        int[] kept = [.. batch.Indices.Where(i => i % 3 != 1)];
        var zero = batch.Softmax(sampleWeights: weights);
        var deleted = batch.Take(kept).Softmax();
        AssertNear(deleted.Sum, zero.Sum, rowsToo: true);
        var binaryZero = batch.Binary(sampleWeights: weights);
        var binaryDeleted = batch.Take(kept).Binary();
        AssertNear(binaryDeleted.Sum, binaryZero.Sum, rowsToo: true);
        Assert.All(batch.Indices.Where(i => i % 3 == 1), i => Assert.Equal(0, binaryZero.Gradient[i]));
        for (var k = 0; k < kept.Length; k++)
        {
            Assert.Equal(binaryDeleted.Gradient[k], binaryZero.Gradient[kept[k]]);
            Assert.Equal(batch.Row(deleted.Gradient, k), batch.Row(zero.Gradient, kept[k]));
            Assert.Equal(batch.Row(deleted.Hessian, k), batch.Row(zero.Hessian, kept[k]));
        }
    });

    [Fact]
    public void ClassWeightsAreTheSameNumbersAsSampleWeights() => ForAll(batch =>
    {
        double[] classWeights = [.. Enumerable.Range(0, batch.Classes).Select(c => 0.3 + (1.7 * c))];
        var byClass = batch.Softmax(classWeights: classWeights, sampleWeights: []);
        var bySample = batch.Softmax(sampleWeights: [.. batch.Labels.Select(label => label < 0 ? 1 : classWeights[label])]);
        Assert.Equal(bySample.Value, byClass.Value);
        Assert.Equal(bySample.Gradient, byClass.Gradient);
        Assert.Equal(bySample.Hessian, byClass.Hessian);
        Assert.Equal(bySample.Sum, byClass.Sum);

        double[] hard = [.. batch.Targets.Select(y => Math.Round(y))];
        var binaryByClass = Evaluated<double>.Binary(batch.BinaryScores, hard, positive: 3.3, negative: 0.7);
        var binaryBySample = Evaluated<double>.Binary(batch.BinaryScores, hard, [.. hard.Select(y => y > 0 ? 3.3 : 0.7)]);
        AssertNear(binaryBySample.Sum, binaryByClass.Sum, rowsToo: true);
        Assert.All(binaryBySample.Gradient.Zip(binaryByClass.Gradient), pair => Assert.Equal(pair.First, pair.Second, 1e-15 * 4));
    });

    [Fact]
    public void PermutingRowsPermutesOutputs() => ForAll(batch =>
    {
        var order = batch.Indices.ToArray();
        new Random(batch.Rows).Shuffle(order);
        var (straight, permuted) = (batch.Softmax(smoothing: 0.2), batch.Take(order).Softmax(smoothing: 0.2));
        AssertNear(straight.Sum, permuted.Sum, rowsToo: true);
        Assert.All(batch.Indices, k => Assert.Equal(batch.Row(straight.Gradient, order[k]), batch.Row(permuted.Gradient, k)));
    });

    [Fact]
    public void SoftmaxOfTwoIsBinaryCrossEntropyOfTheDifference() => ForAll(
        batch =>
        {
            double[] classWeights = [0.4, 2.5];
            foreach (var smoothing in (double[])[0, 0.1, 1])
            {
                var pairs = batch.Softmax(classWeights, smoothing: smoothing, ignore: int.MinValue);
                double[] differences = [.. batch.Indices.Select(i => batch.Scores[(2 * i) + 1] - batch.Scores[2 * i])];
                double[] targets = [.. batch.Labels.Select(label => (double)label)];
                var binary = Evaluated<double>.Binary(differences, targets, batch.SampleWeights, positive: 2.5, negative: 0.4, smoothing: smoothing);
                AssertNear(binary.Sum, pairs.Sum, rowsToo: true);
                foreach (var i in batch.Indices)
                {
                    Assert.Equal(binary.Value[i], pairs.Value[i], 1e-13 * (1 + Math.Abs(binary.Value[i])));
                    Assert.Equal(binary.Gradient[i], pairs.Gradient[(2 * i) + 1], 1e-13);
                    Assert.Equal(-binary.Gradient[i], pairs.Gradient[2 * i], 1e-13);
                    Assert.Equal(binary.Hessian[i], pairs.Hessian[2 * i], 1e-13);
                    Assert.Equal(binary.Hessian[i], pairs.Hessian[(2 * i) + 1], 1e-13);
                }
            }
        },
        classes: 2,
        ignored: false);

    [Fact]
    public void GradientsOfARowSumToZero() => ForAll(batch =>
    {
        double[] classWeights = [.. Enumerable.Range(0, batch.Classes).Select(c => c % 4 * 0.7)];
        var result = batch.Softmax(classWeights, smoothing: 0.1);
        Assert.All(batch.Indices, i => Assert.Equal(0, batch.Row(result.Gradient, i).Sum(), 1e-13));
    });

    private static void ForAll(Action<RandomBatch> law, int? classes = null, bool ignored = true) => Prop.ForAll(
        Gen.Choose(0, 1 << 20).ToArbitrary(),
        seed => law(RandomBatch.Create(seed, classes, ignored))).QuickCheckThrowOnFailure();

    private static void AssertNear(LossSum expected, LossSum actual, bool rowsToo)
    {
        Assert.Equal(expected.Loss, actual.Loss, 1e-12 * Math.Max(1, expected.Loss));
        Assert.Equal(expected.Weight, actual.Weight, 1e-12 * Math.Max(1, expected.Weight));
        if (rowsToo)
        {
            Assert.Equal(expected.Rows, actual.Rows);
        }
    }
}
