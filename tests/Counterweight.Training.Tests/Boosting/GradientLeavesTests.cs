using Counterweight.Training.Boosting;
using Counterweight.Training.Boosting.Objectives;
using Counterweight.Training.Data;
using Counterweight.Training.Trees;
using Counterweight.Training.Trees.Gradients;
using Counterweight.Traversal;
using Xunit;

namespace Counterweight.Training.Tests.Boosting;

/// <summary>No leaf raises a row above the greatest score, whether the row was drawn for the tree or not.</summary>
public class GradientLeavesTests
{
    [Theory]
    [InlineData(5, 0.5)]
    [InlineData(0.25, 0.25)]
    [InlineData(-7, -7)]
    public void TheHighestOfAllRowsBoundsALeaf(double value, double expected) => Assert.Equal(expected, Bound([1, 3, 2, 3.5, 0], value));

    [Fact]
    public void AnyOfTheRowsMayBeTheHighest()
    {
        for (var row = 0; row < 5; row++)
        {
            var scores = new double[5];
            scores[row] = 1.5;
            Assert.Equal(2.5, Bound(scores, 10));
        }
    }

    [Fact]
    public void ARowAboveTheGreatestScoreStaysWhereItIs() => Assert.Equal(0, Bound([1, 4.5, 2, 3.5, 0], 5));

    /// <summary>A single leaf's value where three rows are drawn, two are not, and the greatest score is 4.</summary>
    private static double Bound(double[] scores, double value)
    {
        var bins = BinnedDataset.Create(TestData.Create(1, 2, [.. scores], new int[scores.Length]));
        var part = new GradientPart(bins, new GradientCountObjective(new float[scores.Length]), [], "weights");
        scores.CopyTo(part.Scores, 0);
        PartitionedRows[] sets = [part.NewRows(), part.NewRows()];
        sets[0].Reset([0, 1, 2]);
        sets[1].Reset([3, 4]);
        var tree = new GradientTree([TreeSplit.Leaf], [default], [value], [(0, [new(0, 3), new(0, 2)])], new());
        GradientLeaves.Bound(tree, 4, sets, part);
        return tree.Values[0];
    }
}
