using Counterweight.Weighting;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Weighting;

/// <summary>Median frequency, costs, and what all weights are multiplied by.</summary>
public sealed class ClassWeightSchemeTests
{
    private static readonly double[] Costs = [0, 1, 2, 5, 0.5, 1.5, 8, 4, 0];

    private delegate void Scheme(ReadOnlySpan<int> labels, Span<double> destination, ReadOnlySpan<double> sampleWeights, ClassWeightScale scale);

    private static IReadOnlyDictionary<string, Scheme> Schemes { get; } = new Dictionary<string, Scheme>(StringComparer.Ordinal)
    {
        ["balanced"] = (labels, destination, weights, scale) => ClassWeights.Balanced(labels, destination, weights, scale),
        ["inverse square root"] = (labels, destination, weights, scale) => ClassWeights.InverseSquareRoot(labels, destination, weights, scale),
        ["median frequency"] = (labels, destination, weights, scale) => ClassWeights.MedianFrequency(labels, destination, weights, scale),
        ["costs"] = (labels, destination, weights, scale) => ClassWeights.FromCosts(labels, Costs, destination, weights, scale),
        ["effective number"] = (labels, destination, weights, scale) => ClassWeights.EffectiveNumber(labels, 0.9, destination, weights, scale),
    };

    public static TheoryData<string> Names => [.. Schemes.Keys];

    [Fact]
    public void MedianFrequencyEqualsTheDefinition()
    {
        var (odd, even) = (new double[3], new double[4]);
        ClassWeights.MedianFrequency<double>([0, 0, 0, 0, 0, 0, 1, 1, 1, 2], odd);
        Assert.Equal([0.5, 1, 3], odd);
        ClassWeights.MedianFrequency([0, 1, 2, 3], even, [8.0, 4, 2, 1]);
        Assert.Equal([3 / 8.0, 3 / 4.0, 3 / 2.0, 3], even);
        ClassWeights.MedianFrequencyFromCounts([8, 4, 2, 1], even);
        Assert.Equal([3 / 8.0, 3 / 4.0, 3 / 2.0, 3], even);
        ClassWeights.MedianFrequency([0, 1, 2], odd, [double.MaxValue, double.MaxValue, double.MaxValue / 2]);
        Assert.Equal([1, 1, 2.0], odd);
    }

    /// <summary>More classes than lie on the stack.</summary>
    [Fact]
    public void TheMedianOfManyClassesIsFound()
    {
        var (counts, weights) = (Enumerable.Range(0, 401).Select(c => (long)(1 + (c * 173 % 401))).ToArray(), new double[401]);
        ClassWeights.MedianFrequencyFromCounts(counts, weights);
        Assert.All(weights.Zip(counts), pair => Assert.Equal(201.0 / pair.Second, pair.First));
    }

