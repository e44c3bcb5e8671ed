using Counterweight.Cli.Reading.Columns;

namespace Counterweight.Cli.Reading.LibSvm;

/// <summary>Cells of sparse rows, put in the order of columns when all are there.</summary>
internal sealed class SparseCells
{
    private readonly ChunkedList<int> columns = new();
    private readonly ChunkedList<int> rows = new();
    private readonly ChunkedList<double> values = new();

    public void Add(int row, int column, double value)
    {
        rows.Add(row);
        columns.Add(column);
        values.Add(value);
    }

    /// <summary>The cells of each column, in the order of rows. Nothing is left here.</summary>
    public (int[] Starts, int[] Rows, double[] Values) TakeByColumn(int columnCount, CancellationToken cancellation)
    {
        var starts = new int[columnCount + 1];
        for (var i = 0; i < columns.Count; i++)
        {
            starts[columns[i] + 1]++;
            ThrowIfCancelled(i, cancellation);
        }

        for (var column = 0; column < columnCount; column++)
        {
            starts[column + 1] += starts[column];
        }

        var next = starts.AsSpan(0, columnCount).ToArray();
        var sortedRows = new int[columns.Count];
        var sortedValues = new double[columns.Count];
        for (var i = 0; i < columns.Count; i++)
        {
            var place = next[columns[i]]++;
            sortedRows[place] = rows[i];
            sortedValues[place] = values[i];
            ThrowIfCancelled(i, cancellation);
        }

        rows.Clear();
        columns.Clear();
        values.Clear();
        return (starts, sortedRows, sortedValues);
    }

    private static void ThrowIfCancelled(int place, CancellationToken cancellation)
    {
        if (place % (1 << 20) == 0)
        {
            cancellation.ThrowIfCancellationRequested();
        }
    }
}
