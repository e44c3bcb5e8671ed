namespace Counterweight.Peers.Measuring;

/// <summary>A work with those of its peers that were asked for.</summary>
/// <param name="Work">The work.</param>
/// <param name="Peers">Some of its peers.</param>
internal sealed record Comparison(Work Work, IReadOnlyList<string> Peers)
{
    /// <summary>The comparisons whose work, shape and peer contain a text.</summary>
    /// <param name="works">All works.</param>
    /// <param name="filter">The text; empty: all.</param>
    public static IReadOnlyList<Comparison> Matching(IEnumerable<Work> works, string filter) =>
    [
        .. works
            .Select(work => new Comparison(work, [.. work.Peers.Where(peer => $"{work.Name} {work.Shape} {peer}".Contains(filter, StringComparison.OrdinalIgnoreCase))]))
            .Where(comparison => comparison.Peers.Count > 0),
    ];

    /// <summary>Measures it with some number of threads: a line for each peer.</summary>
    /// <param name="threads">Threads of every side.</param>
    /// <param name="rounds">Turns of every side on the data of each seed.</param>
    /// <param name="seeds">How many seeds.</param>
    /// <param name="turns">Clocks.</param>
    /// <exception cref="PeerMissingException">The peer does not run on this machine.</exception>
    public Row[] Measure(int threads, int rounds, int seeds, Turns turns)
    {
        var times = new List<Times>[Peers.Count + 1];
        var values = new Dictionary<string, List<double>>[Peers.Count + 1];
        for (var side = 0; side < times.Length; side++)
        {
            (times[side], values[side]) = ([], new(StringComparer.Ordinal));
        }

        for (var seed = 0; seed < seeds; seed++)
        {
            using var contest = Work.Prepare(threads, seed);
            Side[] sides = [contest.Ours, .. Peers.Select(peer => contest[peer])];
            var measured = turns.Run([.. sides.Select(side => side.Run)], rounds);
            for (var side = 0; side < sides.Length; side++)
            {
                times[side].AddRange(measured[side].Select(one => new Times(one.Processor / contest.UnitsPerRun, one.Wall / contest.UnitsPerRun)));
                foreach (var (name, value) in sides[side].Judge?.Invoke() ?? [])
                {
                    if (!values[side].TryGetValue(name, out var own))
                    {
                        values[side].Add(name, own = []);
                    }

                    own.Add(value);
                }
            }
        }

        return [.. Peers.Select((peer, i) => new Row(Work.Name, Work.Shape, peer, threads, Times.Median(times[0]), Times.Median(times[i + 1]), Pairs(values[0], values[i + 1])))];
    }

    /// <summary>The measures that both sides have, in the order of ours.</summary>
    private static QualityPair[] Pairs(Dictionary<string, List<double>> ours, Dictionary<string, List<double>> peers) =>
        [.. ours.Where(own => peers.ContainsKey(own.Key)).Select(own => new QualityPair(own.Key, Quality.Of(own.Value), Quality.Of(peers[own.Key])))];
}
