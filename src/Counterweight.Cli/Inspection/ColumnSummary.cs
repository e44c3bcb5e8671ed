using System.Globalization;
using Counterweight.Cli.Columns;
using Counterweight.Cli.Output;
using Counterweight.Cli.Reading.Columns;

namespace Counterweight.Cli.Inspection;

/// <summary>What a column holds: its range, or its most frequent texts.</summary>
internal sealed class ColumnSummary
{
    private const int MostTexts = 5;

    public ColumnSummary(ColumnPlan plan)
    {
        Plan = plan;
        Report = ColumnReport.Of(plan);
        if (plan.Raw.Kind != RawColumnKind.Texts)
        {
            DistinctCount = plan.Facts.DistinctCount;
        }

        if (plan.Kind is ColumnKind.Number or ColumnKind.Time || (plan.Kind is ColumnKind.LeftOut or ColumnKind.Ignored && plan.Facts.NumberRows > 0 && plan.Facts.TextRows == 0) || plan.Raw.Kind is RawColumnKind.Numbers or RawColumnKind.Times)
        {
            FindRange();
        }
        else if (plan.Raw.Kind == RawColumnKind.Coded)
        {
            MostFrequent = [.. plan.Facts.Present.OrderByDescending(text => text.RowCount).ThenBy(text => text.Text, StringComparer.Ordinal).Take(MostTexts)];
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
    public IReadOnlyList<DistinctText> MostFrequent { get; } = [];

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

        var present = Plan.Facts.PresentCount;
        return string.Join(", ", MostFrequent.Select(text => Shown.Cut(text.Text, 20) + (MostFrequent[0].RowCount > 1 ? $" {Percent((double)text.RowCount / present)}" : ""))) + (DistinctCount > MostFrequent.Count ? ", …" : "");
    }

    /// <summary>A fraction as people say it; what is there is never 0 %.</summary>
    public static string Percent(double fraction) => fraction < 0.001
        ? "<0.1 %"
        : (100 * fraction).ToString(fraction < 0.0995 ? "0.0" : "0", CultureInfo.InvariantCulture) + " %";

    private string Value(double value) => Plan.Kind == ColumnKind.Time || Plan.Raw.Kind == RawColumnKind.Times
        ? DateTime.UnixEpoch.AddSeconds(value).ToString(value % 86400 == 0 ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
        : value.ToString("G6", CultureInfo.InvariantCulture);

    private void FindRange()
    {
        foreach (var number in Plan.Facts.Numbers())
        {
            if (!double.IsNaN(number))
            {
                Least = Least <= number ? Least : number;
                Greatest = Greatest >= number ? Greatest : number;
            }
        }
    }
}
