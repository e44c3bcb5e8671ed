using System.Globalization;
using Counterweight.Cli.Columns;
using Counterweight.Cli.Output;
using Counterweight.Cli.Reading.Columns;

namespace Counterweight.Cli.Inspection;

/// <summary>What a column holds: its range, or its most frequent texts.</summary>
internal sealed class ColumnSummary
{
    private const int MostTexts = 5;

    private readonly long presentCount;

    /// <summary>Looks at a column.</summary>
    /// <param name="plan">The column.</param>
    /// <param name="classes">The classes of the label; empty for other columns.</param>
    public ColumnSummary(ColumnPlan plan, IReadOnlyList<LabelClass> classes)
    {
        Plan = plan;
        Report = ColumnReport.Of(plan);
        if (plan.Raw.Kind != RawColumnKind.Texts)
        {
            DistinctCount = plan.Facts.DistinctCount;
        }

        if (classes.Count > 0)
        {
            DistinctCount = classes.Count;
            MostFrequent = [.. classes.Take(MostTexts).Select(each => (each.Name, each.RowCount))];
            presentCount = classes.Sum(each => (long)each.RowCount);
            return;
        }

        if (plan.Kind is ColumnKind.Number or ColumnKind.Time || (plan.Kind is ColumnKind.LeftOut or ColumnKind.Ignored && plan.Facts.NumberRows > 0 && plan.Facts.TextRows == 0) || plan.Raw.Kind is RawColumnKind.Numbers or RawColumnKind.Times)
        {
            FindRange();
        }
        else if (plan.Raw.Kind == RawColumnKind.Coded)
        {
            MostFrequent = [.. plan.Facts.Present.OrderByDescending(text => text.RowCount).ThenBy(text => text.Text, StringComparer.Ordinal).Take(MostTexts).Select(text => (text.Text, text.RowCount))];
            presentCount = plan.Facts.PresentCount;
        }
    }

    public ColumnPlan Plan { get; }

    public ColumnReport Report { get; }

    /// <summary>Distinct values; null where there are too many to count.</summary>
    public int? DistinctCount { get; }

    /// <summary>The least number; NaN where there are none.</summary>
    public double Least { get; private set; } = double.NaN;

    /// <summary>The greatest number; NaN where there are none.</summary>
    public double Greatest { get; private set; } = double.NaN;

    /// <summary>The most frequent texts of a column that is none of numbers.</summary>
    public IReadOnlyList<(string Text, int RowCount)> MostFrequent { get; } = [];

    /// <summary>The range or the texts in one line.</summary>
    public string Describe()
    {
        if (!double.IsNaN(Least))
        {
            return $"{Value(Least)} … {Value(Greatest)}";
        }

        if (MostFrequent.Count == 0)
        {
            return Plan.Raw.Examples.Count > 0 ? string.Join(", ", Plan.Raw.Examples.Take(2).Select(cell => Shown.Cut(cell.Text, 30))) : "";
        }

        return string.Join(", ", MostFrequent.Select(text => Shown.Cut(text.Text, 20) + (MostFrequent[0].RowCount > 1 ? $" {Percent((double)text.RowCount / presentCount)}" : ""))) + (DistinctCount > MostFrequent.Count ? ", …" : "");
    }

    /// <summary>A fraction as people say it; what is there is never 0 %.</summary>
    public static string Percent(double fraction) => fraction < 0.001
        ? "<0.1 %"
        : (100 * fraction).ToString(fraction is < 0.0995 or > 0.9905 and < 1 ? "0.0" : "0", CultureInfo.InvariantCulture) + " %";

    private string Value(double value) => Plan.Kind == ColumnKind.Time || Plan.Raw.Kind == RawColumnKind.Times
        ? DateTime.UnixEpoch.AddSeconds(value).ToString(value % 86400 == 0 ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
        : value.ToString(double.IsInteger(value) && Math.Abs(value) < 1e15 ? "0" : "G6", CultureInfo.InvariantCulture);

    private void FindRange()
    {
        var (least, greatest) = (double.NaN, double.NaN);
        foreach (var number in Plan.Facts.View())
        {
            if (!double.IsNaN(number))
            {
                least = least <= number ? least : number;
                greatest = greatest >= number ? greatest : number;
            }
        }

        (Least, Greatest) = (least, greatest);
    }
}
