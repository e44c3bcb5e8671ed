using System.Globalization;
using Counterweight.Peers.Measuring;

namespace Counterweight.Peers.Reporting;

/// <summary>What tables say of a line: one text a column.</summary>
internal static class Cells
{
    /// <summary>Headings, and whether the numbers below stand at the right.</summary>
    public static IReadOnlyList<(string Heading, bool IsNumber)> Columns { get; } =
    [
        ("work", false), ("shape", false), ("peer", false), ("threads", true),
        ("ours", true), ("peer", true), ("peer ÷ ours", true), ("by the other clock", true), ("quality: ours, peer", false),
    ];

    public static string[] Of(Row row)
    {
        var other = row.CountsWall ? row.Other.Processor / row.Ours.Processor : row.Other.Wall / row.Ours.Wall;
        return
        [
            row.Work,
            row.Shape,
            row.Peer,
            row.Threads.ToString(CultureInfo.InvariantCulture),
            Duration.Of(row.OursSeconds),
            Duration.Of(row.PeerSeconds),
            Ratio(row.Ratio),
            Ratio(other),
            string.Join("; ", row.Qualities.Select(pair => $"{pair.Name} {pair.Ours}, {pair.Peer}")),
        ];
    }

    private static string Ratio(double ratio) => ratio.ToString(ratio < 9.995 ? "F2" : "F1", CultureInfo.InvariantCulture);
}
