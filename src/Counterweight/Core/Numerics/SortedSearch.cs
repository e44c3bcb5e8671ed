using System.Diagnostics;

namespace Counterweight.Core.Numerics;

/// <summary>Search among numbers in ascending order, without a branch that depends on them.</summary>
internal static unsafe class SortedSearch
{
    /// <summary>How many numbers are at most <paramref name="value"/>; none are at most NaN.</summary>
    public static int CountAtMost(double* sorted, int count, double value)
    {
        Debug.Assert(count >= 0, "There are less than no numbers.");
        if (count == 0)
        {
            return 0;
        }

        var first = sorted;
        while (count > 1)
        {
            var half = count >> 1;
            first += first[half - 1] <= value ? half : 0;
            count -= half;
        }

        return (int)(first - sorted) + (*first <= value ? 1 : 0);
    }
}
