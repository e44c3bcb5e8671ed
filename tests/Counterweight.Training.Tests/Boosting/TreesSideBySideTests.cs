using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Xunit;

namespace Counterweight.Training.Tests.Boosting;

/// <summary>Trees of a round are grown by several threads at the same time; the model is that of one thread.</summary>
public class TreesSideBySideTests
{
    // Other tests hold the pool's threads: without more of them one thread grows all trees.
    public TreesSideBySideTests()
    {
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, 16), ports);
    }

    [Theory]
    [InlineData(PriorCorrection.None, 1)]
    [InlineData(PriorCorrection.InitialScores, 0.6)]
    [InlineData(PriorCorrection.LeafValues, 0.6)]
    public void SevenClassesWithCategories(PriorCorrection correction, double fraction)
    {
        var data = TestData.Random(3, 3000, 6, 7, distinct: 20, missing: 0.1);
        var held = TestData.Random(4, 500, 6, 7, distinct: 20, missing: 0.1);
        var bins = BinnedDataset.Create(data, isCategorical: [true, false, true, false, false, true]);
        var options = new GradientBoostingOptions
        {
            Rounds = 4,
            Weighting = ClassWeighting.Balanced,
            PriorCorrection = correction,
            RowFraction = fraction,
            FeatureFraction = fraction,
            Seed = 8,
            Tree = new() { MaxLeaves = 12 },
        };
        var one = GradientBoostingClassifier.Fit(bins, options, new() { Validation = held });
        Assert.True(one.Model.CategorySets.Length > 0);
        foreach (var threads in (int[])[2, 3, 5, 7, 8, int.MaxValue])
        {
            var several = GradientBoostingClassifier.Fit(bins, options with { DegreeOfParallelism = threads, CellsPerThread = 1 }, new() { Validation = held });
            Assert.Equal(Boosted.Bytes(one.Model), Boosted.Bytes(several.Model));
            Assert.Equal(one.ValidationHistory, several.ValidationHistory);
        }
    }

    // While it is fitted rows fall by their bins, later by their values: by the sets of categories that the model keeps.
    // The fit takes losses in single precision.
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void TreesKeepTheirOwnSetsOfCategories(int threads)
    {
        bool[] isCategorical = [true, true, false];
        var held = TestData.Random(8, 400, 3, 5, distinct: 30);
        var bins = BinnedDataset.Create(TestData.Random(7, 4000, 3, 5, distinct: 30), isCategorical: isCategorical);
        var model = GradientBoostingClassifier.Fit(bins, new() { Rounds = 3, DegreeOfParallelism = threads, CellsPerThread = 1 }, new() { Validation = held });
        var scores = new double[400 * 5];
        model.Model.PredictScores(held, scores);
        var loss = Enumerable.Range(0, 400).Average(row =>
        {
            var own = scores[(row * 5)..((row + 1) * 5)];
            return Math.Log(own.Sum(Math.Exp)) - own[held.Labels[row]];
        });
        Assert.Equal(loss, model.ValidationHistory[^1], 1e-6);
    }

    [Fact]
    public void EachTreeOfARoundDrawsItsOwnFeatures()
    {
        var bins = BinnedDataset.Create(TestData.Random(6, 1000, 10, 5, distinct: 50));
        var model = GradientBoostingClassifier.Fit(bins, new() { Rounds = 1, FeatureFraction = 0.1, Tree = new() { MinHessian = 0 } }).Model;
        var features = model.Roots.ToArray().Select(root => model.Nodes[root].Feature);
        Assert.True(features.Distinct().Count() > 1);
    }

    [Fact]
    public void CancellationComesOutOfAnyThread()
    {
        using var source = new CancellationTokenSource();
        var bins = BinnedDataset.Create(TestData.Random(5, 2000, 4, 6, distinct: 50));
        var options = new GradientBoostingOptions { Rounds = 1000, DegreeOfParallelism = 3, CellsPerThread = 1 };
        Assert.Throws<OperationCanceledException>(() => GradientBoostingClassifier.Fit(bins, options, new() { Cancellation = source.Token, Progress = new Stop(source) }));
    }

    [Theory]
    [InlineData(0, 8, 1)]
    [InlineData(1999, 8, 1)]
    [InlineData(2000, 8, 2)]
    [InlineData(7999, 8, 7)]
    [InlineData(long.MaxValue, 8, 8)]
    public void LittleWorkIsForFewThreads(long cells, int most, int expected) =>
        Assert.Equal(expected, GradientBoostingRun.Threads(cells, new() { DegreeOfParallelism = most, CellsPerThread = 1000 }));

    /// <summary>Scores are added in as many parts as there are threads.</summary>
    [Fact]
    public void ThereAreNoMoreThreadsThanKernelsUse() => Assert.InRange(
        GradientBoostingRun.Threads(long.MaxValue, new() { DegreeOfParallelism = int.MaxValue, CellsPerThread = 1 }), 2, Math.Max(64, Environment.ProcessorCount));

    private sealed class Stop(CancellationTokenSource source) : IProgress<FitProgress>
    {
        public void Report(FitProgress value)
        {
            if (value.Fraction > 0.002)
            {
                source.CancelAfter(1);
            }
        }
    }
}
