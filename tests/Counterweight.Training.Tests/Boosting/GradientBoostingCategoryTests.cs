using Counterweight.Losses.Rows;
using Counterweight.Splits;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests.Boosting;

/// <summary>Options of categories reach the trees: the set of the root, by trying all sets that the options allow.</summary>
public class GradientBoostingCategoryTests
{
    private const int Categories = 10;

    // Categories of 1 to 37 rows; the second feature is a category too, of no use.
    private static readonly int[] Counts = [1, 37, 12, 5, 20, 2, 9, 30, 3, 16];
    private static readonly int[] Of = [.. Enumerable.Range(0, Categories).SelectMany(category => Enumerable.Repeat(category, Counts[category]))];
    private static readonly float[] Targets = [.. Of.Select((category, row) => (float)((category is 0 or 5 ? 10 : category == 7 ? 3 : 1) + (0.02 * category) + (0.01 * (row % 7))))];
    private static readonly Dataset Data = TestData.Create(2, 2, [.. Of.Select(category => (double)category), .. Of.Select((_, row) => (double)(row % 3))], new int[Of.Length]);

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(40)]
    public void CategoriesAreOrderedByTheirSmoothedSteps(double smoothing)
    {
        int[] order = [.. Enumerable.Range(0, Categories).OrderBy(category => Gradient([category]) / (Counts[category] + smoothing))];
        var best = Enumerable.Range(1, Categories - 1).Select(length => order[..length]).MaxBy(Gain)!;
        Assert.Equal(Halves(best), Halves(Root(new() { Smoothing = smoothing })));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void TheSmallerSideHasNoMoreCategoriesThanAllowed(int most)
    {
        int[] order = [.. Enumerable.Range(0, Categories).OrderBy(category => Gradient([category]) / Counts[category])];
        var best = Enumerable.Range(1, Categories - 1).Where(length => most == 0 || Math.Min(length, Categories - length) <= most).Select(length => order[..length]).MaxBy(Gain)!;
        Assert.Equal(Halves(best), Halves(Root(new() { MaxCategories = most })));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    public void CategoriesOfFewRowsGoRight(int least)
    {
        int[] order = [.. Enumerable.Range(0, Categories).Where(category => Counts[category] >= least).OrderBy(category => Gradient([category]) / Counts[category])];
        var left = Root(new() { MinRowCount = least });
        Assert.All(left, category => Assert.True(Counts[category] >= least));

        // A beginning of the order, all others right.
        var best = Enumerable.Range(1, order.Length).Where(length => length < Categories).Select(length => order[..length]).MaxBy(Gain)!;
        Assert.Equal(best.Order(), left);
    }

    [Fact]
    public void TheseOptionsChangeTheSet()
    {
        var plain = Halves(Root(default));
        Assert.NotEqual(plain, Halves(Root(new() { Smoothing = 40 })));
        Assert.NotEqual(plain, Halves(Root(new() { MaxCategories = 1 })));
        Assert.NotEqual(plain, Halves(Root(new() { MinRowCount = 2 })));
    }

    [Fact]
    public void CategoriesWithoutABinOfTheirOwnFallTogether()
    {
        // Three bins for the ten categories: leaves are the means of the targets of the rows that fall into them.
        var bins = BinnedDataset.Create(Data, maxBins: 3, isCategorical: [true, true]);
        foreach (var sign in (int[])[1, -1])
        {
            float[] targets = [.. Targets.Select(target => sign * target)];
            var model = GradientBoostingRegressor.Fit(bins.WithTargets(targets), new() { Rounds = 1, LearningRate = 1, Tree = new() { L2 = 0, MinHessian = 0 } }, new() { Validation = Data.WithTargets(targets) });
            var (nodes, words, scores) = (model.Model.Nodes.ToArray(), model.Model.CategorySets.ToArray(), new double[Of.Length]);
            Assert.Contains(nodes, node => node.CategorySet >= 0 && (words[node.CategorySet] >> 63 != 0) == (sign < 0));
            model.Predict(Data, scores);
            foreach (var rows in PlainFall.RowsOfNodes(nodes, words, 0, Data, [.. Enumerable.Range(0, Of.Length)]).Where(pair => nodes[pair.Key].IsLeaf).Select(pair => pair.Value))
            {
                Assert.All(rows, row => Assert.Equal(rows.Average(other => targets[other]), scores[row], 1e-4));
            }

            Assert.Equal(scores.Zip(targets).Average(pair => Math.Pow(pair.First - pair.Second, 2) / 2), model.ValidationHistory[1], 1e-4);
        }
    }

    /// <summary>Categories that the root of the first tree sends left.</summary>
    private static int[] Root(CategoryOptions options)
    {
        var bins = BinnedDataset.Create(Data, isCategorical: [true, true]);
        var tree = new GradientTreeOptions { MaxLeaves = 2, L2 = 0, MinHessian = 0, Categories = options };
        var model = GradientBoostingRegressor.Fit(bins.WithTargets(Targets), new() { Rounds = 1, LearningRate = 1, Tree = tree }).Model;
        Assert.Equal(0, model.Nodes[0].Feature);
        return [.. Enumerable.Range(0, Categories).Where(category => PlainFall.IsIn(model.CategorySets.ToArray(), model.Nodes[0].CategorySet, category))];
    }

    /// <summary>Either side names the split.</summary>
    private static int[] Halves(int[] left) => left.Contains(1) ? [.. left.Order()] : [.. Enumerable.Range(0, Categories).Except(left)];

    /// <summary>Sum of score − target at the mean of all targets.</summary>
    private static double Gradient(int[] categories) => Of.Select((category, row) => categories.Contains(category) ? Targets.Average() - Targets[row] : 0.0).Sum();

    private static double Gain(int[] left)
    {
        double rows = left.Sum(category => Counts[category]), others = Of.Length - rows;
        var gradient = Gradient(left);
        return gradient * gradient * ((1 / rows) + (1 / others));
    }
}
