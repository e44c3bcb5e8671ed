using System.Diagnostics;
using Counterweight.Core.Checks;

namespace Counterweight.Resampling.Under;

/// <summary>The loop that keeps, of the rows of a class, those of the least values.</summary>
internal static class RankLoop
{
    /// <summary>Marks the rows beyond a number; of equal values the lower rows stay.</summary>
    /// <param name="rows">The rows of a class in ascending order.</param>
    /// <param name="values">One for each row there is; those of rows that do not count may be anything.</param>
    /// <param name="target">Rows that stay, at least 0.</param>
    /// <param name="marks">Before: 0 for rows that count. After: 0 for rows that stay.</param>
    /// <param name="sorted">Room for a value of each row of the class.</param>
    public static void Mark(ReadOnlySpan<int> rows, ReadOnlySpan<double> values, long target, Span<int> marks, Span<double> sorted)
    {
        DebugChecks.Rows(rows, values.Length);
        Debug.Assert(values.Length == marks.Length && sorted.Length >= rows.Length && target >= 0, "A row has no mark or no room, or a class keeps less than none.");
        var count = 0;
        foreach (var row in rows)
        {
            if (marks[row] == 0)
            {
                sorted[count++] = values[row];
            }
        }

        if (count <= target)
        {
            return;
        }

        sorted[..count].Sort();
        var limit = target == 0 ? double.NaN : sorted[(int)target - 1];
        var ties = target;
        for (var i = 0; i < target && sorted[i] < limit; i++)
        {
            ties--;
        }

        foreach (var row in rows)
        {
            if (marks[row] == 0 && !(values[row] < limit || (values[row] == limit && ties-- > 0)))
            {
                marks[row] = VoteLoop.Dropped;
            }
        }
    }
}
