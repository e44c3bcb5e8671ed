using System.Text;
using Counterweight.Cli.Reading.Cells;
using Counterweight.Cli.Reading.Columns;

namespace Counterweight.Cli.Columns;

/// <summary>What a column's distinct texts and numbers are, counted once.</summary>
internal sealed class ColumnFacts
{
    private readonly HashSet<string> missing;
    private readonly RowScratch scratch;
    private readonly Lazy<int?> distinct;

    /// <summary>Counts.</summary>
    /// <param name="column">The column.</param>
    /// <param name="missing">Texts that are missing values, beside those that the reader knows.</param>
    /// <param name="scratch">Memory that the columns of a table share.</param>
    public ColumnFacts(RawColumn column, IReadOnlyList<string> missing, RowScratch scratch)
    {
        Column = column;
        this.scratch = scratch;
        this.missing = new HashSet<string>(missing, StringComparer.OrdinalIgnoreCase);
        distinct = new(CountDistinct);
        foreach (var text in column.Texts)
        {
            Count(text);
        }

        if (column.Kind is not RawColumnKind.Coded)
        {
            MissingCount = column.MissingCount;
            BadCount = column.BadCellCount;
            if (column.BadCellCount == column.BadCells.Count && column.BadCells.All(cell => this.missing.Contains(cell.Text)))
            {
                (MissingCount, BadCount) = (MissingCount + column.BadCells.Count, 0);
            }
        }
    }

    public RawColumn Column { get; }

    /// <summary>Rows whose cell is missing.</summary>
    public int MissingCount { get; private set; }

    /// <summary>Rows whose cell is not missing.</summary>
    public int PresentCount => Column.RowCount - MissingCount;

    /// <summary>Cells of a column of numbers or times that are neither.</summary>
    public long BadCount { get; }

    /// <summary>Distinct values, missing ones not counted; null where they are too many to be worth counting.</summary>
    public int? DistinctCount => distinct.Value;

    /// <summary>Rows of a coded column that hold numbers.</summary>
    public int NumberRows { get; private set; }

    /// <summary>Rows of a coded column that hold times and no numbers.</summary>
    public int TimeRows { get; private set; }

    /// <summary>Rows of a coded column that hold neither numbers nor times.</summary>
    public int TextRows { get; private set; }

    /// <summary>Those of them that hold numbers beyond the range of numbers, or infinity.</summary>
    public int InfiniteRows { get; private set; }

    /// <summary>Distinct numbers of a coded column, as texts.</summary>
    public int DistinctNumbers { get; private set; }

    /// <summary>Distinct texts of a coded column that are neither numbers nor times.</summary>
    public int DistinctTexts { get; private set; }

    /// <summary>Whether no number of a coded column has a fraction.</summary>
    public bool AreWhole { get; private set; } = true;

    /// <summary>Whether a text is a missing value.</summary>
    public bool IsMissing(DistinctText text) => text.IsMissing || missing.Contains(text.Text);

    /// <summary>The texts of a coded column that are not missing.</summary>
    public IEnumerable<DistinctText> Present => Column.Texts.Where(text => !IsMissing(text));

    /// <summary>All numbers of the column, NaN where there is none, in memory that the next column uses.</summary>
    public Span<double> View()
    {
        var numbers = scratch.Take(Column.RowCount);
        CopyNumbers(numbers);
        return numbers;
    }

    /// <summary>All numbers of the column, NaN where there is none.</summary>
    public double[] Numbers()
    {
        var numbers = new double[Column.RowCount];
        CopyNumbers(numbers);
        return numbers;
    }

    /// <summary>Writes all numbers of the column, or of a column of times all times, NaN where there is none.</summary>
    public void CopyNumbers(Span<double> destination)
    {
        if (Column.Kind is RawColumnKind.Numbers or RawColumnKind.Times)
        {
            Column.Values.CopyTo(destination);
            return;
        }

        var isTime = TimeRows > 0;
        var numbers = Column.Texts.Select(text => IsMissing(text) ? double.NaN : isTime ? text.Time : text.Number).ToArray();
        for (var row = 0; row < destination.Length; row++)
        {
            destination[row] = numbers[Column.Codes[row]];
        }
    }

    private void Count(DistinctText text)
    {
        if (IsMissing(text))
        {
            MissingCount += text.RowCount;
        }
        else if (text.IsNumber)
        {
            NumberRows += text.RowCount;
            DistinctNumbers++;
            AreWhole &= double.IsInteger(text.Number);
        }
        else if (text.IsTime)
        {
            TimeRows += text.RowCount;
        }
        else
        {
            TextRows += text.RowCount;
            DistinctTexts++;
            InfiniteRows += InfiniteText.Is(Encoding.UTF8.GetBytes(text.Text)) ? text.RowCount : 0;
        }
    }

    private int? CountDistinct()
    {
        if (Column.Kind == RawColumnKind.Texts)
        {
            return null;
        }

        if (Column.Kind == RawColumnKind.Coded)
        {
            return Present.Count();
        }

        return DistinctNumberCount.Of(View());
    }
}
