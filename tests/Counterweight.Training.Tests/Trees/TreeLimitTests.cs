using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Forests;
using Counterweight.Training.Models;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests.Trees;

/// <summary>Limits where they just hold and where they just do not, and ties, for every way to grow a tree.</summary>
public class TreeLimitTests
{
    /// <summary>Few rows are searched by their own bins; many by histograms of all.</summary>
    public static TheoryData<string, int> Growers => new MatrixTheoryData<string, int>(["histogram", "best first", "exact", "exact, best first", "forest", "boosting", "boosting by levels"], [2, 400]);

    [Theory]
    [MemberData(nameof(Growers))]
    public void TwoLeavesOfTheFewestRowsAreSplitAndOneRowMoreIsNot(string grower, int copies)
    {
        Assert.Equal(3, Nodes(grower, copies, new DecisionTreeOptions { MinRowCount = 2 * copies }));
        Assert.Equal(1, Nodes(grower, copies, new DecisionTreeOptions { MinRowCount = (2 * copies) + 1 }));
    }

    [Theory]
    [MemberData(nameof(Growers))]
    public void TwoLeavesOfTheLeastWeightAreSplitAndALittleMoreIsNot(string grower, int copies)
    {
        // Rows of weight ¼.
        Assert.Equal(3, Nodes(grower, copies, new DecisionTreeOptions { MinWeight = copies / 2.0 }, 0.25));
        Assert.Equal(1, Nodes(grower, copies, new DecisionTreeOptions { MinWeight = 1.001 * copies / 2 }, 0.25));
    }

    [Theory]
    [MemberData(nameof(Growers))]
    public void BothSidesHaveTheFewestRowsAndTheLeastWeightHoweverUneven(string grower, int copies)
    {
        // A quarter of the rows are of class 1, at one place: enough rows in all, too few on that side.
        var data = TestData.Create(1, 2, [.. Enumerable.Range(0, 4 * copies).Select(row => row < copies ? 1.0 : 2)], [.. Enumerable.Range(0, 4 * copies).Select(row => row < copies ? 1 : 0)]);
        Assert.Equal(3, Grown(new DecisionTreeOptions { MinRowCount = copies }));
        Assert.Equal(1, Grown(new DecisionTreeOptions { MinRowCount = copies + 1 }));
        Assert.Equal(3, Grown(new DecisionTreeOptions { MinWeight = copies }));
        Assert.Equal(1, Grown(new DecisionTreeOptions { MinWeight = copies * 1.5 }));

        int Grown(DecisionTreeOptions options) => Trainers.Splits(Fit(grower, data, options, null)).Length;
    }

    [Theory]
    [InlineData(GradientTreeGrowth.BestFirst, 1)]
    [InlineData(GradientTreeGrowth.DepthWise, 1)]
    [InlineData(GradientTreeGrowth.BestFirst, 300)]
    public void BothSidesHaveTheLeastHessian(GradientTreeGrowth growth, int copies)
    {
        // Squared losses of weight ½: each row's Hessian.
        var data = TestData.Create(1, 2, [.. Enumerable.Range(0, 4 * copies).Select(row => row < copies ? 1.0 : 2)], new int[4 * copies]);
        float[] targets = [.. Enumerable.Range(0, 4 * copies).Select(row => row < copies ? 9f : 1)];
        Assert.Equal(3, Grown(0.5 * copies));
        Assert.Equal(1, Grown(0.501 * copies));
        Assert.Equal(1, Grown(0.75 * copies));

        int Grown(double least) => GradientBoostingRegressor.Fit(BinnedDataset.Create(data).WithTargets(targets), new() { Rounds = 1, Tree = new() { Growth = growth, MinHessian = least } }, new() { SampleWeights = [.. Enumerable.Repeat(0.5, 4 * copies)] }).Model.Nodes.Length;
    }

