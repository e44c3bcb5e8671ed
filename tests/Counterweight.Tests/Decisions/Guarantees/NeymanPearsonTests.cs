using System.Numerics;
using Counterweight.Decisions.Guarantees;
using Counterweight.Randomness;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Decisions.Guarantees;

public sealed class NeymanPearsonTests
{
    private const int Draws = 1000;

    [Theory]
    [InlineData(0.05, 0.05, 59)]
    [InlineData(0.1, 0.1, 22)]
    [InlineData(0.5, 0.5, 1)]
    [InlineData(0.5, 0.25, 2)]
    [InlineData(0.5, 0.0625, 4)]
    [InlineData(0.9, 0.99, 1)]
    [InlineData(1e-9, 0.05, 2995732273)]
    public void TheLeastNumberOfRowsIsKnown(double errorRate, double risk, long rows) => Assert.Equal(rows, NeymanPearson.LeastRows(errorRate, risk));

    [Fact]
    public void TooFewRowsAreRefusedWithTheNumberItTakes()
    {
        Assert.Contains("it takes 59", Assert.Throws<ArgumentException>("scores", () => NeymanPearson.MissThreshold<double>(new double[58], 0.05, 0.05)).Message, StringComparison.Ordinal);
        Assert.Contains("it takes 59", Assert.Throws<ArgumentException>("scores", () => NeymanPearson.FalseAlarmThreshold<float>([], 0.05, 0.05)).Message, StringComparison.Ordinal);
        Assert.Contains("it takes 2995732273", Assert.Throws<ArgumentException>(() => NeymanPearson.Rank(int.MaxValue, 1e-9, 0.05)).Message, StringComparison.Ordinal);
        Assert.Equal(1, NeymanPearson.MissThreshold<double>(new double[59], 0.05, 0.05).Rank);
        Assert.True(NeymanPearson.LeastRows(1e-300, 1e-300) == long.MaxValue);
    }

    /// <summary>Of 50-digit arithmetic.</summary>
    [Theory]
    [InlineData(int.MaxValue, 2050, 1e-6, 0.017634276456375232586)]
    [InlineData(int.MaxValue, 1073641823, 0.5, 7.9499533618426262461e-6)]
    [InlineData(int.MaxValue, 0, 1e-9, 0.1167776420082360564)]
    [InlineData(int.MaxValue, 3, 1e-8, 8.9780732379881453388e-7)]
    [InlineData(int.MaxValue, 214688364, 0.1, 7.9433526892193450414e-6)]
    [InlineData(1000, 40, 0.05, 0.080636573256691099504)]
    [InlineData(100000, 30, 0.001, 1.9432671040696583208e-16)]
    [InlineData(50, 49, 0.999, 0.048794371802968692301)]
    public void ViolationProbabilitiesAreThoseOfManyDigits(int rows, int errors, double errorRate, double expected) =>
        Assert.Equal(expected, NeymanPearson.ViolationProbability(rows, errors + 1, errorRate), 1e-10 * expected);

    /// <summary>Of a rate of a quarter, integers say it exactly.</summary>
    [Fact]
    public void ViolationProbabilitiesAreSumsOfTheBinomialDistribution()
    {
        foreach (var rows in (int[])[1, 2, 5, 16, 17, 40, 150])
        {
            var (term, sum) = (BigInteger.Pow(3, rows), BigInteger.Zero);
            for (var rank = 1; rank <= rows; rank++)
            {
                sum += term;
                term = term * (rows - rank + 1) / (3 * rank);
                Assert.Equal(Math.Exp(BigInteger.Log(sum) - (rows * Math.Log(4))), NeymanPearson.ViolationProbability(rows, rank, 0.25), 1e-12 * Math.Exp(BigInteger.Log(sum) - (rows * Math.Log(4))));
            }
        }
    }

