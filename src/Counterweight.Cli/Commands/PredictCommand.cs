using System.CommandLine;
using Counterweight.Cli.Arguments;
using Counterweight.Cli.Models;
using Counterweight.Cli.Output;
using Counterweight.Cli.Predicting;
using Counterweight.Cli.Reading.Sources;

namespace Counterweight.Cli.Commands;

/// <summary><c>predict</c>.</summary>
internal sealed class PredictCommand(Session session, SharedOptions shared)
{
    private readonly ReadingArguments readingArguments = new();

    private readonly Option<string> model = InputFiles.Option("--model", "The model, as counterweight train writes it", "MODEL");

    private readonly Option<string> output = new("--output")
    {
        Description = "Where the predictions go, as CSV; - is standard output",
        HelpName = "FILE",
        DefaultValueFactory = _ => OutputFile.StandardOutput,
    };

    private readonly Option<string?> keep = new("--keep-columns")
    {
        Description = "Columns of the file to write before the predictions: all, none, or names with commas between them [default: those that are no features of the model]",
        HelpName = "COLUMNS",
    };

    /// <summary>The command.</summary>
    public Command Create()
    {
        var command = new Command("predict", "Predicts each row of a file, of any length, by a model that train wrote: a probability of each class, and the class decided for");
        readingArguments.AddTo(command);
        model.Required = true;
        command.Add(model, output, keep, shared.Threads);
        command.SetAction(Predict);
        return command;
    }

    private int Predict(ParseResult parsed)
    {
        var path = readingArguments.Path(parsed);
        var modelPath = parsed.GetRequiredValue(model);
        var target = new OutputFile(parsed.GetRequiredValue(output));
        target.Check(path, modelPath);
        var trained = ModelInput.Load(modelPath, session.Cancellation);
        var options = new PredictionOptions { Keep = parsed.GetValue(keep), Threads = parsed.GetValue(shared.Threads) };
        PredictionSummary? summary = null;
        target.Write(session, stream => summary = ProgressBar.Run(session.Progress, bar => Failure.GuardMemory(InputFile.Name(path), "the rows are too long to be predicted together", () => PredictionRun.Run(
            path,
            trained,
            readingArguments.Read(parsed),
            options,
            new PredictionWriter(InputFile.Name(path), stream),
            bar is null ? null : new ReadingProgress(bar, InputFile.Name(path)),
            session.Cancellation))));
        PredictionOutput.Write(target.IsStandard ? session with { Output = session.Error, Width = null } : session, trained, summary!, target, parsed.GetValue(shared.Json));
        return ExitCode.Success;
    }
}
