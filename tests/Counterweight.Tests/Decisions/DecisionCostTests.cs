using Counterweight.Decisions;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Decisions;

public sealed class DecisionCostTests
{
    private static readonly CostMatrix Costs = new(3, [0, 1, 2.5, 10, -1, 3, 0.1, 0.2, 0]);

    [Fact]
    public void CostsAreThoseOfTheAnswers()
    {
        var sum = DecisionCost.OfMatrix<double>([0, 1, 1, 2], [2, 1, 0, 2], Costs);
        Assert.Equal((2.5 - 1 + 10, 4.0, 4L, 2L), (sum.Cost, sum.Weight, sum.Rows, sum.Mistakes));
        Assert.Equal(11.5 / 4, sum.WeightedMean);
        var amounts = DecisionCost.PerRow([0, 1, 1, 0], [1, 0, 1, 0], [5.0], [100.0, 200, 300, 400], [1.0, 0.5, 1, 1]);
        Assert.Equal((5 + 100.0, 3.5, 4L, 2L), (amounts.Cost, amounts.Weight, amounts.Rows, amounts.Mistakes));
        Assert.Equal(0, default(CostSum).WeightedMean);
    }

    [Fact]
    public void SumsFollowTheLawsOfWeights() => Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        int[] labels = [.. Enumerable.Range(0, 40).Select(_ => random.Next(3))];
        int[] answers = [.. Enumerable.Range(0, 40).Select(_ => random.Next(3))];
        double[] weights = [.. Enumerable.Range(0, 40).Select(_ => random.Next(4) == 0 ? 0 : Math.ScaleB(random.NextDouble(), random.Next(-40, 40)))];
        var whole = DecisionCost.OfMatrix<double>(labels, answers, Costs, weights);
        int[] order = [.. Enumerable.Range(0, 40)];
        random.Shuffle(order);
        Assert.Equal(whole, Of(order, weights));
        Assert.Equal(whole, Of([.. order.Where(row => weights[row] > 0)], weights));
        Assert.Equal(whole, Of(order[..13], weights) + Of(order[13..], weights));
        Assert.Equal(Of(order, [.. weights.Select(weight => 2 * weight)]).Cost, Of([.. order, .. order], weights).Cost);
        Assert.Equal(Of(order, [.. weights.Select(weight => 3 * weight)]).Cost, Of([.. order, .. order, .. order], weights).Cost, 1e-14 * whole.Weight);
        Assert.Equal(whole.GetHashCode(), Of(order, weights).GetHashCode());
        Assert.True(whole != Of([.. order, 0], [.. weights.Select((weight, row) => row == 0 ? 1 : weight)]));

        CostSum Of(int[] rows, double[] own) =>
            DecisionCost.OfMatrix<double>([.. rows.Select(row => labels[row])], [.. rows.Select(row => answers[row])], Costs, [.. rows.Select(row => own[row])]);
    }).QuickCheckThrowOnFailure();

    /// <summary>A great cost and many small ones: nothing is lost.</summary>
    [Fact]
    public void ProductsAreNotRounded()
    {
        var third = 1 / 3.0;
        var sum = DecisionCost.PerRow([0, 0, 0, 0], [1, 1, 1, 1], [1e20, third, third, third], [1.0], [1.0, 3, third, 1]);
        Assert.Equal(1e20, sum.Cost);
        var small = DecisionCost.PerRow([0, 0], [1, 1], [third, 1.0], [1.0], [3.0, 1]) + DecisionCost.OfMatrix<double>([0], [1], new(2, [0, -2, 0, 0]));

        // 3 · (1/3) of doubles is a little less than 1, and so is the sum less than 0.
        Assert.Equal(-Math.ScaleB(1, -54), small.Cost);
        Assert.Equal(double.PositiveInfinity, DecisionCost.PerRow([0], [1], [1e300], [1.0], [1e300]).Cost);
    }

    [Fact]
    public void BadInputIsRefused()
    {
        Assert.Contains("answers[1] is 3", Assert.Throws<ArgumentOutOfRangeException>(() => DecisionCost.OfMatrix<double>([0, 1], [0, 3], Costs)).Message, StringComparison.Ordinal);
        Assert.Contains("labels[0] is -1", Assert.Throws<ArgumentOutOfRangeException>(() => DecisionCost.OfMatrix<double>([-1], [0], Costs)).Message, StringComparison.Ordinal);
        Assert.Contains("labels[0] is 2", Assert.Throws<ArgumentOutOfRangeException>(() => DecisionCost.PerRow([2], [0], [1.0], [1.0])).Message, StringComparison.Ordinal);
        Assert.Contains("sampleWeights[0] is -1", Assert.Throws<ArgumentOutOfRangeException>(() => DecisionCost.OfMatrix([0], [0], Costs, [-1.0])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => DecisionCost.OfMatrix<double>([0, 1], [0], Costs));
        Assert.Throws<ArgumentException>(() => DecisionCost.OfMatrix([0, 1], [0, 1], Costs, [1.0]));
        Assert.Throws<ArgumentNullException>(() => DecisionCost.OfMatrix<double>([0], [0], null!));
    }
}