    [Fact]
    public void TheRankIsTheGreatestThatKeepsThePromise() => Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var (errorRate, risk) = (0.001 + (0.6 * random.NextDouble()), 0.001 + (0.9 * random.NextDouble()));
        var rows = checked((int)NeymanPearson.LeastRows(errorRate, risk)) + random.Next(1 << random.Next(20));
        var rank = NeymanPearson.Rank(rows, errorRate, risk);
        Assert.True(NeymanPearson.ViolationProbability(rows, rank, errorRate) <= risk);
        Assert.True(rank == rows || NeymanPearson.ViolationProbability(rows, rank + 1, errorRate) > risk);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void ThresholdsAreScoresOfTheirRanks() => Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        float[] scores = [.. Enumerable.Range(0, 100).Select(_ => MathF.Round(random.NextSingle() * 30))];
        var misses = NeymanPearson.MissThreshold<float>(scores, 0.1, 0.2);
        var alarms = NeymanPearson.FalseAlarmThreshold<float>([.. scores.Select(score => -score)], 0.1, 0.2);
        Assert.Equal(scores.Order().ElementAt(misses.Rank - 1), misses.Threshold);
        Assert.Equal((100, NeymanPearson.ViolationProbability(100, misses.Rank, 0.1)), (misses.Rows, misses.ViolationProbability));
        Assert.True(scores.Count(score => score < misses.Threshold) < misses.Rank);

        // The mirror image: the same rank from the other end.
        Assert.Equal((misses.Rank, -misses.Threshold), (alarms.Rank, alarms.Threshold));
        random.Shuffle(scores);
        Assert.Equal(misses, NeymanPearson.MissThreshold<float>(scores, 0.1, 0.2));
    }).QuickCheckThrowOnFailure();

    /// <summary>
    /// A thousand draws of held-out rows: the rate of misses of all rows to come is known, and is above α about as often as it says, within four standard deviations; of scores with ties not more often.
    /// </summary>
    [Theory]
    [InlineData(150, 0.05, 0.1, 0)]
    [InlineData(400, 0.02, 0.05, 0)]
    [InlineData(60, 0.2, 0.3, 0)]
    [InlineData(150, 0.05, 0.1, 20)]
    [InlineData(60, 0.2, 0.3, 7)]
    public void ThePromiseHoldsOverAThousandDraws(int rows, double errorRate, double risk, int levels)
    {
        var (missed, alarmed, said) = (0, 0, 0.0);
        var scores = new double[rows];
        for (var draw = 0; draw < Draws; draw++)
        {
            new RandomStream(17, (ulong)draw).FillUniform(0, scores);
            for (var i = 0; levels > 0 && i < rows; i++)
            {
                scores[i] = Math.Floor(scores[i] * levels) / levels;
            }

            // Of uniform scores, cut down or not, the share below a threshold is the threshold, and the share above it one less what lies up to the next.
            var misses = NeymanPearson.MissThreshold<double>(scores, errorRate, risk);
            var alarms = NeymanPearson.FalseAlarmThreshold<double>(scores, errorRate, risk);
            missed += misses.Threshold > errorRate + 1e-12 ? 1 : 0;
            alarmed += 1 - alarms.Threshold - (levels > 0 ? 1.0 / levels : 0) > errorRate + 1e-12 ? 1 : 0;
            said = misses.ViolationProbability;
        }

        var deviation = 4 * Math.Sqrt(Draws * said * (1 - said));
        Assert.InRange(said, 0, risk);
        Assert.InRange(missed, levels > 0 ? 0 : (Draws * said) - deviation, (Draws * said) + deviation);
        Assert.InRange(alarmed, levels > 0 ? 0 : (Draws * said) - deviation, (Draws * said) + deviation);
    }

    [Fact]
    public void BadInputIsRefused()
    {
        var scores = new double[100];
        Assert.Contains("missRate is 0", Assert.Throws<ArgumentOutOfRangeException>(() => NeymanPearson.MissThreshold<double>(scores, 0, 0.1)).Message, StringComparison.Ordinal);
        Assert.Contains("falseAlarmRate is 1", Assert.Throws<ArgumentOutOfRangeException>(() => NeymanPearson.FalseAlarmThreshold<double>(scores, 1, 0.1)).Message, StringComparison.Ordinal);
        Assert.Contains("risk is NaN", Assert.Throws<ArgumentOutOfRangeException>(() => NeymanPearson.MissThreshold<double>(scores, 0.1, double.NaN)).Message, StringComparison.Ordinal);
        scores[7] = double.NaN;
        Assert.Contains("scores[7] is NaN", Assert.Throws<ArgumentOutOfRangeException>(() => NeymanPearson.MissThreshold<double>(scores, 0.1, 0.1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => NeymanPearson.ViolationProbability(0, 1, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => NeymanPearson.ViolationProbability(5, 0, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => NeymanPearson.ViolationProbability(5, 6, 0.5));
    }
}
