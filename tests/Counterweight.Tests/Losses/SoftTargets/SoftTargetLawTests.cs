using Counterweight.Losses;
using Counterweight.Losses.Softmax;
using Counterweight.Weighting;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Losses.SoftTargets;

/// <summary>Laws of losses with soft targets, on batches that FsCheck draws.</summary>
public sealed class SoftTargetLawTests
{
    [Fact]
    public void ACertainTargetIsALabel() => ForAll((labelled, soft) =>
    {
        var certain = soft with { Targets = OneHot(labelled) };
        var hard = labelled.Softmax(soft.ClassWeights, soft.SampleWeights);
        var ours = certain.CrossEntropy();
        AssertNear(hard.Sum, ours.Sum);
        AssertClose(hard.Value, ours.Value);
        AssertClose(hard.Gradient, ours.Gradient);

        // Labels subtract the greatest exponential from the sum where it is not the label's.
        AssertClose(hard.Hessian, ours.Hessian, absolute: 1e-13);
    });

    [Fact]
    public void SmoothedCertainTargetsAreSmoothedLabels() => ForAll(
        (labelled, soft) =>
        {
            var certain = soft with { Targets = OneHot(labelled) };
            var hard = labelled.Softmax(soft.ClassWeights, soft.SampleWeights, smoothing: 0.1);
            var ours = certain.CrossEntropy(0.1);
            AssertNear(hard.Sum, ours.Sum);
            AssertClose(hard.Value, ours.Value, absolute: 1e-13);
            AssertClose(hard.Gradient, ours.Gradient, absolute: 1e-13);
            AssertClose(hard.Hessian, ours.Hessian, absolute: 1e-13);
        },
        ignored: false);

    [Fact]
    public void TheLossIsLinearInTheTargets() => ForAll((_, soft) =>
    {
        var other = soft with { Targets = [.. soft.Targets.Reverse()] };
        var half = soft with { Targets = [.. soft.Targets.Zip(other.Targets, (t, u) => (t / 2) + (u / 2))] };
        var (one, two, mean) = (soft.CrossEntropy(), other.CrossEntropy(), half.CrossEntropy());
        AssertClose(Mean(one.Value, two.Value), mean.Value);
        AssertClose(Mean(one.Gradient, two.Gradient), mean.Gradient, absolute: 1e-13);
        AssertClose(Mean(one.Hessian, two.Hessian), mean.Hessian);
        Assert.Equal((one.Sum.Weight + two.Sum.Weight) / 2, mean.Sum.Weight, 1e-12 * (1 + mean.Sum.Weight));
    });

    [Fact]
    public void AClassWeightIsAFactorOfItsTarget() => ForAll((_, soft) =>
    {
        var folded = soft with { ClassWeights = null, Targets = [.. soft.Targets.Select((t, i) => t * soft.ClassWeights![i % soft.Classes])] };
        AssertSame(folded.CrossEntropy(), soft.CrossEntropy());
    });

    [Fact]
    public void DistillationIsCrossEntropyLessEntropy() => ForAll((_, soft) =>
    {
        var (entropies, plain) = (Entropies(soft), soft.CrossEntropy());
        var divergence = soft.Distillation();
        Assert.Equal(plain.Gradient, divergence.Gradient);
        Assert.Equal(plain.Hessian, divergence.Hessian);
        Assert.Equal((plain.Sum.Weight, plain.Sum.Rows), (divergence.Sum.Weight, divergence.Sum.Rows));
        Assert.All(soft.Indices, i => Assert.Equal(plain.Value[i] - entropies[i], divergence.Value[i], 1e-13 * (1 + plain.Value[i])));
    });

    /// <summary>A half is a power of two: not a bit is rounded differently.</summary>
    [Fact]
    public void TemperatureDividesLogitsAndMultipliesTheGradient() => ForAll((_, soft) =>
    {
        var warm = soft.Distillation(2);
        var cold = (soft with { Scores = [.. soft.Scores.Select(z => z / 2)] }).Distillation();
        Assert.Equal(cold.Value.Select(v => 4 * v), warm.Value);
        Assert.Equal(cold.Gradient.Select(g => 2 * g), warm.Gradient);
        Assert.Equal(cold.Hessian, warm.Hessian);
        Assert.Equal(4 * cold.Sum.Loss, warm.Sum.Loss);
    });

