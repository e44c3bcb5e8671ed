using Counterweight.Cli.Models;
using Counterweight.Cli.Predicting;
using Counterweight.Cli.Reading.Sources;

namespace Counterweight.Cli.Output;

/// <summary>Writes what came of predicting a file.</summary>
internal static class PredictionOutput
{
    public static void Write(Session session, TrainedModel model, PredictionSummary summary, OutputFile target, bool asJson)
    {
        if (asJson)
        {
            JsonOutput.Write(session.Output, json =>
            {
                json.WriteString("data", summary.Source);
                json.WriteString("model", model.Source);
                json.WriteNumber("rows", summary.RowCount);
                json.WriteString("output", target.Path);
                JsonOutput.WriteTexts(json, "notes", summary.Notes);
            });
        }
        else if (!target.IsStandard)
        {
            HeaderOutput.Write(session, summary.Source, $"{Shown.Count(summary.RowCount, "row")} predicted, written to {InputFile.Name(target.Path)}", [], summary.Notes);
        }
        else if (summary.Notes.Count > 0)
        {
            // Of a pipe only what should be known.
            HeaderOutput.Write(session, summary.Source, $"{Shown.Count(summary.RowCount, "row")} predicted", [], summary.Notes);
        }
    }
}
