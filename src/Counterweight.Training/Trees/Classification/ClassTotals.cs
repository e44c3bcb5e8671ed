using Counterweight.Histograms;

namespace Counterweight.Training.Trees.Classification;

/// <summary>What follows from the rows and weights of each class in a node.</summary>
internal static class ClassTotals
{
    public static long Rows(ReadOnlySpan<ClassCell> totals)
    {
        long sum = 0;
        foreach (var cell in totals)
        {
            sum += cell.RowCount;
        }

        return sum;
    }

    public static long Weight(ReadOnlySpan<ClassCell> totals)
    {
        long sum = 0;
        foreach (var cell in totals)
        {
            sum += cell.Weight;
        }

        return sum;
    }

    /// <summary>Adds to totals. Of a few classes, where a kernel's checks would take longer than the sums.</summary>
    public static void Add(Span<ClassCell> totals, ReadOnlySpan<ClassCell> more)
    {
        for (var label = 0; label < more.Length; label++)
        {
            totals[label] = new(totals[label].RowCount + more[label].RowCount, totals[label].Weight + more[label].Weight);
        }
    }

    /// <summary>Classes that have rows.</summary>
    public static int Present(ReadOnlySpan<ClassCell> totals)
    {
        var present = 0;
        foreach (var cell in totals)
        {
            present += cell.RowCount > 0 ? 1 : 0;
        }

        return present;
    }

    /// <summary>Whether two leaves can have the fewest rows, and classes differ.</summary>
    public static bool AllowSplit(ReadOnlySpan<ClassCell> totals, int minRowCount) => Rows(totals) / 2 >= minRowCount && Present(totals) > 1;

    /// <summary>Class of the greatest weight, the lowest of several.</summary>
    public static int Heaviest(ReadOnlySpan<ClassCell> totals)
    {
        var heaviest = 0;
        for (var label = 1; label < totals.Length; label++)
        {
            heaviest = totals[label].Weight > totals[heaviest].Weight ? label : heaviest;
        }

        return heaviest;
    }
}
