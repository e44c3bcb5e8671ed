using Counterweight.Losses.Point;
using Counterweight.Weighting;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Losses.Point;

/// <summary>Laws of the binary losses, on batches that FsCheck draws.</summary>
public sealed class BinaryLossLawTests
{
    [Fact]
    public void FocalLossOfGammaZeroIsCrossEntropy() => ForAll(batch => AssertSame(
        batch.Binary(),
        Evaluate(new BinaryFocalLoss<double>(0, 1, 1), batch)));

    [Fact]
    public void AnIntegralPowerIsTheOneNextToIt() => ForAll(batch =>
    {
        foreach (var gamma in (ReadOnlySpan<double>)[1, 2, 3, 4])
        {
            var beside = Math.BitIncrement(gamma);
            AssertSame(Evaluate(new BinaryFocalLoss<double>(beside, 3, 0.5), batch), Evaluate(new BinaryFocalLoss<double>(gamma, 3, 0.5), batch));
            AssertSame(Evaluate(new AsymmetricLoss<double>(beside, beside, 0, 3, 0.5), batch), Evaluate(new AsymmetricLoss<double>(gamma, gamma, 0, 3, 0.5), batch));
        }
    });

    [Fact]
    public void EachClassOfTheAsymmetricLossHasTheExponentOfItsOwn() => ForAll(batch =>
    {
        var positives = batch with { Targets = [.. batch.Targets.Select(_ => 1.0)] };
        var negatives = batch with { Targets = [.. batch.Targets.Select(_ => 0.0)] };
        foreach (var own in (ReadOnlySpan<double>)[0, 0.5, 1, 2, 3, 4.5])
        {
            foreach (var other in (ReadOnlySpan<double>)[0, 1, 2.5, 4])
            {
                // The shift is of the negatives alone.
                AssertSame(Evaluate(new BinaryFocalLoss<double>(own, 3, 0.5), positives), Evaluate(new AsymmetricLoss<double>(own, other, 0.2, 3, 0.5), positives));
                AssertSame(Evaluate(new BinaryFocalLoss<double>(own, 3, 0.5), negatives), Evaluate(new AsymmetricLoss<double>(other, own, 0, 3, 0.5), negatives));
            }
        }
    });

    [Fact]
    public void AsymmetricLossOfOneGammaAndNoShiftIsFocalLoss() => ForAll(batch =>
    {
        foreach (var gamma in (ReadOnlySpan<double>)[0, 0.5, 1, 2, 3, 4.5])
        {
            AssertSame(Evaluate(new BinaryFocalLoss<double>(gamma, 3, 0.5), batch), Evaluate(new AsymmetricLoss<double>(gamma, gamma, 0, 3, 0.5), batch));
        }
    });

    [Fact]
    public void AnAlmostAbsentShiftIsNone() => ForAll(batch =>
    {
        batch = batch with { BinaryScores = [.. batch.BinaryScores.Select(z => z % 15)] };
        AssertSame(
            Evaluate(new AsymmetricLoss<double>(1, 2.5, 0, 3, 0.5), batch),
            Evaluate(new AsymmetricLoss<double>(1, 2.5, 1e-22, 3, 0.5), batch));
    });

    [Fact]
    public void PreferenceLossOfBetaOneIsCrossEntropy() => ForAll(batch =>
    {
        var expected = batch.Binary();
        var actual = Evaluate(new PreferenceLoss<double>(1, 0), batch);
        Assert.Equal(expected.Value, actual.Value);
        Assert.Equal(expected.Gradient, actual.Gradient);
        Assert.Equal(expected.Hessian, actual.Hessian);

        // Label noise is label smoothing of twice that size, β a scale of the score.
        var scaled = batch with { BinaryScores = [.. batch.BinaryScores.Select(z => 0.25 * z)] };
        var smoothed = Evaluate(new BinaryCrossEntropy<double>(1, 1, 0.2), scaled);
        AssertSame(
            smoothed with { Gradient = [.. smoothed.Gradient.Select(g => 0.25 * g)], Hessian = [.. smoothed.Hessian.Select(h => 0.0625 * h)] },
            Evaluate(new PreferenceLoss<double>(0.25, 0.1), batch));
    });

