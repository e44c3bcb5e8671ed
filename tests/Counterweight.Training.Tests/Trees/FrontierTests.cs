using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Trees;
using Counterweight.Training.Trees.Growth;
using Xunit;

namespace Counterweight.Training.Tests.Trees;

public class FrontierTests
{
    // Two binary features and a class for each pair: the root's children gain the same.
    private static readonly Dataset Square = TestData.Create(2, 4, [0, 0, 1, 1, 0, 1, 0, 1], [0, 1, 2, 3]);

    [Fact]
    public void TheGreatestGainComesFirstAndOfEqualOnesTheFirstNode() =>
        Assert.Equal([2, 3, 5, 1, 4], Taken(GrowthOrder.BestFirst, 9, [new(1, 1), new(2, 3), new(3, 2)], [new(5, 2), new(4, 0)]));

    [Fact]
    public void DepthFirstTakesTheLeftOfThoseFoundLast() =>
        Assert.Equal([3, 4, 1, 2], Taken(GrowthOrder.DepthFirst, 9, [new(1, 0), new(2, 1)], [new(3, 0), new(4, 1)]));

    [Fact]
    public void ALevelIsTakenAsAWholeFromTheLeftAndNoMoreThanAllowed()
    {
        var frontier = Frontier.Create(GrowthOrder.LevelByLevel);
        frontier.Add([new(1, 0), new(2, 5), new(3, 1)]);
        var taken = new List<int> { 7 };
        frontier.Next(2, taken);
        Assert.Equal([1, 2], taken);
        frontier.Next(2, taken);
        Assert.Equal([3], taken);
        frontier.Next(2, taken);
        Assert.Empty(taken);
    }

    [Theory]
    [InlineData(SplitSearchMethod.Histogram)]
    [InlineData(SplitSearchMethod.Exact)]
    public void OfChildrenThatGainTheSameTheLeftIsSplitFirst(SplitSearchMethod search)
    {
        var tree = DecisionTreeClassifier.Fit(Square, new DecisionTreeOptions { MaxLeaves = 3, Search = search });
        Assert.Equal([0, 1, -1, -1, -1], tree.Nodes.ToArray().Select(node => node.Feature));
    }

    [Fact]
    public void OfChildrenThatGainTheSameBoostingSplitsTheLeftFirst()
    {
        var options = new GradientBoostingOptions { Rounds = 1, Tree = new() { MaxLeaves = 3, MinHessian = 0, L2 = 0 } };
        var model = GradientBoostingRegressor.Fit(BinnedDataset.Create(Square).WithTargets([0, 1, 16, 17]), options).Model;
        Assert.Equal([0, 1, -1, -1, -1], model.Nodes.ToArray().Select(node => node.Feature));
    }

    private static List<int> Taken(GrowthOrder order, int most, params SplittableNode[][] added)
    {
        var frontier = Frontier.Create(order);
        foreach (var nodes in added)
        {
            frontier.Add(nodes);
        }

        var (all, taken) = (new List<int>(), new List<int>());
        for (frontier.Next(most, taken); taken.Count > 0; frontier.Next(most, taken))
        {
            all.AddRange(taken);
        }

        return all;
    }
}
