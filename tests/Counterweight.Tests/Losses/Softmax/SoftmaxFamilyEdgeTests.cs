using Counterweight.Losses.Softmax;
using Counterweight.Weighting;
using Xunit;

namespace Counterweight.Tests.Losses.Softmax;

/// <summary>All losses of softmax rows at the edges of their domains; short rows and, filled up with classes of probability 0, long ones.</summary>
public sealed class SoftmaxFamilyEdgeTests
{
    private const float Infinity = float.PositiveInfinity;
    private const int Rows = 19;

    private static readonly Dictionary<string, Func<Batch, Evaluated<float>>> Losses = new(StringComparer.Ordinal)
    {
        ["focal 0"] = batch => batch.Evaluate(new SoftmaxFocalLoss<float>(0)),
        ["focal 0.25"] = batch => batch.Evaluate(new SoftmaxFocalLoss<float>(0.25f)),
        ["focal 1"] = batch => batch.Evaluate(new SoftmaxFocalLoss<float>(1)),
        ["focal 2"] = batch => batch.Evaluate(new SoftmaxFocalLoss<float>()),
        ["focal 5.5"] = batch => batch.Evaluate(new SoftmaxFocalLoss<float>(5.5f)),
        ["focal 1000000"] = batch => batch.Evaluate(new SoftmaxFocalLoss<float>(1e6f)),
        ["poly-1"] = batch => batch.Evaluate(new Poly1CrossEntropy<float>()),
        ["poly-1 -1"] = batch => batch.Evaluate(new Poly1CrossEntropy<float>(-1)),
        ["logit-adjusted"] = batch => batch.Evaluate(new LogitAdjustedCrossEntropy<float>(Counts(batch.Classes), 1)),
        ["ldam"] = batch => batch.Evaluate(new LdamLoss<float>(Counts(batch.Classes))),
        ["hinge"] = batch => batch.Evaluate(new MulticlassHingeLoss<float>(batch.Classes)),
    };

