using System.Globalization;
using System.Text.Json;
using Counterweight.Cli.Columns;
using Counterweight.Cli.Fitting;
using Counterweight.Cli.Models;
using Counterweight.Cli.Reading;
using Counterweight.Cli.Reading.Sources;
using Counterweight.Training;

namespace Counterweight.Cli.Output;

/// <summary>Writes what was trained, for people and for programs.</summary>
internal static class TrainingOutput
{
    private const int NameColumns = 48;

    public static void Write(Session session, TrainingReport report, bool asJson)
    {
        if (asJson)
        {
            WriteJson(session.Output, report);
        }
        else
        {
            WriteText(session, report);
        }
    }

    private static void WriteText(Session session, TrainingReport report)
    {
        var (data, facts) = (report.Data, report.Facts);
        HeaderOutput.Write(session, data.Source, $"{Shown.Count(data.Data.RowCount, "row")}, {Shown.Count(data.Data.FeatureCount, "feature")}", data.Columns, data.Notes);
        var table = new TextTable();
        table.AddColumn(isRight: false, $"class of '{FilePlace.OneLine(data.LabelColumn)}'");
        table.AddColumn(isRight: true, "rows");
        foreach (var (name, rows) in data.Data.ClassNames.Zip(facts.Rows))
        {
            table.AddRow(Shown.Cut(name, NameColumns), rows.ToString("N0", CultureInfo.InvariantCulture));
        }

        TableOutput.Write(session, table);

        session.Output.WriteLine();
        foreach (var line in Sentences(report).SelectMany(sentence => Shown.Wrap(Shown.Visible(sentence), HeaderOutput.Width(session), "  ")))
        {
            session.Output.WriteLine(line);
        }
    }

    private static IEnumerable<string> Sentences(TrainingReport report)
    {
        var facts = report.Facts;
        List<string> parts = [ModelFamilies.Name(report.Model.Family), facts.Weights is "unweighted" ? "unweighted" : $"weights {facts.Weights}"];
        parts.AddRange(facts.Loss is null or "cross-entropy" ? [] : [$"loss {facts.Loss}"]);
        parts.AddRange(facts.Resample is null or "none" ? [] : [$"resampling {facts.Resample}"]);
        parts.AddRange(facts.Calibrate is null or "none" ? [] : [$"calibration {facts.Calibrate}"]);
        yield return string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", parts)}: trained in {report.Seconds:0.0} s");
        if (facts.Corrects() is { } corrected)
        {
            yield return corrected;
        }

        if (report.Model.IsFullyGrown && report.Model.Weighting != ClassWeighting.None)
        {
            yield return "weights change little here, since the trees are fully grown: a leaf holds rows of one class, and no weight changes which; --depth 8, --leaves 31 or boosting let them count";
        }

        yield return facts.Decides();
        if (!report.Target.IsStandard)
        {
            yield return $"written to {InputFile.Name(report.Target.Path)}";
        }
    }

    private static void WriteJson(TextWriter output, TrainingReport report) => JsonOutput.Write(output, json =>
    {
        WriteData(json, report.Data, report.Facts);
        json.WriteNumber("fitSeconds", report.Seconds);
        json.WriteString("output", report.Target.Path);
    });

    /// <summary>Writes what a model was trained on, how, and how it decides.</summary>
    public static void WriteData(Utf8JsonWriter json, TableDataset data, ModelFacts facts)
    {
        json.WriteString("data", data.Source);
        json.WriteString("label", data.LabelColumn);
        json.WriteNumber("rows", data.Data.RowCount);
        json.WriteNumber("features", data.Data.FeatureCount);
        json.WriteStartObject("classes");
        foreach (var (name, rows) in data.Data.ClassNames.Zip(facts.Rows))
        {
            json.WriteNumber(name, rows);
        }

        json.WriteEndObject();
        JsonOutput.WriteTexts(json, "notes", data.Notes);
        JsonOutput.WriteLeftOut(json, data.Columns);
        ModelOutput.WriteFacts(json, facts);
    }
}
