using System.Text.Json;
using Counterweight.Metrics.Ranking;
using Xunit;

namespace Counterweight.Tests.Golden;

/// <summary>Metrics of rankings against numbers that scikit-learn computed.</summary>
[Trait("Registers", "any")]
public sealed class RankingGoldenTests
{
    /// <summary>Relative.</summary>
    private const double Tolerance = 1e-12;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static TheoryData<string> Names => [.. All.Binary.Select(stored => stored.Name)];

    private static Rankings All { get; } =
        JsonSerializer.Deserialize<Rankings>(File.ReadAllBytes(Path.Combine(SourceTree.Root, "tests", "Counterweight.Tests", "Golden", "Ranking", "sklearn_ranking.json")), Json)!;

    [Theory]
    [MemberData(nameof(Names))]
    public void MetricsAreThoseOfScikitLearn(string name)
    {
        var stored = All.Binary.Single(stored => string.Equals(stored.Name, name, StringComparison.Ordinal));
        var curve = ScoreRanking.Create<double>(stored.Scores, stored.Labels, stored.Weights);
        Near(stored.RocAuc, RankingMetrics.RocAuc(curve));
        Near(stored.PartialAuc, RankingMetrics.PartialAuc(curve, 0.25));

        // Without a positive row scikit-learn says 0; there is no precision of rows that do not exist.
        Near(stored.Labels.Contains(1) ? stored.AveragePrecision : null, RankingMetrics.AveragePrecision(curve));
        Near(stored.Thresholds, curve.Thresholds.ToArray());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void CurvesAreThoseOfScikitLearn(string name)
    {
        var stored = All.Binary.Single(stored => string.Equals(stored.Name, name, StringComparison.Ordinal));
        Assert.SkipWhen(stored.Precisions.Length == 0, "scikit-learn's curves of one class are not stored.");
        var curve = ScoreRanking.Create<double>(stored.Scores, stored.Labels, stored.Weights);
        var (one, other) = (new double[curve.Count + 1], new double[curve.Count + 1]);
        RankingMetrics.Roc(curve, one, other);
        Near(stored.FalsePositiveRates, one);
        Near(stored.TruePositiveRates, other);
        RankingMetrics.PrecisionRecall(curve, one, other);
        Near(stored.Precisions, one);
        Near(stored.Recalls, other);
    }

    [Fact]
    public void EveryKindOfRowIsStored() => Assert.True(All.Binary.Length >= 10 && All.Binary.Any(stored => stored.Weights.Contains(0) && All.Binary.Count(one => one.RocAuc is null) == 2));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void MeansOverClassesAreThoseOfScikitLearn(int index)
    {
        var stored = All.Several[index];
        var (pairs, weights) = (new double[stored.Classes * stored.Classes], new double[stored.Classes]);
        MulticlassAuc.Pairs<double>(stored.Scores, stored.Classes, stored.Labels, pairs, weights, stored.Weights);
        Near(stored.OvrMacro, MulticlassAuc.OneVsRest(pairs, weights));
        Near(stored.OvrWeighted, MulticlassAuc.OneVsRest(pairs, weights, isWeighted: true));
        if (stored.OvoMacro is not null)
        {
            Near(stored.OvoMacro, MulticlassAuc.OneVsOne(pairs, weights));
            Near(stored.OvoWeighted, MulticlassAuc.OneVsOne(pairs, weights, isWeighted: true));
        }
    }

    private static void Near(double? expected, double actual)
    {
        if (expected is { } value)
        {
            Assert.Equal(value, actual, Tolerance * Math.Abs(value));
        }
        else
        {
            Assert.Equal(double.NaN, actual);
        }
    }

    private static void Near(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Near(pair.First, pair.Second));
    }

    private sealed record Rankings(Binary[] Binary, Several[] Several);

    private sealed record Several(int Classes, double[] Scores, int[] Labels, double[] Weights, double? OvrMacro, double? OvrWeighted, double? OvoMacro, double? OvoWeighted);

    private sealed record Binary(
        string Name, double[] Scores, int[] Labels, double[] Weights, double? RocAuc, double? PartialAuc, double? AveragePrecision, double[] FalsePositiveRates, double[] TruePositiveRates, double[] Precisions, double[] Recalls, double[] Thresholds);
}