    /// <summary>Of two classes least cost decides: the ratio of weights is that of the costs of both mistakes, beside right answers.</summary>
    [Fact]
    public void CostsOfTwoClassesAreWeights()
    {
        var weights = new double[2];
        ClassWeights.FromCosts<double>([0, 0, 0, 1], [-1, 2, 10, 0.5], weights, scale: ClassWeightScale.AsDefined);
        Assert.Equal([3, 9.5], weights);
        ClassWeights.FromCosts<double>([0, 0, 0, 1], [-1, 2, 10, 0.5], weights);
        Assert.Equal(9.5 / 3, weights[1] / weights[0], 1e-14);
        Assert.Equal(4, (3 * weights[0]) + weights[1], 1e-14);
        ClassWeights.FromCosts<double>([0, 1], [0, 0, 7, 0], weights, scale: ClassWeightScale.MeanOneOverClasses);
        Assert.Equal([0, 2.0], weights);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ScalesAreWhatTheySay(string scheme) => Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), seed =>
    {
        var (labels, weights) = Rows(seed);
        var (plain, overClasses, overRows) = (Of(scheme, labels, weights, ClassWeightScale.AsDefined), Of(scheme, labels, weights, ClassWeightScale.MeanOneOverClasses), Of(scheme, labels, weights, ClassWeightScale.MeanOneOverRows));
        Assert.Equal(1, overClasses.Average(), 1e-14);
        Assert.Equal(1, labels.Zip(weights, (label, weight) => weight * overRows[label]).Sum() / weights.Sum(), 1e-13);
        for (var c = 0; c < 3; c++)
        {
            Assert.Equal(plain[c] / plain[0], overClasses[c] / overClasses[0], 1e-13 * (plain[c] / plain[0]));
            Assert.Equal(plain[c] / plain[0], overRows[c] / overRows[0], 1e-13 * (plain[c] / plain[0]));
        }
    }).QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(Names))]
    public void LawsOfWeights(string scheme) => Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), seed =>
    {
        var (labels, weights) = Rows(seed);
        var scale = (ClassWeightScale)(seed % 3);
        var expected = Of(scheme, labels, weights, scale);
        int[] order = [.. Enumerable.Range(0, labels.Length)];
        new Random(seed).Shuffle(order);
        Assert.Equal(expected, Of(scheme, [.. order.Select(r => labels[r])], [.. order.Select(r => weights[r])], scale));
        Assert.Equal(Of(scheme, [.. labels, labels[7]], [.. weights, weights[7]], scale), Of(scheme, labels, [.. weights.Select((w, r) => r == 7 ? 2 * w : w)], scale));
        Assert.Equal(expected, Of(scheme, [.. labels, 1, 2], [.. weights, 0, 0], scale));
        Assert.Equal(Of(scheme, labels, [], scale), Of(scheme, labels, [.. labels.Select(_ => 1.0)], scale));
        if (scheme is not "effective number")
        {
            Assert.Equal(expected, Of(scheme, labels, [.. weights.Select(w => w * 1024)], scale));
        }
    }).QuickCheckThrowOnFailure();

    /// <summary>Sums beyond a double have means that are one.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void WeightsOfAnySizeHaveAScale(string scheme)
    {
        foreach (var scale in Enum.GetValues<ClassWeightScale>())
        {
            var huge = Of(scheme, [0, 0, 1, 2], [double.MaxValue, double.MaxValue, double.MaxValue, 1e300], scale);
            Assert.All(huge, weight => Assert.True(double.IsFinite(weight) && weight > 0));
        }
    }

    [Fact]
    public void CountsAndLabelsAgree()
    {
        int[] labels = [0, 0, 1, 2, 0, 1];
        foreach (var scale in Enum.GetValues<ClassWeightScale>())
        {
            var counted = new double[3];
            ClassWeights.BalancedFromCounts([3, 2, 1], counted, scale);
            Assert.Equal(Of("balanced", labels, [], scale), counted);
            ClassWeights.InverseSquareRootFromCounts([3, 2, 1], counted, scale);
            Assert.Equal(Of("inverse square root", labels, [], scale), counted);
            ClassWeights.MedianFrequencyFromCounts([3, 2, 1], counted, scale);
            Assert.Equal(Of("median frequency", labels, [], scale), counted);
            ClassWeights.EffectiveNumberFromCounts([3, 2, 1], 0.9, counted, scale);
            Assert.Equal(Of("effective number", labels, [], scale), counted);
        }
    }

    [Fact]
    public void BadOperandsAreNamedAndNothingIsWritten()
    {
        Throws<ArgumentException>("Class 1 is absent from labels", "labels", d => ClassWeights.MedianFrequency<double>([0, 0], d), 2);
        Throws<ArgumentException>("Class 1 is absent from counts", "counts", d => ClassWeights.MedianFrequencyFromCounts([3, 0], d), 2);
        Throws<ArgumentOutOfRangeException>("counts[0] is -1", "counts", d => ClassWeights.InverseSquareRootFromCounts([-1, 2], d), 2);
        Throws<ArgumentOutOfRangeException>("scale is 3", "scale", d => ClassWeights.Balanced<double>([0, 1], d, scale: (ClassWeightScale)3), 2);
        Throws<ArgumentOutOfRangeException>("scale is -1", "scale", d => ClassWeights.BalancedFromCounts([1, 1], d, (ClassWeightScale)(-1)), 2);
        Throws<ArgumentException>("costs has 3", "costs", d => ClassWeights.FromCosts<double>([0, 1], [0, 1, 1], d), 2);
        Throws<ArgumentOutOfRangeException>("costs[1] is NaN", "costs", d => ClassWeights.FromCosts<double>([0, 1], [0, double.NaN, 1, 0], d), 2);
        Throws<ArgumentOutOfRangeException>("costs[2] is 1E+291", "costs", d => ClassWeights.FromCosts<double>([0, 1], [0, 1, 1e291, 0], d), 2);
        Throws<ArgumentOutOfRangeException>("costs[2] is 1; it must be at least 2, the cost of the right answer for class 1", "costs", d => ClassWeights.FromCosts<double>([0, 1], [0, 1, 1, 2], d), 2);
        Throws<ArgumentException>("No mistake costs more", "costs", d => ClassWeights.FromCosts<double>([0, 1], [3, 3, 2, 2], d), 2);
        Throws<ArgumentException>("no classes", "labels", d => ClassWeights.FromCosts<double>([], [], d), 0);
        Throws<ArgumentException>("Class 0 is absent", "labels", d => ClassWeights.FromCosts<double>([1], [0, 1, 1, 0], d), 2);
        Throws<ArgumentException>("destination overlaps costs", "destination", d => ClassWeights.FromCosts<double>([0], d, d), 1);
        var narrow = new float[2];
        Assert.Contains("class 1", Assert.Throws<ArgumentException>("labels", () => ClassWeights.FromCosts<float>([0, 1], [0, 1, 1e280, 0], narrow, scale: ClassWeightScale.AsDefined)).Message, StringComparison.Ordinal);
        Assert.Equal([0f, 0f], narrow);
    }

    private static double[] Of(string scheme, int[] labels, double[] weights, ClassWeightScale scale)
    {
        var result = new double[3];
        Schemes[scheme](labels, result, weights, scale);
        return result;
    }

    private static (int[] Labels, double[] Weights) Rows(int seed)
    {
        var random = new Random(seed);
        return ([.. Enumerable.Range(0, 60).Select(r => r < 3 ? r : random.Next(3) * random.Next(2))], [.. Enumerable.Range(0, 60).Select(_ => 0.01 + random.NextDouble())]);
    }

    private static void Throws<TException>(string message, string parameter, Action<double[]> call, int length)
        where TException : ArgumentException
    {
        var destination = Enumerable.Repeat(0.125, length).ToArray();
        Assert.Contains(message, Assert.Throws<TException>(parameter, () => call(destination)).Message, StringComparison.Ordinal);
        Assert.All(destination, element => Assert.Equal(0.125, element));
    }
}
