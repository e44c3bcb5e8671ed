using System.Text.Json;
using Counterweight.Cli.Evaluation;
using Counterweight.Metrics.Bins;

namespace Counterweight.Cli.Output;

/// <summary>Writes an evaluation for programs: every number with all its digits, and null where it is not defined.</summary>
internal static class EvaluationJson
{
    public static void Write(TextWriter output, EvaluationReport report) => JsonOutput.Write(output, json =>
    {
        var data = report.Predictions;
        json.WriteString("data", data.Source);
        json.WriteString("label", data.LabelColumn);
        json.WriteNumber("rows", data.RowCount);
        json.WriteNumber("weight", report.Matrix.Total);
        json.WriteNumber("level", report.Level);
        json.WriteNumber("replicates", report.Replicates);
        JsonOutput.WriteTexts(json, "notes", data.Notes);
        json.WriteStartObject("measures");
        foreach (var measure in report.Measures)
        {
            JsonOutput.WriteMeasure(json, measure);
        }

        json.WriteEndObject();
        json.WriteStartObject("brierParts");
        JsonOutput.WriteNumber(json, "reliability", report.Brier.Reliability);
        JsonOutput.WriteNumber(json, "resolution", report.Brier.Resolution);
        JsonOutput.WriteNumber(json, "uncertainty", report.Brier.Uncertainty);
        JsonOutput.WriteNumber(json, "withinBins", report.Brier.WithinBins);
        json.WriteEndObject();
        WriteClasses(json, report);
        WriteMatrix(json, report);
        if (report.Cost is { } cost)
        {
            Write(json, cost);
        }
    });

    // Names may be the same but for what JSON makes of them: an array, not members.
    private static void WriteClasses(Utf8JsonWriter json, EvaluationReport report)
    {
        json.WriteStartArray("classes");
        foreach (var one in report.Classes)
        {
            json.WriteStartObject();
            json.WriteString("class", one.Name);
            json.WriteNumber("rows", one.Rows);
            json.WriteNumber("predictedRows", one.PredictedRows);
            foreach (var measure in one.Measures)
            {
                JsonOutput.WriteMeasure(json, measure);
            }

            JsonOutput.WriteNumber(json, "calibrationError", one.Calibration.ExpectedCalibrationError);
            JsonOutput.WriteNumber(json, "greatestCalibrationError", one.Calibration.MaximumCalibrationError);
            WriteBins(json, one.Calibration);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteBins(Utf8JsonWriter json, CalibrationBins bins)
    {
        json.WriteStartArray("calibration");
        for (var bin = 0; bin < bins.BinCount; bin++)
        {
            json.WriteStartObject();
            json.WriteNumber("edge", bins[bin].Edge);
            json.WriteNumber("weight", bins[bin].Weight);
            JsonOutput.WriteNumber(json, "meanProbability", bins[bin].MeanProbability);
            JsonOutput.WriteNumber(json, "frequency", bins[bin].Frequency);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteMatrix(Utf8JsonWriter json, EvaluationReport report)
    {
        json.WriteStartArray("confusionMatrix");
        for (var truth = 0; truth < report.Classes.Count; truth++)
        {
            json.WriteStartArray();
            for (var answer = 0; answer < report.Classes.Count; answer++)
            {
                json.WriteNumberValue(report.Matrix[truth, answer]);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, CostEvaluation cost)
    {
        json.WriteStartObject("cost");
        JsonOutput.WriteMeasure(json, cost.Decided);
        foreach (var measure in cost.Alternatives)
        {
            JsonOutput.WriteMeasure(json, measure);
        }

        if (cost.Threshold is { } best)
        {
            json.WriteStartObject("bestThreshold");
            JsonOutput.WriteNumber(json, "threshold", best.Threshold);
            JsonOutput.WriteNumber(json, "meanCost", best.MeanCost);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
