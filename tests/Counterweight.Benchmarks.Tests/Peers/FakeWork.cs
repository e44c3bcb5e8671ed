using Counterweight.Peers.Measuring;

namespace Counterweight.Benchmarks.Tests.Peers;

/// <summary>A work of seconds that are told, beside the peers «slow» and «slower»; its quality is the seed.</summary>
internal sealed class FakeWork(FakeTime time, double[] ours, string name = "fake work", int units = 1, bool isMissing = false) : Work(name, "3x4", "slow", "slower")
{
    public List<string> Calls { get; } = [];

    public override string Description => "seconds pass";

    public override bool IsSingleThreaded => isMissing;

    public override Contest Prepare(int threads, int seed)
    {
        if (isMissing)
        {
            throw new PeerMissingException("it is not here");
        }

        var runs = 0;
        Calls.Add($"prepared {threads} {seed}");
        return new Contest(Side("ours", () => ours[runs++ % ours.Length], new("seed", seed), new("only ours", 1)), units)
            .Against("slow", Side("slow", () => 8, new Measure("seed", 2 * seed)), new Release(() => Calls.Add("released")))
            .Against("slower", Side("slower", () => 16));

        Side Side(string side, Func<double> seconds, params Measure[] measures) => new(
            () =>
            {
                Calls.Add(side);
                time.Pass(seconds());
            },
            measures.Length == 0 ? null : () => measures);
    }

    private sealed class Release(Action release) : IDisposable
    {
        public void Dispose() => release();
    }
}