    [Fact]
    public void LogitAdjustmentIsAMovedScore() => ForAll(batch =>
    {
        var loss = new BinaryCrossEntropy<double>(3, 0.5, 0);
        AssertSame(Evaluate(loss, batch), Evaluate(new LogitAdjustedBinaryLoss<double>(0.01, 0, 3, 0.5), batch));
        AssertSame(Evaluate(loss, batch), Evaluate(new LogitAdjustedBinaryLoss<double>(0.5, 7, 3, 0.5), batch));
        var moved = batch with { BinaryScores = [.. batch.BinaryScores.Select(z => z - Math.Log(99))] };
        AssertSame(Evaluate(loss, moved), Evaluate(new LogitAdjustedBinaryLoss<double>(0.01, 1, 3, 0.5), batch));
    });

    [Fact]
    public void SoftTargetsMixTheTwoHardOnes() => ForAll(batch =>
    {
        Mixes(new BinaryFocalLoss<double>(1.5, 3, 0.5), batch);
        Mixes(new AsymmetricLoss<double>(0.5, 3, 0.2, 3, 0.5), batch);
        Mixes(new PreferenceLoss<double>(0.1, 0.2), batch);
        Mixes(new LogitAdjustedBinaryLoss<double>(0.1, 1, 3, 0.5), batch);
    });

    [Fact]
    public void TwiceTheWeightIsTheRowTwice() => ForAll(batch =>
    {
        Duplicates(new BinaryFocalLoss<double>(2, 3, 0.5), batch);
        Duplicates(new AsymmetricLoss<double>(1, 4, 0.05, 3, 0.5), batch);
        Duplicates(new PreferenceLoss<double>(0.1, 0.2), batch);
        Duplicates(new LogitAdjustedBinaryLoss<double>(0.1, 1, 3, 0.5), batch);
        batch = batch with { Targets = [.. batch.Targets.Select(y => Math.Round(y))] };
        Duplicates(new HingeLoss<double>(3, 0.5), batch);
        Duplicates(new SquaredHingeLoss<double>(3, 0.5), batch);
        Duplicates(new ExponentialLoss<double>(3, 0.5), batch);
    });

    [Fact]
    public void SwappingClassesFlipsTheGradient() => ForAll(batch =>
    {
        Mirrors(new BinaryFocalLoss<double>(2, 3, 0.5), new BinaryFocalLoss<double>(2, 0.5, 3), batch);
        Mirrors(new HingeLoss<double>(3, 0.5), new HingeLoss<double>(0.5, 3), batch);
        Mirrors(new SquaredHingeLoss<double>(3, 0.5), new SquaredHingeLoss<double>(0.5, 3), batch);
        Mirrors(new ExponentialLoss<double>(3, 0.5), new ExponentialLoss<double>(0.5, 3), batch);
    });

    private static void Duplicates<TLoss>(TLoss loss, RandomBatch batch)
        where TLoss : struct, IPointLoss<TLoss, double>
    {
        var pick = batch.Indices.Where(i => i % 3 == 0).ToArray();
        var weighted = Evaluate(loss, batch with { SampleWeights = [.. batch.SampleWeights.Select((w, i) => i % 3 == 0 ? 2 * w : w)] });
        var duplicated = Evaluate(loss, batch.Take([.. batch.Indices, .. pick]));
        Assert.Equal(duplicated.Sum.Loss, weighted.Sum.Loss, 1e-12 * Math.Max(1, duplicated.Sum.Loss));
        Assert.Equal(duplicated.Sum.Weight, weighted.Sum.Weight, 1e-12 * Math.Max(1, duplicated.Sum.Weight));
        Assert.All(batch.Indices, i => Assert.Equal((i % 3 == 0 ? 2 : 1) * duplicated.Gradient[i], weighted.Gradient[i]));

        int[] kept = [.. batch.Indices.Where(i => i % 3 == 1)];
        var zero = Evaluate(loss, batch with { SampleWeights = [.. batch.SampleWeights.Select((w, i) => i % 3 == 1 ? w : 0)] });
        var deleted = Evaluate(loss, batch.Take(kept));
        Assert.Equal(deleted.Sum.Loss, zero.Sum.Loss, 1e-12 * Math.Max(1, deleted.Sum.Loss));
        Assert.Equal(deleted.Sum.Rows, zero.Sum.Rows);
        Assert.Equal(deleted.Gradient, kept.Select(i => zero.Gradient[i]));
        Assert.All(batch.Indices.Except(kept), i => Assert.Equal(0, zero.Gradient[i]));
    }

