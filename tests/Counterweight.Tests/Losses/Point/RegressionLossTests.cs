using Counterweight.Losses;
using Counterweight.Losses.Point;
using Counterweight.Weighting;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Losses.Point;

/// <summary>Regression losses at kinks, infinities and limits, and what they have in common.</summary>
public sealed class RegressionLossTests
{
    private const double Infinity = double.PositiveInfinity;

    [Fact]
    public void AtTheTargetTheSubgradientIsZero()
    {
        foreach (var target in (ReadOnlySpan<double>)[0, -0.0, 3.5, -1e30, double.Epsilon])
        {
            AssertRow(new SquaredLoss<double>(), target, target, 0, 0, 1);
            AssertRow(new AbsoluteLoss<double>(), target, target, 0, 0, 0);
            AssertRow(new HuberLoss<double>(0.25), target, target, 0, 0, 1);
            AssertRow(new QuantileLoss<double>(0.25), target, target, 0, 0, 0);
        }

        AssertRow(new PoissonLoss<double>(), 0, 1, 1, 0, 1);
    }

    [Fact]
    public void BothSidesOfAKink()
    {
        AssertRow(new AbsoluteLoss<double>(), double.Epsilon, 0, double.Epsilon, 1, 0);
        AssertRow(new AbsoluteLoss<double>(), -double.Epsilon, 0, double.Epsilon, -1, 0);
        AssertRow(new QuantileLoss<double>(0.25), 4, 0, 3, 0.75, 0);
        AssertRow(new QuantileLoss<double>(0.25), -4, 0, 1, -0.25, 0);
        AssertRow(new HuberLoss<double>(2), 2, 0, 2, 2, 1);
        AssertRow(new HuberLoss<double>(2), -2, 0, 2, -2, 1);
        AssertRow(new HuberLoss<double>(2), 3, 0, 4, 2, 0);
        AssertRow(new HuberLoss<double>(2), -3, 0, 4, -2, 0);
        AssertRow(new HuberLoss<double>(2), Math.BitIncrement(2.0), 0, 2.0000000000000009, 2, 0);
        AssertRow(new HuberLoss<double>(), 3, 0, 2.5, 1, 0);
        AssertRow(new QuantileLoss<double>(), 3, 0, 1.5, 0.5, 0);
    }

    [Theory]
    [InlineData(Infinity)]
    [InlineData(-Infinity)]
    public void InfiniteScoresHaveTheirLimits(double score)
    {
        var sign = Math.Sign(score);
        AssertRow(new SquaredLoss<double>(), score, 1, Infinity, score, 1);
        AssertRow(new AbsoluteLoss<double>(), score, 1, Infinity, sign, 0);
        AssertRow(new HuberLoss<double>(0.5), score, 1, Infinity, 0.5 * sign, 0);
        AssertRow(new QuantileLoss<double>(0.75), score, 1, Infinity, sign > 0 ? 0.25 : -0.75, 0);
        AssertRow(new PoissonLoss<double>(), Infinity, 0, Infinity, Infinity, Infinity);
        AssertRow(new PoissonLoss<double>(), Infinity, 2, Infinity, Infinity, Infinity);
        AssertRow(new PoissonLoss<double>(), -Infinity, 0, 0, 0, 0);
        AssertRow(new PoissonLoss<double>(), -Infinity, 2, Infinity, -2, 0);
    }

    [Fact]
    public void GreatScoresOverflowWhereDocumentedOnly()
    {
        AssertSingle(new SquaredLoss<float>(), 1e30f, 0, float.PositiveInfinity, 1e30f, 1);
        AssertSingle(new SquaredLoss<float>(), 2.6e19f, 0, 2.6e19f * 0.5f * 2.6e19f, 2.6e19f, 1);
        AssertSingle(new AbsoluteLoss<float>(), -1e30f, 1e30f, 2e30f, -1, 0);
        AssertSingle(new HuberLoss<float>(4), 1e30f, 0, 4e30f, 4, 0);
        AssertSingle(new HuberLoss<float>(1e30f), 1e30f, 0, float.PositiveInfinity, 1e30f, 1);
        AssertSingle(new QuantileLoss<float>(0.5f), 1e30f, -1e30f, 1e30f, 0.5f, 0);
        AssertSingle(new PoissonLoss<float>(), 1e30f, 5, float.PositiveInfinity, float.PositiveInfinity, float.PositiveInfinity);
        AssertSingle(new PoissonLoss<float>(), -1e30f, 5, 5e30f, -5, 0);
        AssertSingle(new PoissonLoss<float>(), -1e30f, 0, 0, 0, 0);
    }

