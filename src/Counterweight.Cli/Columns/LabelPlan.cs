namespace Counterweight.Cli.Columns;

/// <summary>What the label's column says of every row.</summary>
internal sealed class LabelPlan
{
    /// <summary>The label's column.</summary>
    public required ColumnFacts Facts { get; init; }

    /// <summary>Its place in the file, from 0.</summary>
    public required int Place { get; init; }

    /// <summary>Whether it is a number to predict.</summary>
    public bool IsRegression { get; init; }

    /// <summary>The classes that are left, in the order of their names, so that the order of rows changes nothing.</summary>
    public IReadOnlyList<LabelClass> Classes { get; init; } = [];

    /// <summary>The class of each of the column's codes; −1 where its rows are left out.</summary>
    public IReadOnlyList<int> ClassOfCode { get; init; } = [];

    /// <summary>Rows without a label.</summary>
    public long UnlabelledCount { get; init; }

    /// <summary>What is wrong with it.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>What the user should know of it.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Whether classes or numbers are known, so that columns can be set beside them.</summary>
    public bool IsUsable => IsRegression ? Problems.Count == 0 : Classes.Count > 1;

    /// <summary>The class of each row; −1 where it is left out.</summary>
    public int[] Labels()
    {
        var labels = new int[Facts.Column.RowCount];
        for (var row = 0; row < labels.Length; row++)
        {
            labels[row] = ClassOfCode[Facts.Column.Codes[row]];
        }

        return labels;
    }

    /// <summary>Whether each row is used; null: all are.</summary>
    public bool[]? KeptRows()
    {
        bool[] kept = IsRegression
            ? Array.ConvertAll(Facts.Numbers(), number => !double.IsNaN(number))
            : Array.ConvertAll(Labels(), label => label >= 0);
        return Array.Exists(kept, isKept => !isKept) ? kept : null;
    }
}
