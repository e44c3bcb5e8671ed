using Counterweight.Draws;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Draws;

/// <summary>Systematic draws: counts next to their expectation, ascending, unbiased.</summary>
public sealed class SystematicDrawsTests
{
    /// <summary>Integers are exact: no count is off by rounding, even where the expectation is an integer.</summary>
    [Fact]
    public void CountsAreTheExpectationRoundedDownOrUp() => Prop.ForAll(
        (from count in Gen.Choose(1, 40)
         from weights in Gen.Choose(0, 12).ArrayOf(count)
         from draws in Gen.Choose(0, 300)
         from index in Gen.Choose(0, 1000)
         where weights.Sum() > 0
         select (weights, draws, index)).ToArbitrary(),
        sample =>
        {
            var draws = new int[sample.draws];
            SystematicDraws.Draw<double>([.. sample.weights.Select(weight => (double)weight)], new(1, 2), sample.index, draws);
            Assert.Equal(draws.Order(), draws);
            var counts = ChiSquare.Count(draws, sample.weights.Length);
            var sum = sample.weights.Sum();
            for (var i = 0; i < counts.Length; i++)
            {
                var wanted = (long)sample.draws * sample.weights[i];
                Assert.InRange(counts[i], wanted / sum, (wanted + sum - 1) / sum);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void CountsAreUnbiased()
    {
        double[] weights = [0.3, 0, 1.7, 0.11, 2.9, 0.05];
        const int Runs = 20_000;
        var counts = new long[weights.Length];
        var draws = new int[7];
        for (var run = 0; run < Runs; run++)
        {
            SystematicDraws.Draw<double>(weights, new(5), run, draws);
            foreach (var draw in draws)
            {
                counts[draw]++;
            }
        }

        for (var i = 0; i < weights.Length; i++)
        {
            // A count of one run is one of two neighbours: its variance is at most a quarter.
            var expected = 7 * weights[i] / weights.Sum();
            Assert.InRange(counts[i], (expected * Runs) - (5 * 0.5 * Math.Sqrt(Runs)), (expected * Runs) + (5 * 0.5 * Math.Sqrt(Runs)));
        }

        Assert.Equal(0, counts[1]);
    }

    [Fact]
    public void TheSeedAndTheIndexMoveTheComb()
    {
        double[] weights = [.. Enumerable.Range(1, 1000).Select(i => i % 7 + 0.5)];
        var drawn = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (seed, stream, index) in ((ulong, ulong, long)[])[(1, 0, 0), (2, 0, 0), (1, 1, 0), (1, 0, 1)])
        {
            var draws = new int[333];
            SystematicDraws.Draw<double>(weights, new(seed, stream), index, draws);
            Assert.True(drawn.Add(string.Join(' ', draws)));
        }
    }

    [Fact]
    public void WeightsOfAnySizeAreDrawn()
    {
        Assert.Equal([0, 0, 1, 1], Drawn([double.MaxValue, double.MaxValue], 4));
        Assert.Equal([0, 0, 2, 2], Drawn([double.Epsilon, 0, double.Epsilon], 4));
        Assert.Equal([1, 1, 1], Drawn([1e-300, 1e300, 0], 3));
        Assert.Equal([0, 0, 0, 0, 0], Drawn([0.1], 5));
        Assert.Equal(Enumerable.Range(0, 1024), Drawn([.. Enumerable.Repeat(0.1, 1024)], 1024));
        SystematicDraws.Draw<float>([1f], default, 0, []);
    }

    [Fact]
    public void BadInputIsRefusedAndNothingIsWritten()
    {
        int[] draws = [-1, -1];
        Refuses<ArgumentException>("weights has 2 elements and none above 0", () => SystematicDraws.Draw<double>([0, 0], default, 0, draws));
        Refuses<ArgumentOutOfRangeException>("weights[1] is NaN;", () => SystematicDraws.Draw<double>([1, double.NaN], default, 0, draws));
        Refuses<ArgumentOutOfRangeException>("weights[0] is -1;", () => SystematicDraws.Draw<float>([-1, 3], default, 0, draws));
        Refuses<ArgumentOutOfRangeException>("weights[1] is Infinity;", () => SystematicDraws.Draw<double>([1, double.PositiveInfinity], default, 0, draws));
        Refuses<ArgumentOutOfRangeException>("index is -1;", () => SystematicDraws.Draw<double>([1], default, -1, draws));
        Refuses<NotSupportedException>("neither float nor double", () => SystematicDraws.Draw<Half>([Half.One], default, 0, draws));
        Assert.Equal([-1, -1], draws);
    }

    private static void Refuses<TError>(string message, Action call)
        where TError : Exception => Assert.Contains(message, Assert.Throws<TError>(call).Message, StringComparison.Ordinal);

    private static int[] Drawn(double[] weights, int count)
    {
        var draws = new int[count];
        SystematicDraws.Draw<double>(weights, new(77), 5, draws);
        return draws;
    }
}
