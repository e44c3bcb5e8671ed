namespace Counterweight.Training.Evaluation;

/// <summary>Cuts rows at times.</summary>
internal static class FoldTimes
{
    /// <summary>How many times come after the first.</summary>
    public static int CountLater(IEnumerable<double> times) => times.Distinct().Count() - 1;

    /// <summary>The fold of each row; −1 for those before all folds.</summary>
    public static int[] Cut(ReadOnlySpan<double> times, int foldCount)
    {
        double[] sorted = times.ToArray();
        int[] rows = [.. Enumerable.Range(0, sorted.Length)];
        Array.Sort(sorted, rows);
        var timesLeft = sorted.Distinct().Count();
        var folds = new int[rows.Length];
        var fold = -1;
        for (var (start, end) = (0, 0); start < rows.Length; start = end, timesLeft--)
        {
            while (end < rows.Length && sorted[end] == sorted[start])
            {
                end++;
            }

            // A time belongs where its middle row does, unless as many spans as times are left.
            var isBeyond = start > 0 && ((long)start + end) * (foldCount + 1) >= 2 * (fold + 2L) * rows.Length;
            var isShort = timesLeft < foldCount - fold;
            fold += fold < foldCount - 1 && (isBeyond || isShort) ? 1 : 0;
            for (var place = start; place < end; place++)
            {
                folds[rows[place]] = fold;
            }
        }

        return folds;
    }
}
