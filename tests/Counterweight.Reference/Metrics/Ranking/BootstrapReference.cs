using Counterweight.Randomness;

namespace Counterweight.Reference.Metrics.Ranking;

/// <summary>How often a replicate draws each row, draw by draw.</summary>
internal static class BootstrapReference
{
    private const int Lanes = 16;

    /// <summary>Counts of rows in the order of the replicate; weights are negative of negative rows.</summary>
    public static int[] Counts(RandomStream stream, int replicate, double[] weights, bool isStratified)
    {
        var (group, lane) = (replicate / Lanes, replicate % Lanes);
        var start = (long)group << 40;
        int[] counts = [.. weights.Select((_, row) => Poisson(stream.Bits(start + ((long)Lanes * row) + lane)))];
        var next = (start / 2) + (1L << 38) + ((long)lane << 32);
        foreach (var sign in isStratified ? (int[])[-1, 1] : [0])
        {
            bool Counts(int row) => sign == 0 || Math.Sign(weights[row]) == sign;
            var excess = Enumerable.Range(0, counts.Length).Where(Counts).Sum(row => counts[row] - 1);
            var first = next;
            for (; excess != 0; next++)
            {
                var place = stream.Below(next, (uint)(counts.Length * Lanes));
                var row = (int)(place / Lanes);
                if (!Counts(row))
                {
                    continue;
                }

                if (excess < 0)
                {
                    (counts[row], excess) = (counts[row] + 1, excess + 1);
                }
                else if (place % Lanes < counts[row])
                {
                    (counts[row], excess) = (counts[row] - 1, excess - 1);
                }
            }

            // Places are drawn 128 at a time.
            next = first + ((next - first + 127) / 128 * 128);
        }

        return counts;
    }

    /// <summary>The least k whose cumulative probability, in units of 2⁻³², is above a word.</summary>
    private static int Poisson(uint word)
    {
        var (k, term, sum) = (0, Math.Exp(-1), Math.Exp(-1));
        while (k < 12 && word >= Math.Ceiling(sum * 4294967296))
        {
            k++;
            term /= k;
            sum += term;
        }

        return k;
    }
}
