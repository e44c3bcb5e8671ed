using Counterweight.Training.Data;
using Xunit;

namespace Counterweight.Training.Tests.Ensembles;

/// <summary>Draws by class: how many, of which rows, and each as often as any other.</summary>
public class PartDrawsTests
{
    /// <summary>60 rows of class 0, 9 of class 1, 20 of class 3; none of class 2. Every third row has no weight.</summary>
    private static readonly int[] Labels = [.. Enumerable.Repeat(0, 60), .. Enumerable.Repeat(1, 9), .. Enumerable.Repeat(3, 20)];
    private static readonly int[] Candidates = [.. Enumerable.Range(0, Labels.Length).Where(row => row % 3 != 1)];

    public static TheoryData<double, bool, int, int, int> Shares => new()
    {
        { 1, true, 6, 6, 6 },
        { 1, false, 6, 6, 6 },
        { 0.5, true, 12, 6, 12 },
        { 0.5, false, 12, 6, 12 },
        { 0.35, false, 17, 6, 13 },
        { 0.01, true, 40, 6, 13 },
        { 1e-300, false, 40, 6, 13 },
    };

    [Theory]
    [MemberData(nameof(Shares))]
    public void EveryClassGivesItsShareOfItsOwnRows(double ratio, bool withReplacement, int first, int second, int fourth)
    {
        var draws = new PartDraws(Labels, Candidates, 4, ClassSampling.Ratio(ratio, withReplacement), 7);
        var times = new int[Labels.Length];
        var repeats = 0;
        for (var part = 0; part < 20; part++)
        {
            draws.Draw(part, times);
            Assert.Equal([first, second, 0, fourth], Enumerable.Range(0, 4).Select(label => Enumerable.Range(0, Labels.Length).Where(row => Labels[row] == label).Sum(row => times[row])));
            Assert.All(Enumerable.Range(0, Labels.Length).Except(Candidates), row => Assert.Equal(0, times[row]));
            repeats += times.Count(count => count > 1);
        }

        Assert.Equal(first + second + fourth, draws.DrawnCount);
        Assert.Equal(withReplacement, repeats > 0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void EveryRowOfAClassIsDrawnAsOften(bool withReplacement)
    {
        const int Parts = 20000;
        var draws = new PartDraws(Labels, Candidates, 4, ClassSampling.Ratio(0.5, withReplacement), 3);
        var (times, sums, pairs) = (new int[Labels.Length], new double[Labels.Length], 0.0);
        for (var part = 0; part < Parts; part++)
        {
            draws.Draw(part, times);
            for (var row = 0; row < sums.Length; row++)
            {
                sums[row] += times[row];
            }

            pairs += times[Candidates[0]] > 0 && times[Candidates[1]] > 0 ? 1 : 0;
        }

        // 12 of 40 rows: the variance of a row's count is below 12/40 a part. Five standard deviations.
        var bound = 5 * Math.Sqrt(0.3 * Parts);
        Assert.All(Candidates.Where(row => Labels[row] == 0), row => Assert.Equal(0.3 * Parts, sums[row], bound));
        var both = withReplacement ? 1 - (2 * Math.Pow(39 / 40.0, 12)) + Math.Pow(38 / 40.0, 12) : 12 * 11 / (40.0 * 39);
        Assert.Equal(both * Parts, pairs, 5 * Math.Sqrt(both * Parts));
    }

    [Fact]
    public void ABootstrapOfDrawnRowsIsOfTheseAlone()
    {
        var (first, then) = (new int[Labels.Length], new int[Labels.Length]);
        var (missed, all) = (0, 0);
        for (var part = 0; part < 200; part++)
        {
            new PartDraws(Labels, Candidates, 4, ClassSampling.Ratio(0.5, withReplacement: false), 7).Draw(part, first);
            var draws = new PartDraws(Labels, Candidates, 4, ClassSampling.Ratio(0.5, withReplacement: false), 7, bootstrap: true);
            draws.Draw(part, then);
            Assert.Equal(30, then.Sum());
            Assert.Equal(30, draws.DrawnCount);
            Assert.All(Enumerable.Range(0, Labels.Length).Where(row => first[row] == 0), row => Assert.Equal(0, then[row]));
            missed += Enumerable.Range(0, Labels.Length).Count(row => first[row] > then[row]);
            all += 30;
        }

        // (29/30)³⁰ of the rows are missed.
        Assert.Equal(Math.Pow(29 / 30.0, 30), missed / (double)all, 0.03);

        // A draw with replacement is a bootstrap already.
        new PartDraws(Labels, Candidates, 4, ClassSampling.Balanced, 7).Draw(1, first);
        new PartDraws(Labels, Candidates, 4, ClassSampling.Balanced, 7, bootstrap: true).Draw(1, then);
        Assert.Equal(first, then);
    }

    [Fact]
    public void PartsAndSeedsDrawDifferently()
    {
        int[] Draw(ulong seed, int part)
        {
            var times = new int[Labels.Length];
            new PartDraws(Labels, Candidates, 4, ClassSampling.Balanced, seed).Draw(part, times);
            return times;
        }

        Assert.Equal(Draw(1, 2), Draw(1, 2));
        Assert.NotEqual(Draw(1, 2), Draw(1, 3));
        Assert.NotEqual(Draw(1, 2), Draw(2, 2));
    }

    [Fact]
    public void ChoicesAreToldAndCompared()
    {
        Assert.Equal("none", default(ClassSampling).ToString());
        Assert.Equal("balanced", ClassSampling.Balanced.ToString());
        Assert.Equal("balanced without replacement", ClassSampling.BalancedWithoutReplacement.ToString());
        Assert.Equal("ratio 0.25 without replacement", ClassSampling.Ratio(0.25, withReplacement: false).ToString());
        Assert.Equal(ClassSampling.Balanced, ClassSampling.Ratio(1));
        Assert.NotEqual(ClassSampling.Balanced, ClassSampling.BalancedWithoutReplacement);
        Assert.Equal(ClassSampling.None, default);
        foreach (var ratio in (double[])[0, -1, double.NaN, 1.0000000000000002])
        {
            Assert.Throws<ArgumentOutOfRangeException>("ratio", () => ClassSampling.Ratio(ratio));
        }
    }
}
