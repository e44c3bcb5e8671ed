using System.Text;
using System.Text.Json;
using Counterweight.Cli.Comparison;
using Counterweight.Training;
using Counterweight.Training.Linear;
using Counterweight.Training.Trees;

namespace Counterweight.Cli.Output;

/// <summary>Writes a comparison for programs.</summary>
internal static class JsonOutput
{
    public static void Write(TextWriter output, ComparisonReport report)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            WriteSource(json, report);
            json.WriteStartArray("models");
            foreach (var result in report.Results)
            {
                WriteModel(json, report, result);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }

    private static void WriteSource(Utf8JsonWriter json, ComparisonReport report)
    {
        json.WriteString("data", report.Source.Source);
        json.WriteString("label", report.Source.LabelColumn);
        json.WriteNumber("rows", report.Source.Data.RowCount);
        json.WriteNumber("testRows", report.TestRows);
        json.WriteNumber("features", report.Source.Data.FeatureCount);
        json.WriteNumber("firstSeed", report.Options.FirstSeed);
        json.WriteNumber("seeds", report.Options.Seeds);
        json.WriteNumber("testFraction", report.Options.TestFraction);
        json.WriteStartObject("classes");
        foreach (var (_, name, rows) in report.Classes)
        {
            json.WriteNumber(name, rows);
        }

        json.WriteEndObject();
    }

    private static void WriteModel(Utf8JsonWriter json, ComparisonReport report, ModelResult result)
    {
        json.WriteStartObject();
        json.WriteString("model", result.Model.Name);
        json.WriteString("weights", result.Model.WeightingName);
        json.WriteNumber("balancedAccuracy", result.BalancedAccuracy);
        json.WriteNumber("macroF1", result.MacroF1);
        json.WriteNumber("fitSeconds", result.FitSeconds);
        json.WriteNumber("kernelRowsPerSecond", result.KernelRowsPerSecond);
        json.WriteStartObject("recall");
        foreach (var (label, name, _) in report.Classes)
        {
            json.WriteNumber(name, result.Recall(label));
        }

        json.WriteEndObject();
        WriteDetails(json, result.Last);
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
