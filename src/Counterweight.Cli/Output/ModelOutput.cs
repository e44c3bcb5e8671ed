using System.Globalization;
using System.Text.Json;
using Counterweight.Cli.Columns;
using Counterweight.Cli.Models;
using Counterweight.Cli.Reading.Cells;

namespace Counterweight.Cli.Output;

/// <summary>Writes what a model file holds, for people and for programs.</summary>
internal static class ModelOutput
{
    private const int NameColumns = 32;
    private const int MostCategories = 4;
    private const int MostCosts = 8;

    public static void Write(Session session, TrainedModel model)
    {
        var facts = model.Facts;
        string[] notes =
        [
            .. model.Schema.Features.Count == 0 ? ["features have no names: predict cannot use the model"] : (string[])[],
            .. facts is null ? ["the file does not say how the model was trained: it was not saved by counterweight train"] : Trained(model, facts),
            .. model.Classes.Count > 0 ? (string[])[(facts ?? new()).Decides()] : [],
        ];
        HeaderOutput.Write(session, model.Source, Describe(model), [], []);
        foreach (var line in notes.SelectMany(note => Shown.Wrap(Shown.Visible(note), HeaderOutput.Width(session) - 2, "")))
        {
            session.Output.WriteLine($"  {line}");
        }

        TableOutput.Write(session, Columns(session, model));
        if (model.Classes.Count > 0)
        {
            WriteClasses(session, model);
        }
    }