    [Theory]
    [InlineData("best first")]
    [InlineData("exact, best first")]
    [InlineData("forest")]
    [InlineData("boosting")]
    public void TheNodeOfTheGreatestGainIsSplitNext(string grower)
    {
        // After the middle, one half has twice the rows of the other to tell apart: whichever, it is split and the other is not.
        foreach (var isRight in (bool[])[false, true])
        {
            int[] counts = isRight ? [60, 10, 10, 60, 30, 30] : [30, 30, 60, 10, 10, 60];
            double[] values = [.. counts.SelectMany((count, place) => Enumerable.Repeat((double)place, count))];
            int[] labels = isRight
                ? [.. counts.SelectMany((count, place) => Enumerable.Range(0, count).Select(i => place switch { 0 => 0, 1 => i < 3 ? 1 : 0, 2 => i < 3 ? 0 : 1, 3 => 1, 4 => i < 8 ? 0 : 1, _ => 1 }))]
                : [.. counts.SelectMany((count, place) => Enumerable.Range(0, count).Select(i => place switch { 0 => 0, 1 => i < 8 ? 1 : 0, 2 => 0, 3 => i < 3 ? 1 : 0, 4 => i < 3 ? 0 : 1, _ => 1 }))];
            var data = TestData.Create(1, 2, values, labels);
            var nodes = Trainers.Splits(Fit(grower, data, new DecisionTreeOptions { MaxLeaves = 3 }, null));
            Assert.Equal(5, nodes.Length);
            var (left, right) = (Best([.. Enumerable.Range(0, values.Length).Where(row => values[row] <= nodes[0].Threshold)]), Best([.. Enumerable.Range(0, values.Length).Where(row => values[row] > nodes[0].Threshold)]));
            Assert.NotEqual(left.Gain, right.Gain, 1e-3);
            var split = nodes[0].Left + (left.Gain > right.Gain ? 0 : 1);
            Assert.False(nodes[split].IsLeaf);
            Assert.Equal(left.Gain > right.Gain ? left.Threshold : right.Threshold, nodes[split].Threshold);

            (double Gain, double Threshold) Best(int[] rows) => Enumerable.Range(0, 5)
                .Select(place => (Gain: Cost(rows) - Cost([.. rows.Where(row => values[row] <= place)]) - Cost([.. rows.Where(row => values[row] > place)]), Threshold: place + 0.5))
                .MaxBy(split => split.Gain);

            // Squared errors about the mean: Gini's half, and the loss that the first tree of boosting saves but for a factor.
            double Cost(int[] rows) => rows.Length == 0 ? 0 : rows.Count(row => labels[row] == 1) * (double)rows.Count(row => labels[row] == 0) / rows.Length;
        }
    }

    [Theory]
    [MemberData(nameof(Growers))]
    public void DepthOfNoneIsALeafAndOfOneAStump(string grower, int copies)
    {
        Assert.Equal(1, Nodes(grower, copies, new DecisionTreeOptions { MaxDepth = 0 }));
        Assert.Equal(3, Nodes(grower, copies, new DecisionTreeOptions { MaxDepth = 1 }));
        Assert.Equal(1, Nodes(grower, copies, new DecisionTreeOptions { MaxLeaves = 1 }));
        Assert.Equal(3, Nodes(grower, copies, new DecisionTreeOptions { MaxLeaves = 2 }));
    }

    [Theory]
    [MemberData(nameof(Growers))]
    public void LeavesAndDepthsAreReachedButNotExceeded(string grower, int copies)
    {
        // Sixteen places of alternating classes: every split leaves something to split.
        double[] values = [.. Enumerable.Range(0, 16 * copies).Select(row => (double)(row % 16))];
        var data = TestData.Create(1, 2, values, [.. values.Select(value => ((int)value * 7 % 5) % 2)]);
        foreach (var leaves in (ReadOnlySpan<int>)[2, 3, 5])
        {
            Assert.Equal((2 * leaves) - 1, Trainers.Splits(Fit(grower, data, new DecisionTreeOptions { MaxLeaves = leaves }, null)).Length);
        }

        foreach (var depth in (ReadOnlySpan<int>)[1, 2, 3])
        {
            var nodes = Trainers.Splits(Fit(grower, data, new DecisionTreeOptions { MaxDepth = depth }, null));
            Assert.Equal(depth, Depth(0));

            int Depth(int node) => nodes[node].IsLeaf ? 0 : 1 + Math.Max(Depth(nodes[node].Left), Depth(nodes[node].Left + 1));
        }
    }

    [Theory]
    [InlineData(SplitSearchMethod.Histogram, 1)]
    [InlineData(SplitSearchMethod.Histogram, 300)]
    [InlineData(SplitSearchMethod.Exact, 1)]
    public void AnImprovementMustExceedTheLeast(SplitSearchMethod search, int copies)
    {
        // Four equal places of classes 0, 0, 1, 1: Gini falls from a half to nothing.
        var data = Places(copies);
        Assert.Equal(3, DecisionTreeClassifier.Fit(data, new DecisionTreeOptions { Search = search, MinGain = 0.4999 }).Nodes.Length);
        Assert.Single(DecisionTreeClassifier.Fit(data, new DecisionTreeOptions { Search = search, MinGain = 0.5 }).Nodes.ToArray());
    }