    public static TheoryData<string, int> Cases
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var loss in Losses.Keys)
            {
                foreach (var classes in (int[])[3, 4, 17, 64, 120, 300])
                {
                    data.Add(loss, classes);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void ABadRowIsNaNInThatRowOnly(string loss, int classes)
    {
        foreach (var bad in (float[][])[[-Infinity, -Infinity, -Infinity], [0, Infinity, 1], [0, 1, float.NaN], [float.NaN, 1, 2], [Infinity, Infinity, -Infinity]])
        {
            for (var at = 0; at < Rows; at += 3)
            {
                var batch = Batch.Of(classes, [.. Enumerable.Range(0, Rows).Select(i => i == at ? bad : [i * 0.1f, 1, 2])], [.. Enumerable.Range(0, Rows).Select(i => i % 3)]);
                var result = Losses[loss](batch);
                Assert.True(double.IsNaN(result.Sum.Loss));
                Assert.Equal((19.0, 19L), (result.Sum.Weight, result.Sum.Rows));
                for (var i = 0; i < Rows; i++)
                {
                    Assert.Equal(i == at, float.IsNaN(result.Value[i]));
                    Assert.All(result.Gradient[(i * classes)..((i + 1) * classes)], gradient => Assert.Equal(i == at, float.IsNaN(gradient)));
                    Assert.All(result.Hessian[(i * classes)..((i + 1) * classes)], hessian => Assert.Equal(i == at, float.IsNaN(hessian)));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void NegativeInfinityOnTheTargetIsAnInfiniteLossWithAFiniteGradient(string loss, int classes)
    {
        var result = Losses[loss](Batch.Of(classes, [[-Infinity, 0, 0]], [0]));
        Assert.Equal(Infinity, result.Value[0]);
        Assert.Equal(double.PositiveInfinity, result.Sum.Loss);
        var scale = loss.StartsWith("ldam", StringComparison.Ordinal) ? 30 : 1;
        Assert.Equal(-scale, result.Gradient[0], 1e-5f);
        Assert.Equal(scale, result.Gradient[1] + result.Gradient[2], 1e-5f);
        Assert.All(result.Gradient[3..], gradient => Assert.Equal(0, gradient));
        Assert.All(result.Hessian, hessian => Assert.True(float.IsFinite(hessian)));
        Assert.Equal(0, result.Hessian[0]);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void ACertainLabelCostsNothing(string loss, int classes)
    {
        foreach (var others in (float[])[-Infinity, -3e38f, -120, -95, -60])
        {
            // Subnormal probabilities too, and those whose powers are.
            var result = Losses[loss](Batch.Of(classes, [[others, 30, others]], [1]));
            Assert.InRange(result.Value[0], 0, 1e-29f);
            Assert.All(result.Gradient, gradient => Assert.InRange(gradient, -1e-26f, 1e-26f));
            Assert.All(result.Hessian, hessian => Assert.InRange(hessian, -1e-26f, 1e-26f));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void TheLabelsGradientIsThatOfTheOthersToTheLastDigitsHoweverCertainItIs(string loss, int classes)
    {
        foreach (var lead in (float[])[-5, 0, 1, 10, 17, 20, 40, 80])
        {
            var result = Losses[loss](Batch.Of(classes, [[0.5f, lead, -0.25f]], [1]));
            var others = (double)result.Gradient[0] + result.Gradient[2];
            Assert.Equal(-others, result.Gradient[1], (1e-5 * others) + 1e-37);
            if (loss is "focal 0" or "poly-1" or "logit-adjusted")
            {
                Assert.True(result.Gradient[1] < 0, $"{result.Gradient[1]} for a lead of {lead}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void HugeLogitsStayFinite(string loss, int classes)
    {
        foreach (var label in (int[])[0, 1, 2])
        {
            var result = Losses[loss](Batch.Of(classes, [[1e30f, -1e30f, 0]], [label]));
            Assert.True(float.IsFinite(result.Value[0]));
            Assert.All(result.Gradient, gradient => Assert.True(float.IsFinite(gradient)));
            Assert.All(result.Hessian, hessian => Assert.True(float.IsFinite(hessian)));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void RowsThatDoNotCountAreNothingWhateverTheyHold(string loss, int classes)
    {
        float[][] rows = [[float.NaN, Infinity, 1], [1, -Infinity, 1], [-Infinity, -Infinity, -Infinity], [0, 3e38f, 1]];
        var ignored = Losses[loss](Batch.Of(classes, rows, [-1, -1, -1, -1]));
        var unweighted = Losses[loss](Batch.Of(classes, rows, [0, 1, 2, 0]) with { SampleWeights = new float[4] });
        var ofNoWeight = Losses[loss](Batch.Of(classes, rows, [0, 1, 2, 0]) with { ClassWeights = new float[classes] });
        foreach (var result in (Evaluated<float>[])[ignored, unweighted, ofNoWeight])
        {
            Assert.Equal((0, 0, 0L), (result.Sum.Loss, result.Sum.Weight, result.Sum.Rows));
            Assert.All((float[])[.. result.Value, .. result.Gradient, .. result.Hessian], output => Assert.Equal(0, BitConverter.SingleToInt32Bits(output)));
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(17)]
    [InlineData(130)]
    public void TiesOfTheHingeGoToTheFirst(int classes)
    {
        // Classes 0 and 2 both lead label 1 by less than the margin and are equal.
        var result = Losses["hinge"](Batch.Of(classes, [[0.5f, 1, 0.5f]], [1]));
        Assert.Equal(0.5f, result.Value[0]);
        Assert.Equal([1f, -1, 0], result.Gradient[..3]);

        // Equal to the label less its margin: the first of the two, at no loss.
        result = Losses["hinge"](Batch.Of(classes, [[1, 2, -5], [-5, 2, 1]], [1, 1]));
        Assert.Equal([0f, 0], result.Value);
        Assert.Equal([1f, -1, 0], result.Gradient[..3]);
        Assert.Equal([0f, 0, 0], result.Gradient[classes..(classes + 3)]);
        Assert.All(result.Hessian, hessian => Assert.Equal(0, hessian));

        // The margin is kept: no loss and no gradient.
        result = Losses["hinge"](Batch.Of(classes, [[1, 2.5f, -5]], [1]));
        Assert.Equal(0, result.Value[0]);
        Assert.All(result.Gradient, gradient => Assert.Equal(0, gradient));
    }

    [Fact]
    public void ParametersOutOfRange()
    {
        foreach (var gamma in (float[])[-0.5f, 1.1e6f, float.NaN])
        {
            Assert.Throws<ArgumentOutOfRangeException>("gamma", () => new SoftmaxFocalLoss<float>(gamma));
        }

        Assert.Throws<ArgumentOutOfRangeException>("epsilon", () => new Poly1CrossEntropy<float>(-1.5f));
        Assert.Throws<ArgumentOutOfRangeException>("epsilon", () => new Poly1CrossEntropy<float>(Infinity));
        Assert.Throws<ArgumentOutOfRangeException>("labelSmoothing", () => new Poly1CrossEntropy<float>(1, 1.5f));
        Assert.Throws<ArgumentOutOfRangeException>("tau", () => new LogitAdjustedCrossEntropy<float>([1L, 2], Infinity));
        Assert.Throws<ArgumentOutOfRangeException>("tau", () => new LogitAdjustedCrossEntropy<float>([1L, 2], 3.4e38f));
        Assert.Throws<ArgumentException>("classCounts", () => new LogitAdjustedCrossEntropy<float>(ReadOnlySpan<long>.Empty, 1));
        Assert.Throws<ArgumentOutOfRangeException>("maxMargin", () => new LdamLoss<float>([1L, 2], -1, 30));
        Assert.Throws<ArgumentOutOfRangeException>("scale", () => new LdamLoss<float>([1L, 2], 0.5f, 0));
        Assert.Throws<ArgumentOutOfRangeException>("classCount", () => new MulticlassHingeLoss<float>(0));
    }

    [Fact]
    public void AClassWithoutRowsIsNamed()
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>("priors", () => new LogitAdjustedCrossEntropy<float>([0.5f, 0.5f, 0f], 1));
        Assert.Contains("priors[2] is 0; the fraction of class 2 must be positive", exception.Message, StringComparison.Ordinal);
        exception = Assert.Throws<ArgumentOutOfRangeException>("classCounts", () => new LogitAdjustedCrossEntropy<float>([4L, 0, 3], 1));
        Assert.Contains("classCounts[1] is 0; class 1 must have at least 1 row", exception.Message, StringComparison.Ordinal);
        exception = Assert.Throws<ArgumentOutOfRangeException>("classCounts", () => new LdamLoss<float>([4L, 5, -3]));
        Assert.Contains("classCounts[2] is -3", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ClassesMustBeThoseOfTheScores()
    {
        var exception = Assert.Throws<ArgumentException>(() => new Batch(3, [0, 0, 0], [1]).Evaluate(new MulticlassHingeLoss<float>(4)));
        Assert.Contains("Margins has 4 elements", exception.Message, StringComparison.Ordinal);
    }

    private static long[] Counts(int classes) => [.. Enumerable.Range(0, classes).Select(c => c < 3 ? 100L : 7)];

    private sealed record Batch(int Classes, float[] Scores, int[] Labels)
    {
        public float[]? ClassWeights { get; init; }

        public float[]? SampleWeights { get; init; }

        /// <summary>Rows filled up with −∞.</summary>
        public static Batch Of(int classes, float[][] rows, int[] labels) =>
            new(classes, [.. rows.SelectMany(row => (float[])[.. row, .. Enumerable.Repeat(-Infinity, classes - row.Length)])], labels);

        public Evaluated<float> Evaluate<TLoss>(TLoss loss)
            where TLoss : struct, ISoftmaxLoss<float> => Evaluated<float>.Rows(loss, Scores, Classes, Labels, ClassWeights, SampleWeights);
    }
}