    [Fact]
    public void DistillationIsZeroWhereTheStudentIsTheTeacher() => ForAll((_, soft) =>
    {
        double[] teacher = [.. soft.Indices.SelectMany(i => Softmax(soft.Row(soft.Scores, i), 3))];
        var same = (soft with { Targets = teacher, ClassWeights = null }).Distillation(3);
        Assert.All(soft.Indices, i => Assert.Equal(0, same.Value[i], 1e-11));
        Assert.All(same.Gradient, g => Assert.Equal(0, g, 1e-12));
        Assert.True((soft with { ClassWeights = null }).Distillation(3).Value.Min() > -1e-10);
    });

    [Fact]
    public void GradientsOfARowSumToZero() => ForAll((_, soft) =>
    {
        foreach (var result in (Evaluated<double>[])[soft.CrossEntropy(), soft.CrossEntropy(0.3), soft.Distillation(1.7)])
        {
            Assert.All(soft.Indices, i => Assert.Equal(0, soft.Row(result.Gradient, i).Sum(), 1e-12));
        }
    });

    [Fact]
    public void AConstantAddedToARowOfLogitsChangesNothing() => ForAll((_, soft) =>
        AssertSame(soft.CrossEntropy(0.1), (soft with { Scores = [.. soft.Scores.Select((z, i) => z + (i / soft.Classes))] }).CrossEntropy(0.1)));

    [Fact]
    public void ABiasIsAddedToTheLogits() => ForAll((_, soft) =>
    {
        double[] bias = [.. Enumerable.Range(0, soft.Classes).Select(c => (c % 9 / 4.0) - 1)];
        var moved = soft with { Scores = [.. soft.Scores.Select((z, i) => z + bias[i % soft.Classes])] };
        AssertSame(moved.CrossEntropy(0.1), soft.CrossEntropy(0.1, new(1, bias)));
    });

    [Fact]
    public void TwiceTheWeightIsTheRowTwice() => ForAll((_, soft) =>
    {
        var heavy = soft with { SampleWeights = [.. soft.SampleWeights!.Select((w, i) => i % 3 == 0 ? 2 * w : w)] };
        var doubled = soft with { Targets = [.. soft.Targets.Select((t, i) => i / soft.Classes % 3 == 0 ? 2 * t : t)] };
        var weighted = heavy.CrossEntropy();
        var duplicated = soft.Take([.. soft.Indices, .. soft.Indices.Where(i => i % 3 == 0)]).CrossEntropy();
        AssertNear(duplicated.Sum, weighted.Sum, rowsToo: false);
        AssertSame(doubled.CrossEntropy(), weighted);
        foreach (var i in soft.Indices)
        {
            Assert.Equal(soft.Row(duplicated.Gradient, i).Select(g => (i % 3 == 0 ? 2 : 1) * g), soft.Row(weighted.Gradient, i));
        }
    });

    [Fact]
    public void WeightZeroIsNoRow() => ForAll((_, soft) =>
    {
        var zero = soft with { SampleWeights = [.. soft.SampleWeights!.Select((w, i) => i % 3 == 1 ? 0 : w)] };
        int[] kept = [.. soft.Indices.Where(i => i % 3 != 1)];
        var (whole, part) = (zero.Distillation(1.5), soft.Take(kept).Distillation(1.5));
        AssertNear(part.Sum, whole.Sum);
        for (var k = 0; k < kept.Length; k++)
        {
            Assert.Equal(soft.Row(part.Gradient, k), soft.Row(whole.Gradient, kept[k]));
            Assert.Equal(soft.Row(part.Hessian, k), soft.Row(whole.Hessian, kept[k]));
            Assert.Equal(part.Value[k], whole.Value[kept[k]]);
        }
    });

