using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Forests;
using Counterweight.Training.Trees;
using Counterweight.Traversal;
using Xunit;

namespace Counterweight.Training.Tests.Trees;

/// <summary>Weights in another unit give the same splits where no two candidates tie.</summary>
public sealed class ScaledWeightsTests
{
    private const int Rows = 3000;
    private static readonly Dataset Data = Continuous();
    private static readonly double[] Weights = Draw();

    public static TheoryData<double> Factors => new(1024, 1000, 1e-6);

    [Theory]
    [MemberData(nameof(Factors))]
    public void OfExactTrees(double factor) => AssertTreesAreTheSame(factor, SplitSearchMethod.Exact);

    [Theory]
    [MemberData(nameof(Factors))]
    public void OfHistogramTrees(double factor) => AssertTreesAreTheSame(factor, SplitSearchMethod.Histogram);

    [Theory]
    [InlineData(1024)]
    [InlineData(1000)]
    [InlineData(1e-6)]
    [InlineData(1e-300)]
    public void TheLeastWeightOfALeafIsInTheirUnit(double factor)
    {
        foreach (var search in Enum.GetValues<SplitSearchMethod>())
        {
            Assert.Equal(Limited(search, 1), Limited(search, factor));
            Assert.NotEqual(Limited(search, 0), Limited(search, 1));
        }

        Assert.Equal(OnBins(1), OnBins(factor));
        Assert.Equal(OfForest(1), OfForest(factor));
        Assert.NotEqual(OfForest(0), OfForest(1));

        double[] Of(double unit) => unit == 0 ? Weights : Scaled(unit);
        TreeSplit[] Limited(SplitSearchMethod search, double unit) => Trainers.Splits(DecisionTreeClassifier.Fit(Data, new DecisionTreeOptions { Search = search, MaxDepth = 6, MinWeight = 200 * unit }, new() { SampleWeights = Of(unit) }));
        TreeSplit[] OnBins(double unit) => Trainers.Splits(DecisionTreeClassifier.Fit(BinnedDataset.Create(Data), new DecisionTreeOptions { MaxDepth = 6, MinWeight = 200 * unit }, new() { SampleWeights = Of(unit) }));
        TreeSplit[] OfForest(double unit) => Trainers.Splits(RandomForestClassifier.Fit(Data, new RandomForestOptions { TreeCount = 3, MaxDepth = 6, Seed = 3, MinWeight = 200 * unit }, new() { SampleWeights = Of(unit) }));
    }

    [Theory]
    [MemberData(nameof(Factors))]
    public void OfForests(double factor)
    {
        var options = new RandomForestOptions { TreeCount = 5, MaxDepth = 6, Bootstrap = false, Seed = 3 };
        Assert.Equal(RandomForestClassifier.Fit(Data, options, new() { SampleWeights = Weights }).Nodes.ToArray(), RandomForestClassifier.Fit(Data, options, new() { SampleWeights = Scaled(factor) }).Nodes.ToArray());
    }

    [Theory]
    [MemberData(nameof(Factors))]
    public void OfBoosting(double factor) => AssertEnsemblesAreTheSame(factor, default);

    [Theory]
    [MemberData(nameof(Factors))]
    public void OfBoostingWithPenaltiesInTheUnitOfTheWeights(double factor) =>
        AssertEnsemblesAreTheSame(factor, new GradientTreeOptions { L2 = 1, MinHessian = 1, Gamma = 1e-4 });

    [Theory]
    [MemberData(nameof(Trainers.TreeClassifiersOfAllRowsAtOnce), MemberType = typeof(Trainers))]
    public void BalanceIsSampleWeightsByAnotherNameForBinsToo(string trainer)
    {
        // More values than bins: these are fractions of the weight, class weights included.
        var counts = Data.CountClasses();
        double[] weights = [.. Data.Labels.ToArray().Select(label => Rows / (double)(Data.ClassCount * counts[label]))];
        Assert.Equal(Trainers.Splits(Trainers.Fit(trainer, Data, weights)), Trainers.Splits(Trainers.Fit(trainer, Data, weighting: ClassWeighting.Balanced)));
    }

    private static void AssertEnsemblesAreTheSame(double factor, GradientTreeOptions? penalties)
    {
        Assert.Equal(Splits(Weights, 1), Splits(Scaled(factor), factor));

        TreeSplit[] Splits(double[] weights, double unit) => GradientBoostingClassifier.Fit(Data, new GradientBoostingOptions
        {
            Rounds = 3,
            Tree = new() { MaxDepth = 4, L2 = unit * (penalties?.L2 ?? 0), MinHessian = unit * (penalties?.MinHessian ?? 0), Gamma = unit * (penalties?.Gamma ?? 0) },
        }, new() { SampleWeights = weights }).Model.Nodes.ToArray();
    }

    private static void AssertTreesAreTheSame(double factor, SplitSearchMethod search)
    {
        foreach (var impurity in Impurities.All.Append(Impurities.Cubic))
        {
            var options = new DecisionTreeOptions { Search = search, Impurity = impurity, MaxDepth = 6 };
            Assert.Equal(Splits(Weights), Splits(Scaled(factor)));

            IEnumerable<(int, double, bool, int, int)> Splits(double[] weights) => DecisionTreeClassifier.Fit(Data, options, new() { SampleWeights = weights }).Nodes.ToArray()
                .Select(node => (node.Feature, node.Threshold, node.MissingGoesLeft, node.Left, node.Label));
        }
    }

    private static double[] Scaled(double factor) => [.. Weights.Select(weight => weight * factor)];

    private static double[] Draw()
    {
        var random = new Random(9);
        return [.. Enumerable.Range(0, Rows).Select(_ => 0.1 + random.NextDouble())];
    }

    private static Dataset Continuous()
    {
        const int Features = 5, Classes = 3;
        var random = new Random(2);
        int[] labels = [.. Enumerable.Range(0, Rows).Select(row => row < Classes ? row : (int)(Classes * Math.Pow(random.NextDouble(), 3)))];
        double[] values = [.. Enumerable.Range(0, Features * Rows).Select(i => random.NextDouble() + (i / Rows < 2 ? 0.2 * labels[i % Rows] : 0))];
        return TestData.Create(Features, Classes, values, labels);
    }
}
