using Counterweight.Reference.Weighting;
using Counterweight.Weighting;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Weighting;

public class ClassWeightTests
{
    private static readonly int[] SomeLabels = [0, 1, 1, 2, 1, 0, 1, 1, 1, 1, -100, 1, 1, 1, 1, 1, 1];

    [Fact]
    public void BalancedEqualsTheDefinition()
    {
        var wide = new double[3];
        var narrow = new float[3];
        ClassWeights.Balanced(SomeLabels, wide, ignoreLabel: -100);
        ClassWeights.Balanced(SomeLabels, narrow, ignoreLabel: -100);
        Assert.Equal(ClassWeightReference.Balanced(SomeLabels, [], 3, -100), wide);
        Assert.Equal(wide.Select(w => (float)w), narrow);
        ClassWeights.BalancedFromCounts([2, 13, 1], wide);
        Assert.Equal(ClassWeightReference.Balanced(SomeLabels, [], 3, -100), wide);
        var counts = new long[3];
        ClassWeights.Count(SomeLabels, counts, -100);
        Assert.Equal([2, 13, 1], counts);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(300)]
    public void WeightedBalancedEqualsTheDefinition(int classes)
    {
        var (labels, weights) = Rows(3, 5000, classes);
        var expected = ClassWeightReference.Balanced(labels, weights, classes);
        var actual = new double[classes];
        ClassWeights.Balanced(labels, actual, weights);
        for (var c = 0; c < classes; c++)
        {
            Assert.Equal(expected[c], actual[c], 1e-13 * expected[c]);
        }

        var narrow = new float[classes];
        ClassWeights.Balanced(labels, narrow, weights.Select(w => (float)w).ToArray());
        Assert.Equal(expected[0], narrow[0], 3e-7 * expected[0]);
        ClassWeights.Balanced<double>(labels, actual);
        Assert.Equal(ClassWeightReference.Balanced(labels, [], classes), actual);
    }

