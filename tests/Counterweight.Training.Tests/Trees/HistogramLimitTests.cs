using Counterweight.Training.Data;
using Counterweight.Training.Trees;
using Counterweight.Training.Trees.Classification;
using Xunit;

namespace Counterweight.Training.Tests.Trees;

/// <summary>How many features are searched at a time, and how many histograms kept, is of memory alone.</summary>
public class HistogramLimitTests
{
    public static TheoryData<DecisionTreeOptions> Trees { get; } = [.. Options()];

    [Theory]
    [MemberData(nameof(Trees))]
    public void LimitsOfHistogramsChangeNoByte(DecisionTreeOptions options)
    {
        var bins = BinnedDataset.Create(Data());
        var expected = TestData.Saved(Grow(bins, options, new(long.MaxValue, long.MaxValue)));

        foreach (var searched in (long[])[0, 3 * 256 * 5, 7 * 256 * 5, long.MaxValue])
        {
            foreach (var kept in (long[])[0, 2 * 12 * 40 * 5, long.MaxValue])
            {
                Assert.Equal(expected, TestData.Saved(Grow(bins, options, new(searched, kept))));
            }
        }
    }

    [Fact]
    public void FewFeaturesAreSearchedAtATimeWhereThereAreManyClasses()
    {
        var data = new GrowthData(BinnedDataset.Create(TestData.Random(1, 1000, 60, 300, distinct: 300)), new DecisionTreeOptions());

        Assert.Equal(54, data.GroupSize);
        Assert.True(data.KeepsHistograms);
        Assert.Equal(2, new GrowthData(data.Binned, new DecisionTreeOptions(), new(1, 1)).GroupSize);
        Assert.False(new GrowthData(data.Binned, new DecisionTreeOptions(), new(1, 1)).KeepsHistograms);
    }

    private static IEnumerable<DecisionTreeOptions> Options()
    {
        foreach (var impurity in Impurities.All.Append(Impurities.Cubic))
        {
            yield return new() { Impurity = impurity };
            yield return new() { Impurity = impurity, MinGain = 0.002, FeatureWeights = [1, 1, 8, 1, 1, 0.25, 1, 1, 1, 1, 1, 1] };
        }

        yield return new() { MaxLeaves = 40 };
        yield return new() { MaxFeatures = MaxFeatures.Number(5), Seed = 3 };
        yield return new() { RandomThresholds = true, MaxFeatures = MaxFeatures.Number(7), Seed = 3 };
        yield return new() { FeatureWeights = [0, 1, 0, 0, 0, 2, 1, 0, 1, 1, 1, 1], DegreeOfParallelism = 2 };
    }

    // Every feature is there twice, six apart: ties everywhere.
    private static Dataset Data()
    {
        var half = TestData.Random(4, 3000, 6, 5, distinct: 9, missing: 0.1);
        double[] values = [.. Enumerable.Range(0, 12).SelectMany(feature => half.Column(feature % 6).ToArray())];
        return TestData.Create(12, 5, values, half.Labels.ToArray());
    }

    private static DecisionTreeClassifier Grow(BinnedDataset bins, DecisionTreeOptions options, HistogramLimits limits)
    {
        var data = new GrowthData(bins, options, limits);
        var rows = new SampledRows(data);
        rows.Set([], [], []);
        return new HistogramTreeGrower(data).Grow(rows, 0, options.DegreeOfParallelism, FitMonitor.None).ToDecisionTree(options.Impurity);
    }
}
