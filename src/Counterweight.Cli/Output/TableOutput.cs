using System.Globalization;
using Counterweight.Cli.Comparison;
using Spectre.Console;

namespace Counterweight.Cli.Output;

/// <summary>Writes a comparison for people: models side by side.</summary>
internal static class TableOutput
{
    // Wide enough that no table is wrapped in a file or a pipe.
    private const int UnlimitedWidth = 1000;

    public static void Write(Session session, ComparisonReport report)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        text.WriteLine(Describe(report));
        CreateConsole(text, session.Width).Write(CreateTable(report));
        foreach (var line in text.ToString().TrimEnd().Split('\n'))
        {
            session.Output.WriteLine(line.TrimEnd());
        }
    }

    // Plain text: nothing here needs colour, and it may go to a file.
    private static IAnsiConsole CreateConsole(TextWriter text, int? width)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = width ?? UnlimitedWidth;
        return console;
    }

    private static Table CreateTable(ComparisonReport report)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn("recall").LeftAligned().PadLeft(0));
        table.AddColumn(new TableColumn("rows").RightAligned().PadLeft(0));
        foreach (var result in report.Results)
        {
            table.AddColumn(new TableColumn(Markup.Escape($"{result.Model.Name.Replace(' ', '\n')}\n{result.Model.WeightingName}")).RightAligned().PadLeft(0));
        }

        foreach (var (label, name, rows) in report.Classes)
        {
            AddRow(table, report, name, Number(rows, "N0"), result => Number(result.Recall(label), "0.000"));
        }

        table.AddEmptyRow();
        AddRow(table, report, "balanced accuracy", "", result => Number(result.BalancedAccuracy, "0.000"));
        AddRow(table, report, "macro F1", "", result => Number(result.MacroF1, "0.000"));
        AddRow(table, report, "fit, seconds", "", result => Number(result.FitSeconds, "0.000"));
        AddRow(table, report, "million rows/s", "", result => Number(result.KernelRowsPerSecond / 1e6, "0.0"));
        return table;
    }

    private static string Describe(ComparisonReport report)
    {
        var data = report.Source.Data;
        var (first, count) = (report.Options.FirstSeed, report.Options.Seeds);
        var seeds = count == 1 ? $"seed {first}" : $"means over the seeds {first} to {unchecked(first + (ulong)count - 1)}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Source.Source}: {data.RowCount:N0} rows, {data.FeatureCount} features, {data.ClassCount} classes of '{report.Source.LabelColumn}'; {report.TestRows:N0} test rows, stratified, {seeds}");
    }

    private static void AddRow(Table table, ComparisonReport report, string title, string rows, Func<ModelResult, string> value) =>
        table.AddRow([new Text(title), new Text(rows), .. report.Results.Select(result => new Text(value(result)))]);

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
