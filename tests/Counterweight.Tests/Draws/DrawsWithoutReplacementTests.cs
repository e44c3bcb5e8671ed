using Counterweight.Draws;
using Counterweight.Randomness;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Draws;

/// <summary>Draws without replacement: all different, the first of a larger draw, in proportion among those that are left.</summary>
public sealed class DrawsWithoutReplacementTests
{
    [Fact]
    public void DrawsAreDifferentAndTheFirstOfALargerDraw() => Prop.ForAll(
        (from count in Gen.Choose(1, 1500)
         from all in Gen.Choose(1, count)
         from some in Gen.Choose(0, all)
         from seed in Gen.Choose(0, 1000)
         select (count, all, some, seed)).ToArbitrary(),
        sample =>
        {
            double[] weights = [.. Enumerable.Range(0, sample.count).Select(i => 0.5 + (i % 7))];
            var drawn = Drawn(weights, sample.all, (ulong)sample.seed);
            Assert.Equal(sample.all, drawn.Distinct().Count());
            Assert.All(drawn, draw => Assert.InRange(draw, 0, sample.count - 1));
            Assert.Equal(drawn[..sample.some], Drawn(weights, sample.some, (ulong)sample.seed));
            Assert.Equal(Equally(sample.count, sample.all, (ulong)sample.seed), Drawn([.. weights.Select(_ => 3.5)], sample.all, (ulong)sample.seed));
        }).QuickCheckThrowOnFailure();

    /// <summary>p(i, j) = w_i/W · w_j/(W − w_i), of ordered pairs.</summary>
    [Fact]
    public void PairsHaveTheProbabilitiesOfDrawingOneAfterTheOther()
    {
        double[] weights = [1, 2, 0, 4, 0.5];
        var counts = new long[25];
        var (pair, workspace) = (new int[2], new long[DrawsWithoutReplacement.WorkspaceLength(2)]);
        for (var run = 0; run < 200_000; run++)
        {
            DrawsWithoutReplacement.Draw<double>(weights, new(8, 1), run * 5L, pair, workspace);
            counts[(pair[0] * 5) + pair[1]]++;
        }

        var sum = weights.Sum();
        ChiSquare.AssertFits(counts, [.. from i in Enumerable.Range(0, 5) from j in Enumerable.Range(0, 5) select i == j ? 0 : weights[i] / sum * weights[j] / (sum - weights[i])]);
    }

    [Fact]
    public void EqualWeightsAreDrawnEquallyOften()
    {
        var counts = new long[60];
        for (var run = 0; run < 50_000; run++)
        {
            var three = Equally(5, 3, 6, run * 5L);
            counts[(three[0] * 12) + ((three[1] > three[0] ? three[1] - 1 : three[1]) * 3) + Enumerable.Range(0, 5).Except(three[..2]).ToList().IndexOf(three[2])]++;
        }

        ChiSquare.AssertFits(counts, [.. Enumerable.Repeat(1.0 / 60, 60)]);
    }

    [Theory]
    [InlineData(100_000, 1)]
    [InlineData(100_000, 40)]
    [InlineData(100_000, 5_000)]
    [InlineData(100_000, 99_999)]
    public void TheFirstAreThoseOfAFullSort(int count, int drawn)
    {
        double[] weights = [.. Enumerable.Range(0, count).Select(i => 1.0 + (i % 3))];
        var times = new double[count];
        new RandomStream(4).FillExponential(0, times);
        int[] expected = [.. Enumerable.Range(0, count).OrderBy(i => times[i] / weights[i]).Take(drawn)];
        Assert.Equal(expected, Drawn(weights, drawn, 4));
        Assert.Equal(expected, Drawn([.. weights.Select(weight => (float)weight)], drawn, 4));
        new RandomStream(4).FillUniform(0, times);
        Assert.Equal(Enumerable.Range(0, count).OrderByDescending(i => times[i]).Take(drawn), Equally(count, drawn, 4));
    }

