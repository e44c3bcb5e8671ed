namespace Counterweight.Cli.Columns;

/// <summary>Counts distinct numbers while there are not very many.</summary>
internal static class DistinctNumberCount
{
    /// <summary>The most that are counted.</summary>
    public const int Most = 1 << 16;

    // Half full at most, so that a place is found soon.
    private const int Places = 2 * Most;

    /// <summary>The number of distinct numbers, NaN not counted; null where there are more than <see cref="Most"/>.</summary>
    public static int? Of(ReadOnlySpan<double> numbers)
    {
        var table = new double[Places];
        Array.Fill(table, double.NaN);
        var count = 0;
        foreach (var number in numbers)
        {
            if (double.IsNaN(number))
            {
                continue;
            }

            var place = Place(number);
            while (table[place] != number && !double.IsNaN(table[place]))
            {
                place = (place + 1) % Places;
            }

            if (table[place] != number)
            {
                if (count == Most)
                {
                    return null;
                }

                table[place] = number;
                count++;
            }
        }

        return count;
    }

    // Fibonacci hashing. The two zeros are one number.
    private static int Place(double number) => (int)((BitConverter.DoubleToUInt64Bits(number + 0.0) * 0x9E3779B97F4A7C15) >> 47);
}
