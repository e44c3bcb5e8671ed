using System.Text.Json;
using System.Text.Json.Serialization;
using Counterweight.Peers.Measuring;

namespace Counterweight.Peers.Reporting;

/// <summary>Lines for programs: an array of objects.</summary>
internal static class JsonReport
{
    // A quality may be NaN: the area under a curve of one class.
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public static string Of(IEnumerable<Row> rows) => JsonSerializer.Serialize(rows.Select(row => new
    {
        row.Work,
        row.Shape,
        row.Peer,
        row.Threads,
        Clock = row.CountsWall ? "wall" : "processor",
        row.OursSeconds,
        row.PeerSeconds,
        row.Ratio,
        Processor = Clock(row.Ours.Processor, row.Other.Processor),
        Wall = Clock(row.Ours.Wall, row.Other.Wall),
        Qualities = row.Qualities.ToDictionary(
            pair => pair.Name,
            pair => new { Ours = pair.Ours.Mean, OursDeviation = pair.Ours.Deviation, Peer = pair.Peer.Mean, PeerDeviation = pair.Peer.Deviation },
            StringComparer.Ordinal),
    }), Options) + "\n";

    private static object Clock(double ours, double peer) => new { OursSeconds = ours, PeerSeconds = peer, Ratio = peer / ours };
}
