using Counterweight.Resampling;
using Counterweight.Resampling.Over;
using Xunit;

namespace Counterweight.Tests.Resampling.Over;

/// <summary>Copies, drawn or even.</summary>
public sealed class RandomOverSamplerTests
{
    [Theory]
    [InlineData(CopyRule.WithReplacement)]
    [InlineData(CopyRule.EvenCopies)]
    public void RowsAreCopiedBitByBit(CopyRule rule)
    {
        var rows = new Rows(200, 3, 1, 0.6, 0.3, 0.1);
        rows.Features[(rows.OfClass(1)[0] * 3) + 1] = float.NaN;
        rows.Features[(rows.OfClass(2)[0] * 3) + 2] = float.NegativeInfinity;
        var made = rows.Make(new RandomOverSampler(rule));
        var drawn = new int[OverSampler.CountNewRows(rows.Labels, SamplingStrategy.Auto)];
        new RandomOverSampler(rule).Draw(rows.Labels, SamplingStrategy.Auto, 7, drawn);
        Assert.Equal(drawn, made.Parents.ToArray());
        Assert.Equal(drawn, made.Neighbors.ToArray());
        Assert.All(made.Steps.ToArray(), step => Assert.Equal(0, step));
        for (var i = 0; i < drawn.Length; i++)
        {
            Assert.Equal(rows.Labels[drawn[i]], made.Labels.Span[200 + i]);
            Assert.Equal(rows.Weights[drawn[i]], made.SampleWeights.Span[200 + i]);
            Assert.True(rows.Of(drawn[i]).SequenceEqual(rows.New(made, i)));
        }
    }

    [Fact]
    public void DrawsAreUniform()
    {
        int[] labels = [0, 1, 0, 1, 1, 1, 0, 1, 1, 1];
        var drawn = new int[70000];
        new RandomOverSampler().Draw(labels, SamplingStrategy.Counts((1, 70007)), 3, drawn);
        var counts = drawn.GroupBy(row => row).ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal([1, 3, 4, 5, 7, 8, 9], counts.Keys.Order());
        var squares = counts.Values.Sum(count => (count - 10000.0) * (count - 10000.0) / 10000.0);
        Assert.InRange(squares, 0, 6 + (5 * Math.Sqrt(12)));
    }

    [Fact]
    public void EvenCopiesDifferByOneAtMost()
    {
        int[] labels = [0, 1, 0, 1, 1, 1, 0, 1, 1, 1];
        foreach (var (extra, seed) in new[] { (3, 1), (7, 2), (17, 3), (28, 4) })
        {
            var drawn = new int[extra];
            new RandomOverSampler(CopyRule.EvenCopies).Draw(labels, SamplingStrategy.Counts((1, 7 + extra)), (ulong)seed, drawn);
            var counts = Enumerable.Range(0, 10).Where(row => labels[row] == 1).Select(row => drawn.Count(one => one == row)).ToArray();
            Assert.Equal(extra, counts.Sum());
            Assert.InRange(counts.Max() - counts.Min(), 0, extra % 7 == 0 ? 0 : 1);
        }

        // Which rows a remainder takes is drawn: all come in turn.
        var seen = new HashSet<int>();
        var one = new int[1];
        for (var seed = 0ul; seed < 60; seed++)
        {
            new RandomOverSampler(CopyRule.EvenCopies).Draw(labels, SamplingStrategy.Counts((1, 8)), seed, one);
            seen.Add(one[0]);
        }

        Assert.Equal(7, seen.Count);
    }

    [Fact]
    public void ChosenParents()
    {
        var rows = new Rows(50, 2, 5, 0.8, 0.2);
        var own = rows.OfClass(1);
        foreach (var rule in Enum.GetValues<CopyRule>())
        {
            var destination = new Outputs(2, 2);
            new RandomOverSampler(rule).Generate(rows.Original, SamplingStrategy.Counts((1, own.Length + 2)), new(1) { Parents = [1, own.Length - 1] }, destination.Rows);
            Assert.Equal([own[1], own[^1]], destination.Parents);
        }
    }

    [Fact]
    public void BadArguments()
    {
        Assert.Throws<ArgumentOutOfRangeException>("rule", () => new RandomOverSampler((CopyRule)2));
        Assert.Throws<ArgumentException>("rows", () => new RandomOverSampler().Draw([0, 1, 1], SamplingStrategy.Auto, 1, new int[2]));
        Assert.Throws<ArgumentOutOfRangeException>("labels", () => new RandomOverSampler().Draw([0, -1, 1], SamplingStrategy.Auto, 1, new int[2]));
        var shared = new int[3];
        Assert.Throws<ArgumentException>("rows", () => new RandomOverSampler().Draw(shared, SamplingStrategy.Auto, 1, shared));
    }
}
