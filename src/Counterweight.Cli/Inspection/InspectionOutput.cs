using System.Globalization;
using Counterweight.Cli.Output;

namespace Counterweight.Cli.Inspection;

/// <summary>Writes what a file holds, for people and for programs.</summary>
internal static class InspectionOutput
{
    private const int NameColumns = 24;
    private const int LeastValueColumns = 16;
    private const int MostClasses = 20;
    private const int Rarest = 10;
    private const int MostFrequent = 5;

    public static void Write(Session session, TableInspection inspection)
    {
        var plan = inspection.Plan;
        HeaderOutput.Write(
            session,
            plan.Table.Source,
            FormattableString.Invariant($"{plan.Table.Format}, {Shown.Count(plan.Table.RowCount, "row")}, {Shown.Count(plan.Columns.Count, "column")}, {Shown.Count(inspection.FeatureCount, "feature")}"),
            inspection.Columns.Select(column => column.Report),
            plan.Notes);
        TableOutput.Write(session, ColumnTable(session, inspection));
        if (plan.Label is null && !plan.Problems.Any(problem => problem.ListsColumns))
        {
            session.Output.WriteLine();
            session.Output.WriteLine("No label is named: with --label NAME the classes of that column are shown too.");
        }

        if (inspection.Classes.Count > 0 && (inspection.Classes.Count <= MostClasses || plan.Label!.Problems.Count == 0))
        {
            WriteClasses(session, inspection);
        }
    }

    /// <param name="output">Where to.</param>
    /// <param name="inspection">What the file holds.</param>
    /// <param name="refusal">Why the file is refused; null: it is not.</param>
    public static void WriteJson(TextWriter output, TableInspection inspection, string? refusal) => JsonOutput.Write(output, json =>
    {
        var plan = inspection.Plan;
        json.WriteString("data", plan.Table.Source);
        json.WriteString("format", plan.Table.Format);
        json.WriteString("label", plan.Label?.Facts.Column.Name);
        json.WriteNumber("rows", inspection.RowCount);
        json.WriteNumber("features", inspection.FeatureCount);
        json.WriteStartObject("classes");
        foreach (var each in inspection.Classes)
        {
            json.WriteNumber(each.Name, each.RowCount);
        }

        json.WriteEndObject();
        JsonOutput.WriteTexts(json, "notes", plan.Notes);
        JsonOutput.WriteLeftOut(json, inspection.Columns.Select(column => column.Report));
        json.WriteStartArray("columns");
        foreach (var column in inspection.Columns)
        {
            WriteColumn(json, column);
        }

        json.WriteEndArray();
        JsonOutput.WriteTexts(json, "problems", plan.Problems.Select(problem => problem.Message));
        if (refusal is not null)
        {
            JsonOutput.WriteError(json, refusal);
        }
    });

    private static void WriteColumn(System.Text.Json.Utf8JsonWriter json, ColumnSummary column)
    {
        json.WriteStartObject();
        json.WriteString("name", column.Report.Name);
        json.WriteString("kind", column.Report.KindName);
        json.WriteNumber("missing", column.Report.MissingCount);
        if (column.DistinctCount is { } distinct)
        {
            json.WriteNumber("distinct", distinct);
        }

        if (!double.IsNaN(column.Least))
        {
            json.WriteNumber("least", column.Least);
            json.WriteNumber("greatest", column.Greatest);
        }

        if (column.MostFrequent.Count > 0)
        {
            json.WriteStartObject("mostFrequent");
            foreach (var text in column.MostFrequent)
            {
                json.WriteNumber(text.Text, text.RowCount);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static TextTable ColumnTable(Session session, TableInspection inspection)
    {
        var rows = inspection.Columns.Select(column => new[]
        {
            Shown.Cut(column.Report.Name, NameColumns),
            column.Report.KindName,
            column.Report.MissingCount.ToString("N0", CultureInfo.InvariantCulture),
            column.DistinctCount?.ToString("N0", CultureInfo.InvariantCulture) ?? "many",
            column.Describe(),
        }).ToArray();
        var table = new TextTable();
        string[] headers = ["column", "kind", "missing", "distinct", "values"];
        for (var i = 0; i < headers.Length; i++)
        {
            table.AddColumn(isRight: i is 2 or 3, headers[i]);
        }

        var used = Enumerable.Range(0, 4).Sum(i => TextTable.Gap + rows.Select(row => Shown.Width(row[i])).Append(headers[i].Length).Max());
        foreach (var row in rows)
        {
            row[4] = Shown.Cut(row[4], Math.Max(LeastValueColumns, HeaderOutput.Width(session) - used));
            table.AddRow(row);
        }

        return table;
    }

    private static void WriteClasses(Session session, TableInspection inspection)
    {
        var classes = inspection.Classes;
        var total = classes.Sum(each => (long)each.RowCount);
        var table = new TextTable();
        table.AddColumn(isRight: false, $"class of '{Shown.Cut(inspection.Plan.Label!.Facts.Column.Name, NameColumns)}'");
        table.AddColumn(isRight: true, "rows");
        table.AddColumn(isRight: true, "share");
        for (var i = 0; i < classes.Count; i++)
        {
            if (classes.Count <= MostClasses || i < MostFrequent || i >= classes.Count - Rarest)
            {
                table.AddRow(Shown.Cut(classes[i].Name, 2 * NameColumns), classes[i].RowCount.ToString("N0", CultureInfo.InvariantCulture), ColumnSummary.Percent((double)classes[i].RowCount / total));
            }
        }

        TableOutput.Write(session, table);
        if (classes.Count > MostClasses)
        {
            session.Output.WriteLine(FormattableString.Invariant($"the {MostFrequent} most frequent and the {Rarest} rarest of {classes.Count:N0} classes; --json has all"));
        }

        if (classes.Count > 1)
        {
            var ratio = (double)classes[0].RowCount / classes[^1].RowCount;
            session.Output.WriteLine(classes[0].RowCount == classes[^1].RowCount
                ? "All classes have the same number of rows."
                : FormattableString.Invariant($"The most frequent class has {ratio.ToString(ratio < 1.1 ? "0.##" : "0.#", CultureInfo.InvariantCulture)} times the rows of the rarest."));
        }
    }
}