    [Fact]
    public void LawsOfWeights() => Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), seed =>
    {
        var (labels, weights) = Rows(seed, 60, 3);
        var expected = Of(labels, weights);
        int[] order = [.. Enumerable.Range(0, 60)];
        new Random(seed).Shuffle(order);
        Assert.Equal(expected, Of([.. order.Select(r => labels[r])], [.. order.Select(r => weights[r])]));
        Assert.Equal(expected, Of(labels, [.. weights.Select(w => w * 1024)]));
        Assert.Equal(Of([.. labels, labels[7]], [.. weights, weights[7]]), Of(labels, [.. weights.Select((w, r) => r == 7 ? 2 * w : w)]));
        Assert.Equal(expected, Of([.. labels, 1, 2], [.. weights, 0, 0]));

        static double[] Of(int[] labels, double[] weights)
        {
            var result = new double[3];
            ClassWeights.Balanced(labels, result, weights);
            return result;
        }
    }).QuickCheckThrowOnFailure();

    /// <summary>Order, weight 2 and weight 0; a power of two in all weights but in those of effective number, whose unit is the row.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void LawsOfWeightsOfTheInverseSquareRootAndOfEffectiveNumber(bool scales)
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var (labels, weights) = Rows(seed, 60, 3);
            var expected = Of(labels, weights);
            int[] order = [.. Enumerable.Range(0, 60)];
            new Random(seed).Shuffle(order);
            Assert.Equal(expected, Of([.. order.Select(r => labels[r])], [.. order.Select(r => weights[r])]));
            Assert.Equal(Of([.. labels, labels[7]], [.. weights, weights[7]]), Of(labels, [.. weights.Select((w, r) => r == 7 ? 2 * w : w)]));
            Assert.Equal(expected, Of([.. labels, 1, 2], [.. weights, 0, 0]));
            Assert.Equal(scales, expected.SequenceEqual(Of(labels, [.. weights.Select(w => w * 1024)])));
            Assert.Equal(scales, expected.SequenceEqual(Of(labels, [.. weights.Select(w => w / 2)])));
            Assert.Equal(Of(labels, []), Of(labels, [.. labels.Select(_ => 1.0)]));
            Assert.Equal(Of(labels, []), Of([.. labels, -5], [.. labels.Select(_ => 1.0), 9]));
        }

        double[] Of(int[] labels, double[] weights)
        {
            var result = new double[3];
            if (scales)
            {
                ClassWeights.InverseSquareRoot(labels, result, weights, ignoreLabel: -5);
            }
            else
            {
                ClassWeights.EffectiveNumber(labels, 0.97, result, weights, ClassWeightScale.MeanOneOverClasses, ignoreLabel: -5);
            }

            return result;
        }
    }

    [Fact]
    public void InverseSquareRootIsHalfWayToBalanced()
    {
        var (roots, balanced, wide) = (new double[3], new double[3], new double[3]);
        int[] labels = [.. Enumerable.Repeat(0, 1600), .. Enumerable.Repeat(1, 100), .. Enumerable.Repeat(2, 4)];
        ClassWeights.InverseSquareRoot<double>(labels, roots);
        ClassWeights.Balanced(labels, balanced);
        Assert.Equal(4, roots[1] / roots[0], 1e-14);
        Assert.Equal(Math.Sqrt(balanced[2] / balanced[0]), roots[2] / roots[0], 1e-13);
        Assert.Equal(1704, (1600 * roots[0]) + (100 * roots[1]) + (4 * roots[2]), 1e-10);
        ClassWeights.InverseSquareRoot([0, 1, 2, 1], wide, [double.MaxValue, double.MaxValue, double.MaxValue, double.MaxValue]);
        Assert.Equal(Math.Sqrt(0.5), wide[1] / wide[0], 1e-14);
    }

    [Fact]
    public void EffectiveNumberOfWeightsMeetsThatOfCounts()
    {
        var (ofCounts, ofWeights) = (new double[3], new double[3]);
        foreach (var scale in Enum.GetValues<ClassWeightScale>())
        {
            ClassWeights.EffectiveNumberFromCounts([3, 2, 5], 0.9, ofCounts, scale);
            ClassWeights.EffectiveNumber([0, 1, 2, 0], 0.9, ofWeights, [1.0, 2, 5, 2], scale);
            Assert.Equal(ofCounts, ofWeights);

            // Between the integers, steadily.
            ClassWeights.EffectiveNumber([0, 1, 2, 0], 0.9, ofWeights, [1.0, 2.000001, 5, 2], scale);
            Assert.Equal(ofCounts[1], ofWeights[1], 1e-6);
            Assert.True(ofWeights[1] < ofCounts[1]);
        }

        ClassWeights.EffectiveNumber([0, 1, 2], 0.75, ofWeights, [1e300, 0.5, double.MaxValue]);
        Assert.Equal(0.25, ofWeights[0]);
        Assert.Equal(0.25 / (1 - Math.Sqrt(0.75)), ofWeights[1], 1e-14);
        Assert.Equal(0.25, ofWeights[2]);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(0.99)]
    [InlineData(0.9999)]
    [InlineData(0.9999999)]
    public void EffectiveNumberEqualsTheDefinition(double beta)
    {
        long[] counts = [1, 2, 3, 7, 64, 1000, 123457];
        var actual = new double[counts.Length];
        ClassWeights.EffectiveNumberFromCounts(counts, beta, actual);
        for (var c = 0; c < counts.Length; c++)
        {
            var expected = ClassWeightReference.EffectiveNumber(counts[c], beta);
            Assert.Equal(expected, actual[c], 1e-11 * expected);
        }

        Assert.Equal(1, actual[0]);
        var rescaled = new float[counts.Length];
        ClassWeights.EffectiveNumberFromCounts(counts, beta, rescaled, scale: ClassWeightScale.MeanOneOverClasses);
        Assert.Equal(1, rescaled.Average(), 1e-6);
        Assert.Equal(actual[3] / actual[5], rescaled[3] / rescaled[5], 1e-6 * (actual[3] / actual[5]));
        ClassWeights.EffectiveNumberFromCounts([long.MaxValue], Math.BitDecrement(1.0), actual.AsSpan(0, 1));
        Assert.Equal(Math.ScaleB(1, -53), actual[0], 1e-30);
    }

    [Fact]
    public void SampleWeightsAreProducts()
    {
        double[] classes = [0.5, 3, 7];
        double[] samples = [.. Enumerable.Range(0, SomeLabels.Length).Select(i => i * 0.25)];
        var actual = new double[SomeLabels.Length];
        SampleWeights.FromClassWeights(SomeLabels, classes, actual, ignoreLabel: -100);
        Assert.Equal(ClassWeightReference.Product(SomeLabels, classes, [], -100), actual);
        SampleWeights.FromClassWeights(SomeLabels, classes, samples, samples, ignoreLabel: -100);
        Assert.Equal(ClassWeightReference.Product(SomeLabels, classes, [.. Enumerable.Range(0, SomeLabels.Length).Select(i => i * 0.25)], -100), samples);
    }

    [Fact]
    public void BadOperandsAreNamedAndNothingIsWritten()
    {
        Throws<ArgumentOutOfRangeException>("labels[10] is -100", "labels", d => ClassWeights.Balanced(SomeLabels, d), 3);
        Throws<ArgumentOutOfRangeException>("labels[3] is 2", "labels", d => ClassWeights.Balanced(SomeLabels, d, ignoreLabel: -100), 2);
        Throws<ArgumentException>("Class 3 is absent from labels", "labels", d => ClassWeights.Balanced(SomeLabels, d, ignoreLabel: -100), 4);
        Throws<ArgumentException>("no classes", "labels", d => ClassWeights.Balanced([], d), 0);
        Throws<ArgumentOutOfRangeException>("labels[0] is 0", "labels", d => ClassWeights.Balanced([0], d), 0);
        Throws<ArgumentException>("Class 1 is absent from labels", "labels", d => ClassWeights.Balanced([0, 1, 0], d, [1.0, 0, 1]), 2);
        Throws<ArgumentException>("Class 0 is absent from labels", "labels", d => ClassWeights.Balanced([0, 1, 0], d, [0.0, 0, 0]), 2);
        Throws<ArgumentOutOfRangeException>("sampleWeights[1] is NaN", "sampleWeights", d => ClassWeights.Balanced([0, 1, 0], d, [1, double.NaN, 1]), 2);
        Throws<ArgumentException>("sampleWeights has 2", "sampleWeights", d => ClassWeights.Balanced([0, 1, 0], d, [1.0, 1]), 2);
        Throws<ArgumentException>("Class 1 is absent from counts", "counts", d => ClassWeights.BalancedFromCounts([3, 0], d), 2);
        Throws<ArgumentOutOfRangeException>("counts[1] is -4", "counts", d => ClassWeights.EffectiveNumberFromCounts([3, -4], 0.9, d), 2);
        Throws<ArgumentException>("Class 0 is absent from counts", "counts", d => ClassWeights.EffectiveNumberFromCounts([0, 4], 0.9, d), 2);
        Throws<ArgumentException>("counts has 2 classes", "counts", d => ClassWeights.EffectiveNumberFromCounts([3, 4], 0.9, d), 3);
        Throws<ArgumentOutOfRangeException>("beta is 1", "beta", d => ClassWeights.EffectiveNumberFromCounts([3, 4], 1, d), 2);
        Throws<ArgumentOutOfRangeException>("beta is NaN", "beta", d => ClassWeights.EffectiveNumberFromCounts([3, 4], double.NaN, d), 2);
        Throws<ArgumentOutOfRangeException>("beta is 1", "beta", d => ClassWeights.EffectiveNumber<double>([0, 1], 1, d), 2);
        Throws<ArgumentException>("Class 1 is absent from labels", "labels", d => ClassWeights.EffectiveNumber<double>([0, 0], 0.5, d), 2);
        Throws<ArgumentOutOfRangeException>("sampleWeights[1] is -1", "sampleWeights", d => ClassWeights.EffectiveNumber([0, 1], 0.5, d, [1.0, -1]), 2);
        Throws<ArgumentException>("Class 2 is absent from labels", "labels", d => ClassWeights.InverseSquareRoot<double>([0, 1], d), 3);
        Throws<ArgumentException>("sampleWeights has 1", "sampleWeights", d => ClassWeights.InverseSquareRoot([0, 1], d, [1.0]), 2);
        Throws<ArgumentException>("destination overlaps", "destination", d => ClassWeights.InverseSquareRoot([0, 1], d, d), 2);
        Throws<ArgumentOutOfRangeException>("labels[1] is 2", "labels", d => SampleWeights.FromClassWeights([0, 2], [1.0, 1], d), 2);
        Throws<ArgumentOutOfRangeException>("classWeights[1] is -1", "classWeights", d => SampleWeights.FromClassWeights([0, 1], [1.0, -1], d), 2);
        Throws<ArgumentOutOfRangeException>("sampleWeights[0] is Infinity", "sampleWeights", d => SampleWeights.FromClassWeights([0, 1], [1.0, 1], d, [double.PositiveInfinity, 1]), 2);
        Throws<ArgumentOutOfRangeException>("sampleWeights[0] is 1E+200", "sampleWeights", d => SampleWeights.FromClassWeights([0, 1], [1e200, 1], d, [1e200, 1]), 2);
        Throws<ArgumentException>("destination has 3", "destination", d => SampleWeights.FromClassWeights([0, 1], [1.0, 1], d), 3);
        Throws<ArgumentException>("destination overlaps", "destination", d => SampleWeights.FromClassWeights([0, 1], d, d), 2);
    }

    [Fact]
    public void NothingIsAllocated()
    {
        var (labels, weights) = Rows(1, 3000, 300);
        var (classes, samples) = (new double[300], new double[3000]);
        long[] counts = [5, 6, 7];
        Assert.Equal(0, Allocation.Of(Run));

        void Run()
        {
            ClassWeights.Balanced(labels, classes);
            ClassWeights.Balanced(labels, classes, weights);
            ClassWeights.EffectiveNumberFromCounts(counts, 0.99, classes.AsSpan(0, 3));
            ClassWeights.EffectiveNumber(labels, 0.99, classes, weights);
            ClassWeights.InverseSquareRoot(labels, classes, weights);
            ClassWeights.InverseSquareRoot<double>(labels, classes);
            SampleWeights.FromClassWeights(labels, classes, samples, weights);
        }
    }

    private static (int[] Labels, double[] Weights) Rows(int seed, int rows, int classes)
    {
        var random = new Random(seed);
        return ([.. Enumerable.Range(0, rows).Select(r => r < classes ? r : random.Next(classes))], [.. Enumerable.Range(0, rows).Select(_ => 0.01 + random.NextDouble())]);
    }

    private static void Throws<TException>(string message, string parameter, Action<double[]> call, int length)
        where TException : ArgumentException
    {
        var destination = new double[length];
        Array.Fill(destination, 0.125);
        var error = Assert.Throws<TException>(parameter, () => call(destination));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.All(destination, d => Assert.Equal(0.125, d));
    }

    [Fact]
    public void AClassOfAnyWeightAboveZeroIsPresent()
    {
        // 2⁻⁹⁶ of the largest weight was cut to nothing, and the class said to be absent.
        var weights = new double[3];
        ClassWeights.Balanced([0, 1, 2, 1], weights, [1e120, 1e-40, 1e-150, 1e-40]);
        Assert.Equal(1 / 3.0, weights[0], 1e-15);
        Assert.Equal(1, weights[1] / (1e120 / 6e-40), 1e-14);
        Assert.Equal(1, weights[2] / (1e120 / 3e-150), 1e-14);
    }

    [Fact]
    public void WeightsWhoseSumIsNoDoubleAreBalanced()
    {
        var weights = new double[2];
        ClassWeights.Balanced([0, 0, 1, 1], weights, [double.MaxValue, double.MaxValue, double.MaxValue, double.MaxValue]);
        Assert.Equal([1.0, 1.0], weights);
        ClassWeights.Balanced([0, 1, 1, 1], weights, [double.MaxValue, double.MaxValue, double.MaxValue, double.MaxValue]);
        Assert.Equal(2, weights[0], 1e-15);
        Assert.Equal(2 / 3.0, weights[1], 1e-15);
    }

    [Fact]
    public void ABalancedWeightBeyondTheTypeIsRefusedByClass()
    {
        var weights = new float[] { 7, 7 };
        var error = Assert.Throws<ArgumentException>("labels", () => ClassWeights.Balanced<float>([0, 1], weights, [1e30f, 1e-30f]));
        Assert.Contains("class 1", error.Message, StringComparison.Ordinal);
        Assert.Equal([7f, 7f], weights);
    }
}
