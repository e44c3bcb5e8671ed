using Counterweight.Decisions;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Decisions;

public sealed class LeastCostTests
{
    private const int Rows = 100;

    [Fact]
    public void TheCheaperAnswerIsNotTheMoreProbableOne()
    {
        // To take class 2 for another is dear.
        var costs = new CostMatrix(3, [0, 1, 2, 1, 0, 2, 30, 20, 0]);
        var answers = new int[3];
        var expected = new double[3];
        LeastCost.Decide([0.8, 0.1, 0.1, 0.5, 0.48, 0.02, 1, 0, 0], costs, answers, expected);
        Assert.Equal([2, 1, 0], answers);
        Assert.Equal([1.6 + 0.2, 0.5 + 0.4, 0], expected, (a, b) => Math.Abs(a - b) < 1e-14);
    }

    [Fact]
    public void TiesGoToTheLowestAnswer()
    {
        var answers = new int[1];
        LeastCost.Decide<float>([0.25f, 0.25f, 0.25f, 0.25f, 0], new(5, [.. Enumerable.Range(0, 25).Select(i => i % 6 == 0 ? 0.0 : 7)]), answers);
        Assert.Equal(0, answers[0]);
        LeastCost.Decide<float>([0, 0, 0, 0, 0], new(5, [.. Enumerable.Range(0, 25).Select(i => i % 6 == 0 ? 0.0 : 7)]), answers);
        Assert.Equal(0, answers[0]);
    }

