using System.Text;
using System.Text.Json;
using Counterweight.Cli.Columns;
using Counterweight.Cli.Comparison;
using Counterweight.Cli.Comparison.Regression;
using Counterweight.Cli.Evaluation;
using Counterweight.Training;
using Counterweight.Training.Linear;
using Counterweight.Training.Trees;

namespace Counterweight.Cli.Output;

/// <summary>Writes a comparison for programs.</summary>
internal static class JsonOutput
{
    /// <summary>Writes one object.</summary>
    public static void Write(TextWriter output, Action<Utf8JsonWriter> members)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }

    public static void Write(TextWriter output, ComparisonReport report) => Write(output, json =>
    {
        WriteSource(json, report.Source, report.Options, report.TestRows);
        WriteByClass(json, "classes", report, (label, rows) => rows);
        WriteByClass(json, "testRowsOfClass", report, (label, _) => report.TestRowsOfClass[label]);
        WriteColumns(json, report.Source);
        json.WriteStartArray("models");
        foreach (var result in report.Results)
        {
            WriteModel(json, report, result);
        }

        json.WriteEndArray();
    });

    public static void Write(TextWriter output, RegressionReport report) => Write(output, json =>
    {
        WriteSource(json, report.Source, report.Options, report.TestRows);
        WriteColumns(json, report.Source);
        json.WriteStartArray("models");
        foreach (var result in report.Results)
        {
            json.WriteStartObject();
            json.WriteString("model", result.Model.Name);
            json.WriteNumber("rootMeanSquaredError", result.RootMeanSquaredError);
            json.WriteNumber("meanAbsoluteError", result.MeanAbsoluteError);
            WriteNumber(json, "r2", result.Explained);
            json.WriteNumber("fitSeconds", result.FitSeconds);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>Writes why the command has no results.</summary>
    public static void WriteError(Utf8JsonWriter json, string message) => json.WriteString("error", message);

    /// <summary>Writes sentences.</summary>
    public static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    /// <summary>Writes the columns that are left out.</summary>
    public static void WriteLeftOut(Utf8JsonWriter json, IEnumerable<ColumnReport> columns)
    {
        json.WriteStartArray("leftOut");
        foreach (var column in columns.Where(column => column.Kind == ColumnKind.LeftOut))
        {
            json.WriteStartObject();
            json.WriteString("column", column.Name);
            json.WriteString("reason", column.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes a number, or null where JSON has none.</summary>
    public static void WriteNumber(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>Writes costs: a row a class that is right, a number a class that is answered.</summary>
    public static void WriteCosts(Utf8JsonWriter json, string name, IEnumerable<IEnumerable<double>> costs)
    {
        json.WriteStartArray(name);
        foreach (var row in costs)
        {
            json.WriteStartArray();
            foreach (var cost in row)
            {
                json.WriteNumberValue(cost);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes a measure by its key, and within it what it is called.</summary>
    public static void WriteMeasure(Utf8JsonWriter json, Measure measure)
    {
        json.WriteStartObject(measure.Key);
        json.WriteString("title", measure.Title);
        WriteNumber(json, "value", measure.Value);
        if (measure.Interval is { } interval)
        {
            WriteNumber(json, "low", interval.Low);
            WriteNumber(json, "high", interval.High);
            json.WriteString("method", measure.Method);
        }

        json.WriteEndObject();
    }

    private static void WriteSource(Utf8JsonWriter json, TableDataset source, ComparisonOptions options, int testRows)
    {
        json.WriteString("data", source.Source);
        json.WriteString("label", source.LabelColumn);
        json.WriteNumber("rows", source.Data.RowCount);
        json.WriteNumber("testRows", testRows);
        json.WriteNumber("features", source.Data.FeatureCount);
        json.WriteNumber("firstSeed", options.FirstSeed);
        json.WriteNumber("seeds", options.Seeds);
        json.WriteNumber("testFraction", options.Splitter.TestFraction);
        json.WriteString("split", options.Splitter.Describe(source.Data.ClassCount > 0));
    }

    private static void WriteColumns(Utf8JsonWriter json, TableDataset source)
    {
        WriteTexts(json, "notes", source.Notes);
        WriteLeftOut(json, source.Columns);
        json.WriteStartArray("columns");
        foreach (var column in source.Columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("kind", column.KindName);
            json.WriteNumber("missing", column.MissingCount);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteModel(Utf8JsonWriter json, ComparisonReport report, ModelResult result)
    {
        json.WriteStartObject();
        json.WriteString("model", result.Model.Name);
        json.WriteString("weights", result.Model.WeightingName);
        json.WriteNumber("balancedAccuracy", result.BalancedAccuracy.Mean);
        WriteNumber(json, "balancedAccuracyDeviation", result.BalancedAccuracy.Deviation);
        WriteNumber(json, "macroF1", result.MacroF1.Mean);
        WriteNumber(json, "macroF1Deviation", result.MacroF1.Deviation);
        WriteNumber(json, "auc", result.Auc.Mean);
        WriteNumber(json, "aucDeviation", result.Auc.Deviation);
        json.WriteNumber("fitSeconds", result.FitSeconds);
        json.WriteNumber("kernelRowsPerSecond", result.KernelRowsPerSecond);
        WriteByClass(json, "recall", report, (label, _) => result.Recall(label));
        WriteByClass(json, "precision", report, (label, _) => result.Precision(label));
        if (result.Effect is { } effect)
        {
            json.WriteStartObject("weightEffect");
            WriteNumber(json, "aucDifference", effect.AucDifference);
            WriteNumber(json, "aucMargin", effect.AucMargin);
            json.WriteNumber("changedAnswers", effect.ChangedAnswers);
            json.WriteString("verdict", effect.Verdict);
            json.WriteEndObject();
        }

        if (report.Options.Costs is not null)
        {
            json.WriteNumber("cost", result.Costs.Answered.Mean);
            json.WriteNumber("leastCost", result.Costs.Decided.Mean);
            json.WriteNumber("correctedLeastCost", result.Costs.Corrected.Mean);
        }

        if (result.Model.IsCalibrated)
        {
            json.WriteNumber("logLoss", result.Calibration.LogLoss);
            json.WriteNumber("brier", result.Calibration.Brier);
            WriteNumber(json, "correctedLogLoss", result.Model.IsShifted ? result.Corrected.LogLoss : double.NaN);
            WriteNumber(json, "correctedBrier", result.Model.IsShifted ? result.Corrected.Brier : double.NaN);
        }

        WriteDetails(json, result.Last);
        json.WriteEndObject();
    }

    private static void WriteByClass(Utf8JsonWriter json, string name, ComparisonReport report, Func<int, int, double> value)
    {
        json.WriteStartObject(name);
        foreach (var (label, className, rows) in report.Classes)
        {
            json.WriteNumber(className, value(label, rows));
        }

        json.WriteEndObject();
    }

    // Of the last split's model: what tells two runs apart to the last bit.
    private static void WriteDetails(Utf8JsonWriter json, IClassifier? model)
    {
        if (model is LogisticRegressionClassifier logistic)
        {
            json.WriteNumber("iterations", logistic.Iterations);
            json.WriteString("stopped", logistic.StopReason.ToString());
            json.WriteNumber("objective", logistic.Objective);
        }
        else if (model is DecisionTreeClassifier tree)
        {
            json.WriteNumber("nodes", tree.Nodes.Length);
            json.WriteNumber("depth", tree.Depth);
        }
    }
}
