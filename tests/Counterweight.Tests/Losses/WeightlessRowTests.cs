using Counterweight.Losses;
using Counterweight.Losses.Overlap;
using Counterweight.Losses.Point;
using Xunit;

namespace Counterweight.Tests.Losses;

/// <summary>A row of weight 0, by its own weight or by its class's, is no row to any point loss, whatever its score.</summary>
public sealed class WeightlessRowTests
{
    private const int Rows = PointLoss.RowsPerWorkItem + 45;

    private static readonly float[] Bad = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, -float.MaxValue];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void OfASampleWeight(int threads)
    {
        Check(new BinaryCrossEntropy<float>(2, 0.3f, 0.1f));
        Check(new BinaryFocalLoss<float>(2, 2, 0.3f));
        Check(new AsymmetricLoss<float>(1, 4, 0.05f));
        Check(new HingeLoss<float>());
        Check(new SquaredHingeLoss<float>());
        Check(new ExponentialLoss<float>());
        Check(new PreferenceLoss<float>(0.5f, 0.1f));
        Check(new LogitAdjustedBinaryLoss<float>(0.1f, 1));
        Check(new SquaredLoss<float>());
        Check(new AbsoluteLoss<float>());
        Check(new HuberLoss<float>());
        Check(new QuantileLoss<float>(0.3f));
        Check(new PoissonLoss<float>());

        void Check<TLoss>(TLoss loss)
            where TLoss : struct, IPointLoss<TLoss, float>
        {
            float[] weights = [.. Enumerable.Range(0, Rows).Select(i => IsWeightless(i) ? 0 : 1 + (i % 3))];
            Same(loss, weights, threads);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void OfAClassWeight(int threads)
    {
        // The bad scores are those of targets 1, and so the weight of the class 1 is 0.
        Same(new BinaryCrossEntropy<float>(0, 0.3f, 0), [], threads);
        Same(new BinaryFocalLoss<float>(2, 0, 0.3f), [], threads);
        Same(new AsymmetricLoss<float>(1, 4, 0.05f, 0, 0.3f), [], threads);
        Same(new HingeLoss<float>(0, 0.3f), [], threads);
        Same(new SquaredHingeLoss<float>(0, 0.3f), [], threads);
        Same(new ExponentialLoss<float>(0, 0.3f), [], threads);
        Same(new LogitAdjustedBinaryLoss<float>(0.1f, 1, 0, 0.3f), [], threads);
    }

    [Fact]
    public void OfOverlap()
    {
        var (tame, wild) = (new float[Rows], new float[Rows]);
        float[] weights = [.. Enumerable.Range(0, Rows).Select(i => IsWeightless(i) ? 0f : 1 + (i % 3))];
        var expected = OverlapLoss.Evaluate<float>(TverskyLoss.Dice(), Scores(isWild: false), Targets, weights, tame);
        Assert.Equal(expected, OverlapLoss.Evaluate<float>(TverskyLoss.Dice(), Scores(isWild: true), Targets, weights, wild));
        Assert.Equal(tame, wild);
        Assert.All(Enumerable.Range(0, Rows).Where(IsWeightless), i => Assert.Equal(0, wild[i]));
    }

    private static float[] Targets => [.. Enumerable.Range(0, Rows).Select(i => IsWeightless(i) ? 1f : 0)];

    // In whole blocks and in the tails of both work items.
    private static bool IsWeightless(int row) => row % 7 == 3 || row >= Rows - 2;

    private static float[] Scores(bool isWild) =>
        [.. Enumerable.Range(0, Rows).Select(i => isWild && IsWeightless(i) ? Bad[i % Bad.Length] : (i % 41 * 0.25f) - 5)];

    private static void Same<TLoss>(TLoss loss, float[] weights, int threads)
        where TLoss : struct, IPointLoss<TLoss, float>
    {
        foreach (var scale in (GradientScale[])[GradientScale.None, GradientScale.PerRow, GradientScale.PerWeight])
        {
            var expected = Evaluate(Scores(isWild: false));
            var actual = Evaluate(Scores(isWild: true));
            Assert.Equal(Enumerable.Range(0, Rows).Count(i => !IsWeightless(i)), actual.Sum.Rows);
            Assert.Equal(expected.Sum, actual.Sum);
            Assert.Equal(expected.Value, actual.Value);
            Assert.Equal(expected.Gradient, actual.Gradient);
            Assert.Equal(expected.Hessian, actual.Hessian);
            Assert.All(Enumerable.Range(0, Rows).Where(IsWeightless), i => Assert.Equal((0, 0, 0), (actual.Value[i], actual.Gradient[i], actual.Hessian[i])));

            Evaluated<float> Evaluate(float[] scores)
            {
                var (value, gradient, hessian) = (new float[Rows], new float[Rows], new float[Rows]);
                var sum = PointLoss.Evaluate(
                    loss, scores, Targets, weights, new LossOutputs<float> { Value = value, Gradient = gradient, Hessian = hessian, Scale = scale }, threads);
                return new(sum, value, gradient, hessian);
            }
        }
    }
}