    /// <summary>Times of weights far below the largest are all the greatest there is: the lowest index first, after all others.</summary>
    [Fact]
    public void EqualTimesAreOrderedByIndex()
    {
        double[] weights = [.. Enumerable.Range(0, 300).Select(i => i == 150 ? 1e300 : i == 151 ? 0 : double.Epsilon)];
        Assert.Equal([150, .. Enumerable.Range(0, 150), .. Enumerable.Range(152, 100)], Drawn(weights, 251, 3));
        Assert.Equal([150, .. Enumerable.Range(0, 10)], Drawn(weights, 11, 3));
        Assert.Equal(299, Drawn(weights, 299, 3).Distinct().Count());
    }

    [Fact]
    public void BadInputIsRefusedAndNothingIsWritten()
    {
        int[] draws = [-1, -1];
        var workspace = new long[DrawsWithoutReplacement.WorkspaceLength(2)];
        Refuses<ArgumentException>("destination asks for 2 different categories; weights has 1 above 0.", () => DrawsWithoutReplacement.Draw<double>([0, 3, 0], default, 0, draws, workspace));
        Refuses<ArgumentException>("weights has 0 above 0.", () => DrawsWithoutReplacement.Draw<double>([], default, 0, draws, workspace));
        Refuses<ArgumentOutOfRangeException>("weights[2] is NaN;", () => DrawsWithoutReplacement.Draw<double>([1, 1, double.NaN], default, 0, draws, workspace));
        Refuses<ArgumentOutOfRangeException>("weights[1] is -2;", () => DrawsWithoutReplacement.Draw<float>([1, -2, 3], default, 0, draws, workspace));
        Refuses<ArgumentOutOfRangeException>("weights[0] is Infinity;", () => DrawsWithoutReplacement.Draw<double>([double.PositiveInfinity, 1], default, 0, draws, workspace));
        Refuses<ArgumentOutOfRangeException>("start is -1;", () => DrawsWithoutReplacement.Draw<double>([1, 1], default, -1, draws, workspace));
        Refuses<ArgumentOutOfRangeException>("start is 4611686018427387902;", () => DrawsWithoutReplacement.Draw(2, default, (1L << 62) - 2, draws, workspace));
        Refuses<ArgumentOutOfRangeException>("categoryCount is 1; it must be at least 2.", () => DrawsWithoutReplacement.Draw(1, default, 0, draws, workspace));
        Refuses<ArgumentException>($"workspace has {workspace.Length - 1} elements; 2 draws need {workspace.Length}.", () => DrawsWithoutReplacement.Draw(9, default, 0, draws, workspace.AsSpan(1)));
        Refuses<ArgumentException>("destination overlaps workspace.", () => DrawsWithoutReplacement.Draw(9, default, 0, System.Runtime.InteropServices.MemoryMarshal.Cast<long, int>(workspace.AsSpan())[..2], workspace));
        Refuses<ArgumentOutOfRangeException>("count is -1;", () => DrawsWithoutReplacement.WorkspaceLength(-1));
        Refuses<NotSupportedException>("neither float nor double", () => DrawsWithoutReplacement.Draw<Half>([Half.One, Half.One], default, 0, draws, workspace));
        Assert.Equal([-1, -1], draws);
        Assert.All(workspace, word => Assert.Equal(0, word));
        DrawsWithoutReplacement.Draw<double>([0, 0], default, 0, [], workspace);
        DrawsWithoutReplacement.Draw(0, default, 0, [], workspace);
    }

    private static void Refuses<TError>(string message, Action call)
        where TError : Exception => Assert.Contains(message, Assert.Throws<TError>(call).Message, StringComparison.Ordinal);

    private static int[] Drawn<T>(T[] weights, int count, ulong seed)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var (draws, workspace) = (new int[count], new long[DrawsWithoutReplacement.WorkspaceLength(count)]);
        DrawsWithoutReplacement.Draw<T>(weights, new(seed), 0, draws, workspace);
        return draws;
    }

    private static int[] Equally(int categories, int count, ulong seed, long start = 0)
    {
        var (draws, workspace) = (new int[count], new long[DrawsWithoutReplacement.WorkspaceLength(count)]);
        DrawsWithoutReplacement.Draw(categories, new(seed), start, draws, workspace);
        return draws;
    }
}
