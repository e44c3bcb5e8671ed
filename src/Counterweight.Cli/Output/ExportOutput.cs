using Counterweight.Cli.Exporting;
using Counterweight.Cli.Reading.Sources;
using Counterweight.Onnx;

namespace Counterweight.Cli.Output;

/// <summary>Writes what was exported, for people and for programs.</summary>
internal static class ExportOutput
{
    private const int MostNames = 6;

    public static void Write(Session session, ExportReport report, bool asJson)
    {
        if (asJson)
        {
            WriteJson(session.Output, report);
            return;
        }

        HeaderOutput.Write(session, report.Model.Source, ModelOutput.Describe(report.Model), [], []);
        foreach (var line in Sentences(report).SelectMany(sentence => Shown.Wrap(Shown.Visible(sentence), HeaderOutput.Width(session) - 2, "")))
        {
            session.Output.WriteLine($"  {line}");
        }
    }

    private static IEnumerable<string> Sentences(ExportReport report)
    {
        var model = report.Model;
        var names = Names(report);
        yield return $"features in their order: {string.Join(", ", names.Take(MostNames))}{(names.Length > MostNames ? FormattableString.Invariant($" and {names.Length - MostNames:N0} more (--json lists them)") : "")}";
        if (report.Format == ExportFormat.LightGbm)
        {
            yield return "written as LightGBM's text: its raw scores alone; names of classes, and how the model decides, are not in it";
        }
        else
        {
            yield return $"written as ONNX: {(report.Options.Inputs == OnnxInputs.Matrix ? "one input of all features" : "one input a feature")}, {(report.Options.ElementType == OnnxElementType.Floats ? "floats" : "doubles")}, NaN where a value is missing; {Outputs(report)}";
        }

        if (model.Classes.Count > 0 && report.Format == ExportFormat.Onnx)
        {
            yield return (model.Facts ?? new()).Decides();
        }

        if (!report.Target.IsStandard)
        {
            yield return $"written to {InputFile.Name(report.Target.Path)}";
        }
    }

    private static string Outputs(ExportReport report)
    {
        var missCosts = report.Model.Facts is { FalseAlarmCost: not null, Threshold: null, Costs: null } ? ", by one more input miss_cost, one number a row" : "";
        return report.Model.Classes.Count > 0 ? $"outputs label and probabilities{missCosts}" : "output prediction";
    }

    private static string[] Names(ExportReport report) => report.Model.Schema.Features.Count > 0
        ? [.. report.Model.Schema.Features.Select(feature => $"'{Reading.FilePlace.OneLine(feature.Name)}'")]
        : [FormattableString.Invariant($"{report.Model.Model.FeatureCount} without names")];

    private static void WriteJson(TextWriter output, ExportReport report) => JsonOutput.Write(output, json =>
    {
        json.WriteString("model", report.Model.Source);
        json.WriteString("kind", report.Model.Kind);
        json.WriteString("format", Arguments.Words<ExportFormat>.Of(report.Format));
        json.WriteString("output", report.Target.Path);
        if (report.Format == ExportFormat.Onnx)
        {
            json.WriteString("numbers", Arguments.Words<OnnxElementType>.Of(report.Options.ElementType));
            json.WriteString("inputs", Arguments.Words<OnnxInputs>.Of(report.Options.Inputs));
        }

        JsonOutput.WriteTexts(json, "features", [.. report.Model.Schema.Features.Select(feature => feature.Name)]);
        JsonOutput.WriteTexts(json, "classes", report.Model.Classes);
        if (report.Format == ExportFormat.Onnx && report.Model.Facts is { } facts)
        {
            ModelOutput.WriteDecision(json, facts);
        }
    });
}
