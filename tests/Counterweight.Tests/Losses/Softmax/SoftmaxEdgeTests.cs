using Xunit;

namespace Counterweight.Tests.Losses.Softmax;

/// <summary>Softmax cross-entropy at the edges of its domain; short rows and, filled up with classes of probability 0, long ones.</summary>
public sealed class SoftmaxEdgeTests
{
    private const float Infinity = float.PositiveInfinity;

    public static TheoryData<int> Widths => [3, 4, 17, 120, 121, 300];

    [Theory]
    [MemberData(nameof(Widths))]
    public void LargeLogitsDoNotOverflow(int classes)
    {
        var result = Rows(classes, [1000, 999, 0], [1]);
        Assert.Equal(1.3132616875182228, result.Value[0], 1e-6);
        Assert.Equal([0.7310586f, -0.7310586f, 0], result.Gradient[..3], (a, b) => Math.Abs(a - b) < 1e-7);
        Assert.Equal(0.19661193324148185, result.Hessian[0], 1e-7);
        Assert.Equal(1.3132616875182228, Evaluated<double>.Softmax([1000, 999, 0], 3, [1]).Value[0], 1e-15);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void ARowOfNegativeInfinityIsNaNInThatRowOnly(int classes) => AssertOnlyRowIsNaN(classes, [-Infinity, -Infinity, -Infinity]);

    [Theory]
    [MemberData(nameof(Widths))]
    public void PositiveInfinityAndNaNAreNaNInTheirRowOnly(int classes)
    {
        AssertOnlyRowIsNaN(classes, [0, Infinity, 1]);
        AssertOnlyRowIsNaN(classes, [0, 1, float.NaN]);
        AssertOnlyRowIsNaN(classes, [float.NaN, 1, 2]);
        AssertOnlyRowIsNaN(classes, [Infinity, Infinity, -Infinity]);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void NegativeInfinityOnTheTargetIsAnInfiniteLossWithAFiniteGradient(int classes)
    {
        var result = Rows(classes, [-Infinity, 0, 0], [0]);
        Assert.Equal(Infinity, result.Value[0]);
        Assert.Equal(double.PositiveInfinity, result.Sum.Loss);
        Assert.Equal([-1f, 0.5f, 0.5f], result.Gradient[..3]);
        Assert.Equal([0f, 0.25f, 0.25f], result.Hessian[..3]);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void NegativeInfinityElsewhereIsAClassOfProbabilityZero(int classes)
    {
        var result = Rows(classes, [0, -Infinity, 0], [0]);
        Assert.Equal(MathF.Log(2), result.Value[0], 1e-7f);
        Assert.Equal([-0.5f, 0, 0.5f], result.Gradient[..3]);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void NegativeInfinityOfWeightZeroContributesNothing(int classes)
    {
        float[] weights = [1, 0, 2, .. new float[classes - 3]];
        var result = Rows(classes, [1, -Infinity, 2], [0], classWeights: weights, smoothing: 0.3f);
        Assert.True(float.IsFinite(result.Value[0]));
        Assert.All(result.Gradient, gradient => Assert.True(float.IsFinite(gradient)));

        // The label's own weight is 0: without smoothing the row does not count.
        result = Rows(classes, [1, -Infinity, 2], [1], classWeights: weights);
        Assert.Equal((0, 0, 0L), (result.Sum.Loss, result.Sum.Weight, result.Sum.Rows));
        Assert.All(result.Gradient, gradient => Assert.Equal(0f, gradient));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void NegativeInfinityUnderSmoothingIsAnInfiniteLoss(int classes) =>
        Assert.Equal(Infinity, Rows(classes, [1, -Infinity, 2], [0], smoothing: 0.1f).Value[0]);

    [Fact]
    public void AnEmptyBatchIsAZeroSum()
    {
        var sum = Evaluated<float>.Softmax([], 5, []).Sum;
        Assert.Equal((0, 0, 0L, 0, 0), (sum.Loss, sum.Weight, sum.Rows, sum.Mean, sum.WeightedMean));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void IgnoredRowsAreNotRead(int classes)
    {
        var result = Rows(classes, [float.NaN, Infinity, 1], [-100], ignore: -100);
        AssertNothing(result);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void AnIgnoreLabelAmongTheClassesTurnsThatClassOff(int classes) => AssertNothing(Rows(classes, [float.NaN, 1, 1], [2], ignore: 2));

    [Theory]
    [MemberData(nameof(Widths))]
    public void RowsOfWeightZeroCountNothingWhateverTheirScores(int classes)
    {
        AssertNothing(Rows(classes, [float.NaN, Infinity, 1], [1], sampleWeights: [0]));
        AssertNothing(Rows(classes, [1, -Infinity, 1], [1], classWeights: new float[classes]));
        AssertNothing(Rows(classes, [float.NaN, 1, 1], [1], sampleWeights: [0], smoothing: 0.2f));
    }

    [Fact]
    public void OneClassIsCertain()
    {
        var result = Evaluated<float>.Softmax([7, -Infinity, 1e30f], 1, [0, 0, 0]);
        Assert.Equal([0f, float.NaN, 0f], result.Value);
        Assert.Equal([0f, float.NaN, 0f], result.Gradient);
    }

    private static Evaluated<float> Rows(int classes, float[] row, int[] labels, float[]? classWeights = null, float[]? sampleWeights = null, float smoothing = 0, int ignore = -1) =>
        Evaluated<float>.Softmax(Fill(classes, row), classes, labels, classWeights, sampleWeights, smoothing, ignore);

    private static float[] Fill(int classes, float[] row) => [.. row, .. Enumerable.Repeat(-Infinity, classes - row.Length)];

    private static void AssertOnlyRowIsNaN(int classes, float[] bad)
    {
        for (var at = 0; at < 19; at++)
        {
            var rows = Enumerable.Range(0, 19).Select(i => Fill(classes, i == at ? bad : [i * 0.1f, 1, 2])).ToArray();
            var labels = Enumerable.Range(0, 19).Select(i => i % 3).ToArray();
            var result = Evaluated<float>.Softmax([.. rows.SelectMany(row => row)], classes, labels);
            Assert.True(double.IsNaN(result.Sum.Loss));
            Assert.Equal((19.0, 19L), (result.Sum.Weight, result.Sum.Rows));
            for (var i = 0; i < 19; i++)
            {
                Assert.Equal(i == at, float.IsNaN(result.Value[i]));
                Assert.All(result.Gradient[(i * classes)..((i + 1) * classes)], gradient => Assert.Equal(i == at, float.IsNaN(gradient)));
                Assert.All(result.Hessian[(i * classes)..((i + 1) * classes)], hessian => Assert.Equal(i == at, float.IsNaN(hessian)));
            }
        }
    }

    private static void AssertNothing(Evaluated<float> result)
    {
        Assert.Equal((0, 0, 0L, 0, 0), (result.Sum.Loss, result.Sum.Weight, result.Sum.Rows, result.Sum.Mean, result.Sum.WeightedMean));
        Assert.All((float[])[.. result.Value, .. result.Gradient, .. result.Hessian], output => Assert.Equal(0, BitConverter.SingleToInt32Bits(output)));
    }
}
