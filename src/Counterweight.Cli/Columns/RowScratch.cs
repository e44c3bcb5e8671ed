namespace Counterweight.Cli.Columns;

/// <summary>Memory for a number a row, used by one column after the other.</summary>
internal sealed class RowScratch
{
    private double[] numbers = [];

    /// <summary>Room for a number a row. What it held is gone.</summary>
    public Span<double> Take(int rows)
    {
        if (numbers.Length < rows)
        {
            numbers = GC.AllocateUninitializedArray<double>(rows);
        }

        return numbers.AsSpan(0, rows);
    }
}
