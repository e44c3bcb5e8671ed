using Counterweight.Weighting.Adaptive;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Weighting.Adaptive;

public sealed class SammeWeightsTests
{
    /// <summary>Two classes, rate 1: after a step the answers are no better than chance by the new weights.</summary>
    [Fact]
    public void AfterAStepTheAnswersAreChance() => Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        int[] labels = [.. Enumerable.Range(0, 50).Select(_ => random.Next(3))];
        int[] answers = [.. labels.Select((label, i) => i % 5 == 0 ? (label + 1) % 3 : label)];
        double[] logs = [.. labels.Select(_ => (random.NextDouble() * 6) - 3)];
        double[] before = [.. logs];
        var step = SammeWeights.Step<double>(labels, answers, 3, logs);
        Assert.Equal(SammeOutcome.Updated, step.Outcome);
        Assert.Equal(0, logs.Max());
        var error = logs.Where((_, i) => labels[i] != answers[i]).Sum(Math.Exp) / logs.Sum(Math.Exp);
        Assert.Equal(2 / 3.0, error, 1e-12);
        Assert.Equal(Math.Log((1 - step.Error) / step.Error * 2), step.Alpha, 1e-12);

        // A constant in all log weights changes nothing, nor does the order of rows.
        double[] shifted = [.. before.Select(log => log + 700)];
        Assert.Equal(step.Error, SammeWeights.Step<double>(labels, answers, 3, shifted).Error, 1e-12);
        Assert.All(logs.Zip(shifted), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        int[] order = [.. Enumerable.Range(0, 50)];
        random.Shuffle(order);
        double[] permuted = [.. order.Select(i => before[i])];
        SammeWeights.Step<double>([.. order.Select(i => labels[i])], [.. order.Select(i => answers[i])], 3, permuted);
        Assert.All(order.Select((from, to) => (logs[from], permuted[to])), pair => Assert.Equal(pair.Item1, pair.Item2, 1e-12));
    }).QuickCheckThrowOnFailure();

    /// <summary>Weight 2 is the row twice; −∞ is no row.</summary>
    [Fact]
    public void ARowTwiceIsItsWeightTwice()
    {
        int[] labels = [0, 1, 2, 0, 1];
        int[] answers = [0, 1, 2, 1, 1];
        double[] heavy = [0, Math.Log(2), 0, Math.Log(2), double.NegativeInfinity];
        double[] twice = [0, 0, 0, 0, 0, 0];
        var one = SammeWeights.Step<double>(labels, answers, 3, heavy);
        var two = SammeWeights.Step<double>([0, 1, 1, 2, 0, 0], [0, 1, 1, 2, 1, 1], 3, twice);
        Assert.Equal(two.Error, one.Error, 1e-15);
        Assert.Equal(two.Alpha, one.Alpha, 1e-14);
        Assert.Equal(1 / 3.0, one.Error, 1e-15);
        Assert.Equal(double.NegativeInfinity, heavy[4]);
        Assert.Equal(twice[1] + Math.Log(2), heavy[1] - heavy[3] + twice[4] + Math.Log(2), 1e-14);
    }

    [Theory]
    [InlineData(0, 2, SammeOutcome.Perfect)]
    [InlineData(4, 2, SammeOutcome.NoBetterThanChance)]
    [InlineData(5, 2, SammeOutcome.NoBetterThanChance)]
    [InlineData(3, 2, SammeOutcome.Updated)]
    [InlineData(5, 3, SammeOutcome.Updated)]
    [InlineData(6, 4, SammeOutcome.NoBetterThanChance)]
    [InlineData(8, 5, SammeOutcome.NoBetterThanChance)]
    public void AnswersAtTheLimitsChangeNothing(int wrong, int classes, SammeOutcome outcome)
    {
        var labels = new int[8];
        int[] answers = [.. Enumerable.Range(0, 8).Select(i => i < wrong ? 1 : 0)];
        var logs = new float[8];
        Array.Fill(logs, 3f);
        var step = SammeWeights.Step<float>(labels, answers, classes, logs);
        Assert.Equal(outcome, step.Outcome);
        Assert.Equal(wrong / 8.0, step.Error, 1e-15);
        Assert.Equal(outcome == SammeOutcome.Updated, !logs.SequenceEqual(Enumerable.Repeat(3f, 8)));
        Assert.Equal(outcome switch { SammeOutcome.Perfect => double.PositiveInfinity, SammeOutcome.NoBetterThanChance => 0, _ => Math.Log((8.0 - wrong) / wrong * (classes - 1)) }, step.Alpha, 1e-15);
    }

    /// <summary>A thousand rounds in which one row is always wrong: weights neither overflow nor vanish together.</summary>
    [Fact]
    public void NoNumberOfRoundsOverflows()
    {
        var logs = new float[3000];
        var weights = new float[3000];
        int[] labels = [.. Enumerable.Range(0, 3000).Select(i => i % 2)];
        for (var round = 0; round < 1000; round++)
        {
            int[] answers = [.. labels.Select((label, i) => (i + round) % 7 == 0 ? 1 - label : label)];
            SammeWeights.Step<float>(labels, answers, 2, logs, learningRate: 5);
            Assert.Equal(0, logs.Max());
        }

        SammeWeights.ToWeights<float>(logs, weights);
        Assert.All(weights, weight => Assert.True(float.IsFinite(weight)));
        Assert.Equal(1, weights.Average(weight => (double)weight), 1e-6);
        logs.AsSpan().Fill(-1e30f);
        SammeWeights.ToWeights<float>(logs, logs);
        Assert.Equal(Enumerable.Repeat(1f, 3000), logs);
    }

    /// <summary>Odds beyond a double have a logarithm all the same; a weight that is 0 beside the greatest is that of a perfect answer.</summary>
    [Theory]
    [InlineData(-700.0, 1e-12)]
    [InlineData(-720.0, 1e-9)]
    [InlineData(-740.0, 0.01)]
    public void RowsOfHardlyAnyWeightAreRaised(double log, double tolerance)
    {
        double[] weights = [0, 0, 0, log];
        var step = SammeWeights.Step<double>([0, 0, 0, 1], [0, 0, 0, 0], 2, weights);
        Assert.Equal(SammeOutcome.Updated, step.Outcome);
        Assert.Equal(Math.Log(3) - log, step.Alpha, tolerance);
        Assert.Equal(0, weights[3]);
        Assert.Equal(-Math.Log(3), weights[0], tolerance);
        weights = [0, 0, 0, -750];
        Assert.Equal(SammeOutcome.Perfect, SammeWeights.Step<double>([0, 0, 0, 1], [0, 0, 0, 0], 2, weights).Outcome);
    }

    [Fact]
    public void BadOperandsAreNamedAndNothingIsWritten()
    {
        Throws<ArgumentOutOfRangeException>("classCount is 1", "classCount", d => SammeWeights.Step([0], [0], 1, d), 1);
        Throws<ArgumentOutOfRangeException>("labels[1] is 2", "labels", d => SammeWeights.Step([0, 2], [0, 1], 2, d), 2);
        Throws<ArgumentOutOfRangeException>("answers[0] is -1", "answers", d => SammeWeights.Step([0, 1], [-1, 1], 2, d), 2);
        Throws<ArgumentException>("answers has 1", "answers", d => SammeWeights.Step([0, 1], [0], 2, d), 2);
        Throws<ArgumentException>("logWeights has 3", "logWeights", d => SammeWeights.Step([0, 1], [0, 1], 2, d), 3);
        Throws<ArgumentOutOfRangeException>("learningRate is 0", "learningRate", d => SammeWeights.Step([0, 1], [0, 1], 2, d, 0), 2);
        Throws<ArgumentException>("No row has weight", "logWeights", d => SammeWeights.Step([], [], 2, d), 0);
        Throws<ArgumentException>("No row has weight", "logWeights", d => SammeWeights.ToWeights([double.NegativeInfinity], d), 1);
        Throws<ArgumentOutOfRangeException>("logWeights[0] is Infinity", "logWeights", d => SammeWeights.ToWeights([double.PositiveInfinity], d), 1);
        Throws<ArgumentException>("destination has 2", "destination", d => SammeWeights.ToWeights([0.0], d), 2);
        double[] logs = [0, double.NaN];
        Assert.Contains("logWeights[1] is NaN", Assert.Throws<ArgumentOutOfRangeException>("logWeights", () => SammeWeights.Step<double>([0, 1], [0, 0], 2, logs)).Message, StringComparison.Ordinal);
        Assert.Equal([0, double.NaN], logs);
    }

    private static void Throws<TException>(string message, string parameter, Action<double[]> call, int length)
        where TException : ArgumentException
    {
        var destination = Enumerable.Repeat(0.125, length).ToArray();
        Assert.Contains(message, Assert.Throws<TException>(parameter, () => call(destination)).Message, StringComparison.Ordinal);
        Assert.All(destination, element => Assert.Equal(0.125, element));
    }
}
