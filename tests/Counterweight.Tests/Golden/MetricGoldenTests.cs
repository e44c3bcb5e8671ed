using System.Text.Json;
using Counterweight.Metrics;
using Counterweight.Metrics.Bins;
using Xunit;

namespace Counterweight.Tests.Golden;

/// <summary>Measures against numbers that scikit-learn and imbalanced-learn computed.</summary>
public sealed class MetricGoldenTests
{
    private const string Subnormal = "subnormal weights";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static readonly Stored[] All =
        JsonSerializer.Deserialize<Stored[]>(File.ReadAllBytes(Path.Combine(SourceTree.Root, "tests", "Counterweight.Tests", "Golden", "Metrics", "sklearn_metrics.json")), Json)!;

    public static TheoryData<string> Names => [.. All.Select(stored => stored.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void MeasuresOfTheWholeAreThoseOfScikitLearn(string name)
    {
        var (stored, matrix) = Find(name);
        var cells = from actual in Enumerable.Range(0, stored.Classes) from predicted in Enumerable.Range(0, stored.Classes) select matrix[actual, predicted];
        AssertNear(stored.Confusion, [.. cells]);
        AssertNear(stored.Accuracy, matrix.Accuracy);
        AssertNear(stored.BalancedAccuracy, matrix.BalancedAccuracy);
        AssertNear(stored.AdjustedBalancedAccuracy ?? double.NaN, matrix.AdjustedBalancedAccuracy);
        if (string.Equals(name, Subnormal, StringComparison.Ordinal))
        {
            return;
        }

        AssertNear(stored.Matthews, matrix.MatthewsCorrelation());
        AssertNear([.. stored.Kappa.Select(kappa => kappa ?? double.NaN)], [.. Enum.GetValues<KappaWeights>().Select(weights => matrix.CohenKappa(weights))]);
        if (stored.RecallGeometricMean is { } mean)
        {
            AssertNear(mean, matrix.RecallGeometricMean());
            AssertNear(stored.CorrectedGeometricMean ?? double.NaN, matrix.RecallGeometricMean(0.01));
            AssertNear(stored.MacroMeanAbsoluteError ?? double.NaN, matrix.MacroMeanAbsoluteError);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void MeasuresOfClassesAreThoseOfScikitLearn(string name)
    {
        var (stored, matrix) = Find(name);
        AssertNear(stored.Precision0, ByClass(c => matrix.Precision(c)));
        AssertNear(stored.Precision1, ByClass(c => matrix.Precision(c, 1)));
        AssertNear(stored.Recall0, ByClass(c => matrix.Recall(c)));
        AssertNear(stored.Recall1, ByClass(c => matrix.Recall(c, 1)));
        AssertNear(stored.F05, ByClass(c => matrix.FBeta(c, 0.5)));
        AssertNear(stored.F1, ByClass(c => matrix.FBeta(c)));
        AssertNear(stored.F3, ByClass(c => matrix.FBeta(c, 3)));
        AssertNear(stored.Macro0, Averages(ClassAverage.Macro, 0));
        AssertNear(stored.Macro1, Averages(ClassAverage.Macro, 1));
        if (!string.Equals(name, Subnormal, StringComparison.Ordinal))
        {
            AssertNear(stored.Weighted0, Averages(ClassAverage.Weighted, 0));
            AssertNear(stored.Weighted1, Averages(ClassAverage.Weighted, 1));
        }

        AssertNear(stored.Micro0, Averages(ClassAverage.Micro, 0));
        AssertNear(stored.Micro1, Averages(ClassAverage.Micro, 1));
        if (stored.Specificity is { } specificity)
        {
            AssertNear(specificity, ByClass(c => matrix.Specificity(c)));
            AssertNear(stored.GeometricMean!, ByClass(c => matrix.GeometricMean(c)));
            AssertNear(stored.IndexBalancedAccuracy!, ByClass(c => matrix.IndexBalancedAccuracy(c)));
        }

        double[] ByClass(Func<int, double> measure) => [.. Enumerable.Range(0, stored.Classes).Select(measure)];

        double[] Averages(ClassAverage average, double zero) => [matrix.Precision(average, zero), matrix.Recall(average, zero), matrix.FBeta(average, 1, zero), matrix.FBeta(average, 2.5, zero)];
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ScoresOfProbabilitiesAreThoseOfScikitLearn(string name)
    {
        var (stored, _) = Find(name);
        var logLoss = ProbabilityScore.LogLoss<double>(stored.Probabilities, stored.Classes, stored.Labels, stored.Weights, 1e-15).Mean;
        if (stored.LogLoss < 1e-14)
        {
            // No probability of scikit-learn's is above 1 − 10⁻¹⁵: a certain right answer costs that much.
            Assert.Equal(1e-15, stored.LogLoss, 1e-16);
            Assert.Equal(0, logLoss);
            return;
        }

        if (string.Equals(name, Subnormal, StringComparison.Ordinal))
        {
            // Products of scores with such weights have few digits left in scikit-learn.
            Assert.NotEqual(stored.LogLoss, logLoss, 1e-9);
            Assert.Equal(stored.LogLoss, logLoss, 1e-4);
            AssertNear(ProbabilityScore.LogLoss<double>(stored.Probabilities, stored.Classes, stored.Labels, [.. stored.Weights.Select(weight => Math.ScaleB(weight, 1100))], 1e-15).Mean, logLoss);
            return;
        }

        AssertNear(stored.LogLoss, logLoss);
        if (stored.Brier is { } brier)
        {
            double[] ofOne = [.. stored.Probabilities.Where((_, i) => i % 2 == 1)];
            AssertNear(brier, ProbabilityScore.BinaryBrier<double>(ofOne, stored.Labels, stored.Weights).Mean);
            AssertNear(2 * brier, ProbabilityScore.Brier<double>(stored.Probabilities, 2, stored.Labels, stored.Weights).Mean);
            AssertNear(stored.LogLoss, ProbabilityScore.BinaryLogLoss<double>(ofOne, stored.Labels, stored.Weights, 1e-15).Mean);
        }
    }

    [Fact]
    public void BinsOfEqualWidthAreThoseOfScikitLearn()
    {
        Assert.Contains(All, stored => stored.Uniform is not null);
        foreach (var stored in All.Where(stored => stored.Uniform is not null))
        {
            var bins = CalibrationBins.EqualWidth(7);
            bins.Add<double>([.. stored.Probabilities.Where((_, i) => i % 2 == 1)], stored.Labels);
            var own = Enumerable.Range(0, 7).Select(bin => bins[bin]).Where(bin => bin.Weight > 0).ToArray();
            AssertNear(stored.Uniform![0], [.. own.Select(bin => bin.Frequency)]);
            AssertNear(stored.Uniform[1], [.. own.Select(bin => bin.MeanProbability)]);
        }
    }

    /// <summary>imbalanced-learn counts rows where all else is weights.</summary>
    [Fact]
    public void WeightedSpecificityIsAFraction()
    {
        Assert.Contains(All, stored => stored.ImblearnSpecificity?.Max() > 2);
        foreach (var (stored, matrix) in All.Select(stored => Find(stored.Name)))
        {
            var right = stored.Confusion;
            var (k, total) = (stored.Classes, right.Sum());
            for (var c = 0; c < k; c++)
            {
                var (support, predicted) = (right.Skip(c * k).Take(k).Sum(), Enumerable.Range(0, k).Sum(row => right[(row * k) + c]));
                var expected = total > support ? (total - support - predicted + right[(c * k) + c]) / (total - support) : 0;
                Assert.Equal(expected, matrix.Specificity(c), 1e-9);
                Assert.InRange(matrix.Specificity(c), 0, 1);
            }
        }
    }

    /// <summary>Products of scikit-learn's sums are 0 there, or lose digits: its correlation is 0, its kappa NaN, and averages by weight are off by 10⁻⁶.</summary>
    [Fact]
    public void SubnormalWeightsAreThoseTimesAPowerOfTwo()
    {
        var (stored, matrix) = Find(Subnormal);
        Assert.Equal(0, stored.Matthews);
        Assert.All(stored.Kappa, kappa => Assert.Null(kappa));
        var scaled = Matrix(stored with { Weights = [.. stored.Weights.Select(weight => Math.ScaleB(weight, 1100))] });
        Assert.Equal(scaled.MatthewsCorrelation(), matrix.MatthewsCorrelation());
        Assert.Equal(scaled.FBeta(ClassAverage.Weighted, 2.5), matrix.FBeta(ClassAverage.Weighted, 2.5));
        Assert.Equal(stored.Weighted0[3], matrix.FBeta(ClassAverage.Weighted, 2.5), 1e-4);
        Assert.Equal(scaled.CohenKappa(KappaWeights.Quadratic), matrix.CohenKappa(KappaWeights.Quadratic));
        Assert.InRange(matrix.MatthewsCorrelation(), 0.5, 1);
    }

    [Fact]
    public void EveryKindOfRowIsStored()
    {
        Assert.Equal(14, All.Length);
        Assert.Contains(All, stored => stored.Weights.Any(weight => weight == 0));
        Assert.Contains(All, stored => stored.Weights.Any(double.IsSubnormal));
        Assert.Contains(All, stored => stored.Weights.Length > 0 && stored.Weights.Max() > 1e28 * stored.Weights.Min() && stored.Weights.Min() > 0);
        Assert.Contains(All, stored => stored.Labels.Distinct().Count() == 1);
    }

    private static (Stored Stored, ConfusionMatrix Matrix) Find(string name)
    {
        var stored = All.Single(stored => string.Equals(stored.Name, name, StringComparison.Ordinal));
        return (stored, Matrix(stored));
    }

    private static ConfusionMatrix Matrix(Stored stored)
    {
        var matrix = new ConfusionMatrix(stored.Classes);
        matrix.AddScores<double>(stored.Scores, stored.Labels, stored.Weights);
        return matrix;
    }

    private static void AssertNear(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            AssertNear(expected[i], actual[i]);
        }
    }

    private static void AssertNear(double expected, double actual)
    {
        if (double.IsNaN(expected))
        {
            Assert.True(double.IsNaN(actual), $"{actual} is a number.");
            return;
        }

        Assert.Equal(expected, actual, Math.Abs(expected) * 1e-12);
    }

    private sealed record Stored(
        string Name,
        int Classes,
        int[] Labels,
        double[] Scores,
        double[] Weights,
        double[] Probabilities,
        double[] Confusion,
        double Accuracy,
        double BalancedAccuracy,
        double? AdjustedBalancedAccuracy,
        double Matthews,
        double?[] Kappa,
        double LogLoss,
        double[] Precision0,
        double[] Precision1,
        double[] Recall0,
        double[] Recall1,
        double[] Macro0,
        double[] Macro1,
        double[] Weighted0,
        double[] Weighted1,
        double[] Micro0,
        double[] Micro1,
        double[] F05,
        double[] F1,
        double[] F3,
        double[]? Specificity,
        double[]? GeometricMean,
        double[]? IndexBalancedAccuracy,
        double[]? ImblearnSpecificity,
        double? RecallGeometricMean,
        double? CorrectedGeometricMean,
        double? MacroMeanAbsoluteError,
        double? Brier,
        double[][]? Uniform);
}
