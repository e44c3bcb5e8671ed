namespace Counterweight.Reference.Draws;

/// <summary>Alias tables as Vose has them, with two lists, and what the columns of a table amount to.</summary>
internal static class AliasReference
{
    /// <summary>Fills columns of 64 bits: a threshold below 2^(63 − b), and the number of another category in b bits.</summary>
    public static void Build(double[] weights, Span<ulong> columns)
    {
        var capacity = Math.ScaleB(1, 63 - Bits(weights.Length));
        var total = weights.Sum(weight => Math.ScaleB(weight, -140));
        double[] share = [.. weights.Select(weight => Math.ScaleB(weight, -140) / total * weights.Length)];
        var small = new Stack<int>(Enumerable.Range(0, share.Length).Where(i => share[i] < 1));
        var large = new Stack<int>(Enumerable.Range(0, share.Length).Where(i => share[i] >= 1));
        while (small.Count > 0 && large.Count > 0)
        {
            var (light, heavy) = (small.Pop(), large.Pop());
            columns[light] = Column(share[light] * capacity, heavy, weights.Length);
            share[heavy] -= 1 - share[light];
            (share[heavy] < 1 ? small : large).Push(heavy);
        }

        foreach (var full in small.Concat(large))
        {
            columns[full] = Column(0, full, weights.Length);
        }
    }

    /// <summary>Adds up the pieces of every category.</summary>
    public static void Probabilities(ReadOnlySpan<ulong> columns, Span<double> probabilities)
    {
        var bits = Bits(columns.Length);
        var capacity = 1UL << (63 - bits);

        // Without memory of its own: the sums of integers pass through their bits in the result.
        var sums = System.Runtime.InteropServices.MemoryMarshal.Cast<double, ulong>(probabilities);
        sums.Clear();
        for (var i = 0; i < columns.Length; i++)
        {
            sums[i] += columns[i] >> bits;
            sums[Alias(columns[i], columns.Length)] += capacity - (columns[i] >> bits);
        }

        for (var i = 0; i < sums.Length; i++)
        {
            probabilities[i] = (double)sums[i] / ((double)capacity * columns.Length);
        }
    }

    /// <summary>What a column draws for a rest of 64 bits.</summary>
    public static int Drawn(ReadOnlySpan<ulong> columns, ulong random)
    {
        var product = (UInt128)random * (ulong)columns.Length;
        var column = (int)(ulong)(product >> 64);
        var rest = (ulong)product >> (Bits(columns.Length) + 1);
        return rest < columns[column] >> Bits(columns.Length) ? column : Alias(columns[column], columns.Length);
    }

    private static int Alias(ulong column, int count) => (int)(column & ((1UL << Bits(count)) - 1));

    private static ulong Column(double threshold, int alias, int count) => ((ulong)threshold << Bits(count)) | (uint)alias;

    /// <summary>Bits of n.</summary>
    private static int Bits(int count)
    {
        var bits = 0;
        for (; count > 0; count /= 2)
        {
            bits++;
        }

        return bits;
    }
}