    /// <summary>Loss and derivatives are linear in a soft target.</summary>
    private static void Mixes<TLoss>(TLoss loss, RandomBatch batch)
        where TLoss : struct, IPointLoss<TLoss, double>
    {
        var soft = Evaluate(loss, batch);
        var one = Evaluate(loss, batch with { Targets = [.. batch.Targets.Select(_ => 1.0)] });
        var zero = Evaluate(loss, batch with { Targets = [.. batch.Targets.Select(_ => 0.0)] });
        foreach (var i in batch.Indices)
        {
            var y = batch.Targets[i];
            AssertNear((y * one.Value[i]) + ((1 - y) * zero.Value[i]), soft.Value[i]);
            AssertNear((y * one.Gradient[i]) + ((1 - y) * zero.Gradient[i]), soft.Gradient[i]);
            AssertNear((y * one.Hessian[i]) + ((1 - y) * zero.Hessian[i]), soft.Hessian[i]);
        }
    }

    /// <summary>A loss of −z and 1 − y, its weights exchanged, is the loss of z and y.</summary>
    private static void Mirrors<TLoss>(TLoss loss, TLoss mirrored, RandomBatch batch)
        where TLoss : struct, IPointLoss<TLoss, double>
    {
        batch = batch with { Targets = [.. batch.Targets.Select(y => Math.Round(y))] };
        var straight = Evaluate(loss, batch);
        var mirror = Evaluate(mirrored, batch with { Targets = [.. batch.Targets.Select(y => 1 - y)], BinaryScores = [.. batch.BinaryScores.Select(z => -z)] });
        Assert.Equal(straight.Value, mirror.Value);
        Assert.Equal(straight.Gradient.Select(g => -g), mirror.Gradient);
        Assert.Equal(straight.Hessian, mirror.Hessian);
        Assert.Equal(straight.Sum, mirror.Sum);
    }

    private static Evaluated<double> Evaluate<TLoss>(TLoss loss, RandomBatch batch)
        where TLoss : struct, IPointLoss<TLoss, double> => Evaluated<double>.Point(loss, batch.BinaryScores, batch.Targets, batch.SampleWeights);

    private static void AssertSame(Evaluated<double> expected, Evaluated<double> actual)
    {
        Assert.Equal(expected.Sum.Weight, actual.Sum.Weight, 1e-13 * Math.Max(1, expected.Sum.Weight));
        Assert.Equal(expected.Sum.Rows, actual.Sum.Rows);
        Assert.All(expected.Value.Zip(actual.Value), pair => AssertNear(pair.First, pair.Second));
        Assert.All(expected.Gradient.Zip(actual.Gradient), pair => AssertNear(pair.First, pair.Second));
        Assert.All(expected.Hessian.Zip(actual.Hessian), pair => AssertNear(pair.First, pair.Second));
    }

    private static void AssertNear(double expected, double actual) => Assert.Equal(expected, actual, 1e-13 * Math.Max(1, Math.Abs(expected)));

    private static void ForAll(Action<RandomBatch> law) => Prop.ForAll(
        Gen.Choose(0, 1 << 20).ToArbitrary(),
        seed => law(RandomBatch.Create(seed, classes: 1, ignored: false))).QuickCheckThrowOnFailure();
}