    [Fact]
    public void NaNStaysInItsRow()
    {
        Check(new SquaredLoss<float>());
        Check(new AbsoluteLoss<float>());
        Check(new HuberLoss<float>(1));
        Check(new QuantileLoss<float>(0.3f));
        Check(new PoissonLoss<float>());

        static void Check<TLoss>(TLoss loss)
            where TLoss : struct, IPointLoss<TLoss, float>
        {
            var scores = Enumerable.Range(0, 45).Select(i => i == 29 ? float.NaN : i * 0.1f).ToArray();
            var (value, gradient, _, sum) = Evaluate(loss, scores, new float[45]);
            Assert.All(Enumerable.Range(0, 45), i => Assert.Equal((i == 29, i == 29), (float.IsNaN(value[i]), float.IsNaN(gradient[i]))));
            Assert.Equal((45, 45L, true), (sum.Weight, sum.Rows, double.IsNaN(sum.Loss)));
        }
    }

    [Fact]
    public void TargetsOutsideTheDomainAreRefused()
    {
        foreach (var bad in (ReadOnlySpan<float>)[float.NaN, float.PositiveInfinity, float.NegativeInfinity])
        {
            Refuses(new SquaredLoss<float>(), bad, "finite");
            Refuses(new AbsoluteLoss<float>(), bad, "finite");
            Refuses(new HuberLoss<float>(1), bad, "finite");
            Refuses(new QuantileLoss<float>(0.5f), bad, "finite");
            Refuses(new PoissonLoss<float>(), bad, "at least 0");
        }

        Refuses(new PoissonLoss<float>(), -1e-45f, "at least 0");
        AssertRow(new PoissonLoss<double>(), 1, -0.0, Math.E, Math.E, Math.E);

        static void Refuses<TLoss>(TLoss loss, float target, string rule)
            where TLoss : struct, IPointLoss<TLoss, float>
        {
            var gradient = new float[20];
            var error = Assert.Throws<ArgumentOutOfRangeException>("targets", () => PointLoss.Evaluate(
                loss, new float[20], [.. new float[19], target], [], new LossOutputs<float> { Gradient = gradient }));
            Assert.Contains("targets[19]", error.Message, StringComparison.Ordinal);
            Assert.Contains(rule, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ParametersOutOfRangeAreRefused()
    {
        foreach (var bad in (ReadOnlySpan<double>)[0, -1, double.NaN, Infinity])
        {
            Assert.Throws<ArgumentOutOfRangeException>("delta", () => new HuberLoss<double>(bad));
        }

        foreach (var bad in (ReadOnlySpan<double>)[0, 1, -0.1, 1.1, double.NaN])
        {
            Assert.Throws<ArgumentOutOfRangeException>("quantile", () => new QuantileLoss<double>(bad));
        }
    }

    [Fact]
    public void OneLossIsTheLimitOfAnother() => ForAll((scores, targets, weights) =>
    {
        // Huber far from its δ is the squared loss, close to 0 its δ times the absolute one; the median is half of it.
        var squared = Evaluate(new SquaredLoss<double>(), scores, targets, weights);
        var absolute = Evaluate(new AbsoluteLoss<double>(), scores, targets, weights);
        var wide = Evaluate(new HuberLoss<double>(1e9), scores, targets, weights);
        var smallDelta = Evaluate(new HuberLoss<double>(Math.ScaleB(1, -30)), scores, targets, weights);
        var median = Evaluate(new QuantileLoss<double>(0.5), scores, targets, weights);
        Assert.Equal(squared.Gradient, wide.Gradient);
        Assert.Equal(squared.Hessian, wide.Hessian);
        Assert.Equal(absolute.Gradient, smallDelta.Gradient.Select(g => Math.ScaleB(g, 30)));
        Assert.Equal(absolute.Gradient, median.Gradient.Select(g => 2 * g));
        Assert.Equal(absolute.Value, median.Value.Select(v => 2 * v));
        Assert.All(squared.Value.Zip(wide.Value), pair => Assert.Equal(pair.First, pair.Second, 4e-16 * pair.First));
    });

    /// <summary>Weighted mean, quantile and log mean make the gradients of their losses sum to zero.</summary>
    [Fact]
    public void EachLossIsLeastWhereItSays() => ForAll((_, targets, weights) =>
    {
        double[] positive = [.. targets.Select(Math.Abs)];
        var total = weights.Sum();
        if (total == 0)
        {
            return;
        }

        var mean = targets.Zip(weights, (y, w) => y * w).Sum() / total;
        Assert.Equal(0, Sum(new SquaredLoss<double>(), mean, targets, weights), 1e-10 * total);
        var rate = positive.Zip(weights, (y, w) => y * w).Sum() / total;
        Assert.Equal(0, Sum(new PoissonLoss<double>(), Math.Log(rate), positive, weights), 1e-10 * total);
        var ordered = targets.Zip(weights).OrderBy(pair => pair.First).ToArray();
        var (quantile, below) = (0.0, 0.0);
        foreach (var (y, w) in ordered)
        {
            quantile = y;
            below += w;
            if (below >= 0.7 * total)
            {
                break;
            }
        }

        Assert.True(Sum(new QuantileLoss<double>(0.7), quantile - 1e-9, targets, weights) <= 1e-10);
        Assert.True(Sum(new QuantileLoss<double>(0.7), quantile + 1e-9, targets, weights) >= -1e-10);

        static double Sum<TLoss>(TLoss loss, double score, double[] targets, double[] weights)
            where TLoss : struct, IPointLoss<TLoss, double> => Evaluate(loss, [.. targets.Select(_ => score)], targets, weights).Gradient.Sum();
    });

    private static void ForAll(Action<double[], double[], double[]> law) => Prop.ForAll(
        Gen.Choose(0, 1 << 20).ToArbitrary(),
        seed =>
        {
            var batch = RandomBatch.Create(seed, 1, ignored: false);
            law(batch.BinaryScores, [.. batch.Targets.Select(t => Math.Round(64 * t) / 4)], batch.SampleWeights);
        }).QuickCheckThrowOnFailure();

    private static (T[] Value, T[] Gradient, T[] Hessian, LossSum Sum) Evaluate<TLoss, T>(TLoss loss, T[] scores, T[] targets, T[]? weights = null)
        where TLoss : struct, IPointLoss<TLoss, T>
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var (value, gradient, hessian) = (new T[scores.Length], new T[scores.Length], new T[scores.Length]);
        var sum = PointLoss.Evaluate<TLoss, T>(loss, scores, targets, weights, new LossOutputs<T> { Value = value, Gradient = gradient, Hessian = hessian });
        return (value, gradient, hessian, sum);
    }

    private static void AssertRow<TLoss>(TLoss loss, double score, double target, double value, double gradient, double hessian)
        where TLoss : struct, IPointLoss<TLoss, double>
    {
        foreach (var count in (ReadOnlySpan<int>)[1, 8, 13])
        {
            var actual = Evaluate(loss, [.. Enumerable.Repeat(score, count)], [.. Enumerable.Repeat(target, count)]);
            Assert.All(actual.Value, v => Assert.Equal(value, v));
            Assert.All(actual.Gradient, g => Assert.Equal(gradient, g));
            Assert.All(actual.Hessian, h => Assert.Equal(hessian, h));
        }
    }

    private static void AssertSingle<TLoss>(TLoss loss, float score, float target, float value, float gradient, float hessian)
        where TLoss : struct, IPointLoss<TLoss, float>
    {
        var actual = Evaluate(loss, [score], [target]);
        Assert.Equal((value, gradient, hessian), (actual.Value[0], actual.Gradient[0], actual.Hessian[0]));
    }
}