    /// <summary>Of any probabilities the answer costs no more than rounding above the least.</summary>
    [Fact]
    public void NoAnswerIsCheaper() => Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), seed =>
    {
        var (random, classes) = (new Random(seed), 1 + (seed % 150));
        double[] costs = [.. Enumerable.Range(0, classes * classes).Select(_ => (random.NextDouble() * 20) - 10)];
        float[] probabilities = [.. Enumerable.Range(0, 19 * classes).Select(_ => random.NextSingle() / classes)];
        var (answers, expected) = (new int[19], new float[19]);
        LeastCost.Decide<float>(probabilities, new(classes, costs), answers, expected);
        for (var row = 0; row < 19; row++)
        {
            double[] own = [.. Enumerable.Range(0, classes).Select(answer => Enumerable.Range(0, classes).Sum(truth => probabilities[(row * classes) + truth] * costs[(truth * classes) + answer]))];
            var sum = probabilities.Skip(row * classes).Take(classes).Sum();
            Assert.InRange(own[answers[row]] - own.Min(), 0, (4 + (3 * classes)) * Math.ScaleB(1, -23) * sum * 20);
            Assert.InRange(Math.Abs(own[answers[row]] - expected[row]), 0, (5 + (2 * classes)) * Math.ScaleB(1, -23) * sum * 10);
        }
    }).QuickCheckThrowOnFailure();

    /// <summary>Costs times a constant, and costs of a class plus one, are the same decisions.</summary>
    [Fact]
    public void ScaledAndShiftedCostsDecideTheSame() => Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), seed =>
    {
        var (random, classes) = (new Random(seed), 2 + (seed % 9));
        double[] costs = [.. Enumerable.Range(0, classes * classes).Select(i => i % (classes + 1) == 0 ? 0.0 : random.Next(1, 50))];
        double[] shifts = [.. Enumerable.Range(0, classes).Select(_ => random.Next(-1000, 1000) + 0.5)];
        float[] probabilities = [.. Enumerable.Range(0, Rows * classes).Select(_ => random.Next(1025) / 1024f)];
        var answers = Decided(costs, probabilities);
        Assert.Equal(answers, Decided([.. costs.Select((cost, i) => cost + shifts[i / classes])], probabilities));
        Assert.Equal(answers, Decided([.. costs.Select(cost => Math.ScaleB(cost, 700))], probabilities));
        Assert.Equal(answers, Decided([.. costs.Select(cost => Math.ScaleB(cost, -900))], probabilities));

        // Another factor rounds, of ties in costs alike.
        Assert.Equal(answers, Decided([.. costs.Select(cost => 3 * cost)], probabilities));

        int[] Decided(double[] matrix, float[] rows)
        {
            var decided = new int[Rows];
            LeastCost.Decide<float>(rows, new(classes, matrix), decided);
            return decided;
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void EqualCostsOfMistakesAreTheMostProbableClass() => Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), seed =>
    {
        var (random, classes) = (new Random(seed), 2 + (seed % 9));
        float[] probabilities = [.. Enumerable.Range(0, Rows * classes).Select(_ => random.Next(33) / 32f)];
        var answers = new int[Rows];
        LeastCost.Decide<float>(probabilities, new(classes, [.. Enumerable.Range(0, classes * classes).Select(i => i % (classes + 1) == 0 ? 0.0 : 1)]), answers);
        for (var row = 0; row < Rows; row++)
        {
            var own = probabilities.AsSpan(row * classes, classes).ToArray();
            Assert.Equal(Array.IndexOf(own, own.Max()), answers[row]);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void RowsWithNaNHaveNoAnswer()
    {
        var (answers, expected) = (new int[3], new float[3]);
        LeastCost.Decide([0.5f, 0.5f, float.NaN, 1, 0, 1], CostMatrix.OfMistakes(1, 2), answers, expected);
        Assert.Equal([1, -1, 1], answers);
        Assert.Equal([0.5f, float.NaN, 0], expected);
        LeastCost.DecidePerRow([0.5f, float.NaN, 1], [1f], [2f, 2, 2], answers);
        Assert.Equal([1, -1, 1], answers);
    }

    [Fact]
    public void ARowDecidesByItsAmount()
    {
        var answers = new int[4];

        // An alarm costs 5: it is worth it from a probability of 5/(5 + amount) on.
        LeastCost.DecidePerRow([0.04, 0.06, 0.5, 0.9], [5.0], [95.0, 95, 5, 0], answers);
        Assert.Equal([0, 1, 0, 0], answers);
    }

    /// <summary>Rows go through the loop some hundreds at a time, each with its own costs.</summary>
    [Fact]
    public void ManyRowsDecideByTheirOwnCosts()
    {
        double[] amounts = [.. Enumerable.Range(0, 1000).Select(row => (double)row)];
        var answers = new int[1000];
        LeastCost.DecidePerRow([.. amounts.Select(_ => 0.5)], [500.0], amounts, answers);
        Assert.Equal(amounts.Select(amount => amount > 500 ? 1 : 0), answers);
        LeastCost.DecidePerRow([.. amounts.Select(_ => 0.5)], amounts, [500.0], answers);
        Assert.Equal(amounts.Select(amount => amount < 500 ? 1 : 0), answers);
    }

    [Fact]
    public void OneThreadAllocatesNothing()
    {
        var (costs, probabilities, answers) = (new CostMatrix(3, [0, 1, 1, 1, 0, 1, 1, 1, 0]), new float[300], new int[100]);
        Assert.Equal(0, Allocation.Of(() => LeastCost.Decide<float>(probabilities, costs, answers)));
    }

    [Fact]
    public void BadInputIsRefused()
    {
        var costs = CostMatrix.OfMistakes(1, 2);
        Assert.Contains("costs[2] is NaN", Assert.Throws<ArgumentOutOfRangeException>(() => new CostMatrix(2, [0, 1, double.NaN, 0])).Message, StringComparison.Ordinal);
        Assert.Contains("costs[1] is 1E+291", Assert.Throws<ArgumentOutOfRangeException>(() => new CostMatrix(2, [0, 1e291, 1, 0])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new CostMatrix(2, [0, 1, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CostMatrix(0, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => CostMatrix.OfMistakes(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => CostMatrix.OfMistakes(1, 1e291));
        Assert.Throws<ArgumentOutOfRangeException>(() => costs[2, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => costs[0, -1]);
        int[] answers = [7];
        Assert.Contains("probabilities[1] is 1.5", Assert.Throws<ArgumentOutOfRangeException>(() => LeastCost.Decide([0.5f, 1.5f], costs, answers)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => LeastCost.Decide([0.5f], costs, answers));
        Assert.Throws<ArgumentOutOfRangeException>(() => LeastCost.Decide([0.5f, 0.5f], costs, answers, default, 0));
        Assert.Contains("within ±", Assert.Throws<ArgumentException>(() => LeastCost.Decide([0.5f, 0.5f], CostMatrix.OfMistakes(1, 1e38), answers, new float[1])).Message, StringComparison.Ordinal);
        Assert.Contains("probabilities[0] is -0.5", Assert.Throws<ArgumentOutOfRangeException>(() => LeastCost.DecidePerRow([-0.5], [1.0], [1.0], answers)).Message, StringComparison.Ordinal);
        Assert.Equal(7, answers[0]);
    }
}
