using Counterweight.Peers.Measuring;
using Xunit;

namespace Counterweight.Benchmarks.Tests.Peers;

/// <summary>Works beside their peers.</summary>
public class ComparisonTests
{
    private readonly FakeTime time = new();

    [Fact]
    public void ALineHasMediansOfAllRoundsAndMeansOfAllSeeds()
    {
        var work = new FakeWork(time, [100, 1, 2, 6, 4], units: 2);

        // Warm-up and two rounds of a seed: 100 | 1, 2 and 100 | 1, 2, as each seed begins anew.
        var rows = new Comparison(work, work.Peers).Measure(threads: 1, rounds: 2, seeds: 2, time.Turns);

        Assert.Equal("slow, slower", string.Join(", ", rows.Select(row => row.Peer)));
        Assert.All(rows, row => Assert.Equal(("fake work", "3x4", 1, new Times(1.5, 0.75)), (row.Work, row.Shape, row.Threads, row.Ours)));
        Assert.Equal([new Times(8, 4), new Times(16, 8)], rows.Select(row => row.Other));
        Assert.Equal(new QualityPair("seed", new(0.5, Math.Sqrt(0.5)), new(1, Math.Sqrt(2))), Assert.Single(rows[0].Qualities));
        Assert.Empty(rows[1].Qualities);
    }

    [Fact]
    public void SidesRunInTurnAndWhatTheyHeldIsReleased()
    {
        var work = new FakeWork(time, [1]);

        new Comparison(work, ["slower"]).Measure(threads: 3, rounds: 1, seeds: 2, time.Turns);

        Assert.Equal([.. Seed(0), .. Seed(1)], work.Calls);

        static string[] Seed(int seed) => [$"prepared 3 {seed}", "ours", "slower", "ours", "slower", "released"];
    }

    [Theory]
    [InlineData(1, 2.0, 12.0, 6)]
    [InlineData(2, 4.0, 16.0, 4)]
    public void OneThreadCountsTimeOfProcessorsAndSeveralThatOfTheDay(int threads, double ours, double peer, double ratio)
    {
        var row = new Row("w", "s", "p", threads, new(2, 4), new(12, 16), []);

        Assert.Equal((ours, peer, ratio), (row.OursSeconds, row.PeerSeconds, row.Ratio));
    }

    [Theory]
    [InlineData("", "one slow, one slower, two slow, two slower")]
    [InlineData("TWO", "two slow, two slower")]
    [InlineData("3x4 slower", "one slower, two slower")]
    [InlineData("three", "")]
    public void TheFilterIsAPartOfWorkShapeAndPeer(string filter, string expected)
    {
        var matching = Comparison.Matching([new FakeWork(time, [1], "one"), new FakeWork(time, [1], "two")], filter);

        Assert.Equal(expected, string.Join(", ", matching.SelectMany(comparison => comparison.Peers.Select(peer => $"{comparison.Work.Name} {peer}"))));
    }

    [Fact]
    public void ASessionGoesThroughThreadsAndSkipsWhatIsMissing()
    {
        var (missing, there) = (new FakeWork(time, [1], "missing", isMissing: true), new FakeWork(time, [1], "there"));
        var session = new Session(new([1, 2], 1, 1), [new(missing, ["slow"]), new(there, ["slower"])], time.Turns);
        var (told, written) = (new List<string>(), new List<int>());

        session.Measure(told.Add, () => written.Add(session.Rows.Count));

        Assert.Equal([new Skipped("missing", "3x4", "slow", "it is not here")], session.Skipped);
        Assert.Equal([("there", 1), ("there", 2)], session.Rows.Select(row => (row.Work, row.Threads)));
        Assert.Equal(["missing, 3x4, 1 thread", "missing, 3x4: skipped beside slow: it is not here", "there, 3x4, 1 thread", "there, 3x4, 2 threads"], told);
        Assert.Equal([0, 2], written);
        Assert.Equal("1 rounds on the data of 1 seed", session.Plan.ToString());
    }

    [Fact]
    public void ABusyMachineIsToldOfOneThreadAlone()
    {
        var busy = new FakeTime(processors: 0.75);
        var told = new List<string>();

        new Session(new([1, 2], 1, 1), [new(new FakeWork(busy, [1]), ["slow"])], busy.Turns).Measure(told.Add, () => { });

        Assert.Equal(["fake work, 3x4, 1 thread", "fake work, 3x4, beside slow: a side had a processor 75 % of the time; on a busy machine the ratio says little", "fake work, 3x4, 2 threads"], told);
    }
}