    [Theory]
    [InlineData(1, 20011)]
    [InlineData(3, 20011)]
    [InlineData(54, 2003)]
    [InlineData(57, 2003)]
    [InlineData(1000, 131)]
    public void PartsOfWholeWorkItemsMerge(int classes, int rows)
    {
        var random = new Random(classes);
        var soft = new SoftTargetBatch<float>(
            classes,
            [.. Enumerable.Range(0, rows * classes).Select(_ => (random.NextSingle() * 40) - 20)],
            [.. Enumerable.Range(0, rows * classes).Select(_ => random.Next(5) == 0 ? 0 : random.NextSingle())],
            SampleWeights: [.. Enumerable.Range(0, rows).Select(_ => random.NextSingle())]);
        var item = SoftmaxLoss.RowsPerWorkItem(classes);
        Assert.True(rows > item);
        var whole = soft.Distillation(1.5);
        var merged = default(LossSum);
        for (var end = rows; end > 0; end = (end - 1) / item * item)
        {
            var start = (end - 1) / item * item;
            var part = soft.Take([.. Enumerable.Range(start, end - start)]).Distillation(1.5);
            Assert.Equal(whole.Value[start..end], part.Value);
            merged += part.Sum;
        }

        Assert.Equal(whole.Sum, merged);
    }

    private static double[] OneHot(RandomBatch batch)
    {
        var targets = new double[batch.Scores.Length];
        foreach (var i in batch.Indices.Where(i => batch.Labels[i] >= 0))
        {
            targets[(i * batch.Classes) + batch.Labels[i]] = 1;
        }

        return targets;
    }

    private static double[] Entropies(SoftTargetBatch<double> soft) => [.. soft.Indices.Select(i => soft.SampleWeights![i] * soft.Row(soft.Targets, i)
        .Select((t, c) => t == 0 ? 0 : -soft.ClassWeights![c] * t * Math.Log(t)).Sum())];

    private static IEnumerable<double> Softmax(double[] row, double temperature)
    {
        double[] exps = [.. row.Select(z => Math.Exp((z - row.Max()) / temperature))];
        return exps.Select(e => e / exps.Sum());
    }

    private static double[] Mean(double[] one, double[] two) => [.. one.Zip(two, (a, b) => (a + b) / 2)];

    private static void ForAll(Action<RandomBatch, SoftTargetBatch<double>> law, bool ignored = true) => Prop.ForAll(
        Gen.Choose(0, 1 << 20).ToArbitrary(),
        seed =>
        {
            var batch = RandomBatch.Create(seed, null, ignored);
            var random = new Random(seed);
            double[] classWeights = [.. Enumerable.Range(0, batch.Classes).Select(c => c % 4 * 0.7)];
            double[] targets = [.. batch.Indices.SelectMany(_ => Distribution(batch.Classes, random))];
            law(batch, new(batch.Classes, batch.Scores, targets, classWeights, batch.SampleWeights));
        }).QuickCheckThrowOnFailure();

    private static IEnumerable<double> Distribution(int classes, Random random)
    {
        double[] parts = [.. Enumerable.Range(0, classes).Select(_ => random.Next(6) == 0 ? 0 : random.NextDouble())];
        var sum = parts.Sum();
        return parts.Select(part => sum == 0 ? 0 : part / sum);
    }

    private static void AssertClose(double[] expected, double[] actual, double absolute = 1e-300)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, (1e-13 * Math.Abs(pair.First)) + absolute));
    }

    private static void AssertSame(Evaluated<double> expected, Evaluated<double> actual)
    {
        Assert.Equal(expected.Value, actual.Value);
        Assert.Equal(expected.Gradient, actual.Gradient);
        Assert.Equal(expected.Hessian, actual.Hessian);
    }

    private static void AssertNear(LossSum expected, LossSum actual, bool rowsToo = true)
    {
        Assert.Equal(expected.Loss, actual.Loss, 1e-12 * Math.Max(1, Math.Abs(expected.Loss)));
        Assert.Equal(expected.Weight, actual.Weight, 1e-12 * Math.Max(1, expected.Weight));
        if (rowsToo)
        {
            Assert.Equal(expected.Rows, actual.Rows);
        }
    }
}