    [Theory]
    [MemberData(nameof(Growers))]
    public void MissingValuesThatNoRowHasGoWithTheHeavierSideAndOfEqualSidesLeft(string grower, int copies)
    {
        Assert.True(Missing([1, 1, 1, 1]));
        Assert.True(Missing([1, 1.5, 1, 1]));
        Assert.False(Missing([1, 1, 1.5, 1]));

        bool Missing(double[] weights)
        {
            double[] all = [.. Enumerable.Range(0, 4 * copies).Select(row => weights[row / copies])];
            var root = Trainers.Splits(Fit(grower, Places(copies), new DecisionTreeOptions(), all))[0];
            Assert.Equal((0, 2.5), (root.Feature, root.Threshold));
            return root.MissingGoesLeft;
        }
    }

    [Theory]
    [MemberData(nameof(Growers))]
    public void OfEqualFeaturesTheFirstAndOfEqualThresholdsTheLowestIsSplit(string grower, int copies)
    {
        // Three features of which the last two are the same and the first says nothing; one place of class 1 among two of class 0.
        double[] places = [.. Enumerable.Range(0, 3 * copies).Select(row => (double)(row / copies))];
        var data = TestData.Create(3, 2, [.. places.Select(_ => 4.0), .. places, .. places], [.. places.Select(place => place == 1 ? 1 : 0)]);
        var root = Trainers.Splits(Fit(grower, data, new DecisionTreeOptions(), null))[0];
        Assert.Equal((1, 0.5), (root.Feature, root.Threshold));
    }

    [Theory]
    [MemberData(nameof(Growers))]
    public void MissingValuesGoRightWhereBothSidesGainTheSame(string grower, int copies)
    {
        // Class fractions of the missing rows are those of all: 1 and 2 mirror each other.
        double[] values = [1, 1, 1, 2, 2, 2, double.NaN, double.NaN];
        int[] labels = [0, 0, 1, 0, 1, 1, 0, 1];
        var data = TestData.Create(1, 2, [.. values.SelectMany(value => Enumerable.Repeat(value, copies))], [.. labels.SelectMany(label => Enumerable.Repeat(label, copies))]);
        var root = Trainers.Splits(Fit(grower, data, new DecisionTreeOptions { MaxDepth = 1 }, null))[0];
        Assert.Equal((0, 1.5, false), (root.Feature, root.Threshold, root.MissingGoesLeft));
    }

    private static int Nodes(string grower, int copies, DecisionTreeOptions options, double weight = 1) =>
        Trainers.Splits(Fit(grower, Places(copies), options, [.. Enumerable.Repeat(weight, 4 * copies)])).Length;

    private static Dataset Places(int copies) => TestData.Create(1, 2, [.. Enumerable.Range(0, 4 * copies).Select(row => (double)(1 + (row / copies)))], [.. Enumerable.Range(0, 4 * copies).Select(row => row / (2 * copies))]);

    private static ISavedModel Fit(string grower, Dataset data, DecisionTreeOptions options, double[]? weights)
    {
        // Leaves of boosting are of one tree that takes the whole step.
        var boosting = new GradientTreeOptions { MaxDepth = options.MaxDepth, MaxLeaves = Math.Min(options.MaxLeaves, 1000), MinRowCount = options.MinRowCount, MinWeight = options.MinWeight, L2 = 0, MinHessian = 0 };
        var best = options with { MaxLeaves = Math.Min(options.MaxLeaves, 1000) };
        return grower switch
        {
            "histogram" => DecisionTreeClassifier.Fit(data, options, new() { SampleWeights = weights }),
            "best first" => DecisionTreeClassifier.Fit(data, best, new() { SampleWeights = weights }),
            "exact" => DecisionTreeClassifier.Fit(data, options with { Search = SplitSearchMethod.Exact }, new() { SampleWeights = weights }),
            "exact, best first" => DecisionTreeClassifier.Fit(data, best with { Search = SplitSearchMethod.Exact }, new() { SampleWeights = weights }),
            "forest" => RandomForestClassifier.Fit(data, new RandomForestOptions { TreeCount = 1, Bootstrap = false, MaxFeatures = MaxFeatures.All, MaxDepth = options.MaxDepth, MaxLeaves = options.MaxLeaves, MinRowCount = options.MinRowCount, MinWeight = options.MinWeight }, new() { SampleWeights = weights }),
            "boosting" => GradientBoostingClassifier.Fit(data, new() { Rounds = 1, Tree = boosting }, new() { SampleWeights = weights }),
            _ => GradientBoostingClassifier.Fit(data, new() { Rounds = 1, Tree = boosting with { Growth = GradientTreeGrowth.DepthWise } }, new() { SampleWeights = weights }),
        };
    }
}