    public static void WriteJson(TextWriter output, TrainedModel model) => JsonOutput.Write(output, json =>
    {
        json.WriteString("data", model.Source);
        json.WriteString("format", "model");
        json.WriteNumber("version", model.Version);
        json.WriteNumber("bytes", model.Length);
        json.WriteString("kind", model.Kind);
        json.WriteString("label", model.Table.Label);
        json.WriteNumber("features", model.Model.FeatureCount);
        json.WriteStartArray("columns");
        foreach (var column in model.Table.Columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("kind", Kind(column));
            json.WriteNumber("features", column.FeatureCount);
            if (Categories(model, column) is { } categories)
            {
                JsonOutput.WriteTexts(json, "categories", categories);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        JsonOutput.WriteTexts(json, "classes", model.Classes);
        WriteFacts(json, model.Facts);
    });

    /// <summary>Writes how a model was trained and how it decides.</summary>
    public static void WriteFacts(Utf8JsonWriter json, ModelFacts? facts)
    {
        if (facts is null)
        {
            json.WriteNull("training");
            return;
        }

        json.WriteStartObject("training");
        json.WriteString("model", facts.Model);
        json.WriteString("weights", facts.Weights);
        json.WriteString("loss", facts.Loss);
        json.WriteString("resample", facts.Resample);
        json.WriteString("calibrate", facts.Calibrate);
        json.WriteBoolean("corrected", facts.IsCorrected);
        json.WriteNumber("seed", facts.Seed);
        json.WriteStartArray("rows");
        foreach (var rows in facts.Rows)
        {
            json.WriteNumberValue(rows);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        WriteDecision(json, facts);
    }

    /// <summary>Writes how a model decides.</summary>
    public static void WriteDecision(Utf8JsonWriter json, ModelFacts facts)
    {
        json.WriteStartObject("decision");
        if (facts.Costs is { } costs)
        {
            JsonOutput.WriteCosts(json, "costs", costs);
        }

        if (facts.Threshold is { } threshold)
        {
            json.WriteNumber("threshold", threshold);
        }

        if (facts.Positive is { } positive)
        {
            json.WriteString("positive", positive);
        }

        if (facts.FalseAlarmCost is { } falseAlarm)
        {
            json.WriteNumber("falseAlarmCost", falseAlarm);
        }

        if (facts.ScoreThreshold is { } score)
        {
            json.WriteNumber("scoreThreshold", score);
        }

        json.WriteEndObject();
    }

    /// <summary>What a model is, in one line.</summary>
    public static string Describe(TrainedModel model) =>
        FormattableString.Invariant($"a model of {(model.Classes.Count > 0 ? $"{model.Classes.Count:N0} classes" : "numbers")} ({model.Kind}), {Shown.Count(model.Model.FeatureCount, "feature")}, {MemoryEstimate.Size(model.Length)}, version {model.Version} of the format");

    private static IEnumerable<string> Trained(TrainedModel model, ModelFacts facts)
    {
        var parts = new List<string> { $"trained on {Shown.Count(facts.Rows.Sum(rows => (long)rows), "row")}{(model.Table.Label is { } label ? $", label '{Reading.FilePlace.OneLine(label)}'" : "")}" };
        Add("model", facts.Model);
        Add("weights", facts.Weights is "unweighted" ? "none" : facts.Weights);
        Add("loss", facts.Loss);
        Add("resampling", facts.Resample);
        Add("calibration", facts.Calibrate);
        parts.Add(FormattableString.Invariant($"seed {facts.Seed}"));
        yield return string.Join("; ", parts);
        if (facts.Corrects() is { } corrected)
        {
            yield return corrected;
        }

        void Add(string name, string? value)
        {
            if (value is not (null or "none"))
            {
                parts.Add($"{name} {value}");
            }
        }
    }

    private static TextTable Columns(Session session, TrainedModel model)
    {
        var table = new TextTable();
        table.AddColumn(isRight: false, "column");
        table.AddColumn(isRight: false, "kind");
        table.AddColumn(isRight: true, "features");
        table.AddColumn(isRight: false, "values");
        foreach (var column in model.Table.Columns)
        {
            table.AddRow(
                Shown.Cut(column.Name, NameColumns),
                Kind(column),
                column.FeatureCount.ToString(CultureInfo.InvariantCulture),
                Shown.Cut(Values(model, column), Math.Max(NameColumns, HeaderOutput.Width(session) - (2 * NameColumns))));
        }

        return table;
    }

    private static string Values(TrainedModel model, InputColumn column) => column.Kind switch
    {
        ColumnKind.Category => Categories(model, column) is { } names ? string.Join(", ", names.Take(MostCategories)) + (names.Count > MostCategories ? FormattableString.Invariant($" and {names.Count - MostCategories:N0} more") : "") : "",
        ColumnKind.Time => column.Order switch { DateOrder.MonthDayYear => "month first", DateOrder.DayMonthYear => "day first", _ => "year first" },
        _ => column.Notation == NumberNotation.Plain ? "" : $"decimal {((column.Notation.Marks & NumberMarks.AnyPoint) != NumberMarks.None ? "point" : "comma")}{(column.Notation.IsPercent ? ", percent" : "")}",
    };

    private static IReadOnlyList<string>? Categories(TrainedModel model, InputColumn column) =>
        model.Schema.Features.FirstOrDefault(feature => string.Equals(feature.Name, column.Name, StringComparison.Ordinal))?.Categories;

    private static void WriteClasses(Session session, TrainedModel model)
    {
        var hasCosts = model.Facts?.Costs is not null;
        var table = Classes(model, hasCosts && model.Classes.Count <= MostCosts);
        if (hasCosts && (model.Classes.Count > MostCosts || table.Lines().Max(Shown.Width) > HeaderOutput.Width(session)))
        {
            TableOutput.Write(session, Classes(model, withCosts: false));
            session.Output.WriteLine("the costs of answers are too many for a table; --json has them");
            return;
        }

        TableOutput.Write(session, table);
    }

    private static TextTable Classes(TrainedModel model, bool withCosts)
    {
        var facts = model.Facts;
        var table = new TextTable();
        table.AddColumn(isRight: false, "class");
        if (facts?.Rows.Count > 0)
        {
            table.AddColumn(isRight: true, "rows");
        }

        var costs = withCosts ? facts?.Costs : null;
        for (var answer = 0; costs is not null && answer < model.Classes.Count; answer++)
        {
            table.AddColumn(isRight: true, "cost of", Shown.Cut(model.Classes[answer], NameColumns / 2));
        }

        var format = costs is null ? "" : NumberText.FormatOf(costs.SelectMany(row => row));
        for (var label = 0; label < model.Classes.Count; label++)
        {
            table.AddRow(
            [
                Shown.Cut(model.Classes[label], NameColumns),
                .. facts?.Rows.Count > 0 ? [facts.Rows[label].ToString("N0", CultureInfo.InvariantCulture)] : (string[])[],
                .. costs?[label].Select(cost => NumberText.Of(cost, format)) ?? [],
            ]);
        }

        return table;
    }

    private static string Kind(InputColumn column) => new ColumnReport(column.Name, column.Kind, 0, "").KindName;
}
