using Counterweight.Draws;
using Counterweight.Randomness;

namespace Counterweight.Samples;

/// <summary>Row numbers in an order in which the shares of the classes change: the radiator's flow is usual at first, then rare.</summary>
internal static class DriftingStream
{
    /// <summary>Rows before the drift.</summary>
    public const int Drift = 6000;

    public static int[] Create(ReadOnlySpan<int> labels)
    {
        var rows = Enumerable.Range(0, labels.Length).ToArray();
        RandomOrder.Shuffle(new RandomStream(seed: 5), 0, rows);
        var classes = labels.ToArray();
        int[][] ofClass = [.. Enumerable.Range(0, 4).Select(label => rows.Where(row => classes[row] == label).ToArray())];
        return [.. Draw([4700, 900, 340, 60], skipped: [0, 0, 0, 0]), .. Draw([300, 3500, 2050, 150], skipped: [4700, 900, 340, 60])];

        int[] Draw(int[] counts, int[] skipped)
        {
            int[] drawn = [.. ofClass.SelectMany((own, label) => own.Skip(skipped[label]).Take(counts[label]))];
            RandomOrder.Shuffle(new RandomStream(seed: 6), 0, drawn);
            return drawn;
        }
    }
}
