using System.CommandLine;
using System.Text;
using Counterweight.Cli.Arguments;
using Counterweight.Cli.Evaluation;
using Counterweight.Cli.Output;
using Counterweight.Cli.Reading.Sources;
using Counterweight.Cli.Reporting;

namespace Counterweight.Cli.Commands;

/// <summary><c>report</c>.</summary>
internal sealed class ReportCommand(Session session, SharedOptions shared)
{
    private readonly PredictionArguments arguments = new(session);

    private readonly Option<string> output = new("--output")
    {
        Description = "Where the page goes; - is standard output",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<string> compare = InputFiles.Option("--compare", "Other predictions of the same rows, such as of a model without class weights: recalls are drawn side by side");

    private readonly Option<string?> time = new("--time")
    {
        Description = "Column of times or numbers: the shares of the classes are drawn over it",
        HelpName = "COLUMN",
    };

    /// <summary>The command.</summary>
    public Command Create()
    {
        var command = new Command("report", "Makes a page of predictions, in one HTML file that needs no network: confusion matrix, curves, costs, calibration, recall of each class, class ratio over time");
        arguments.AddTo(command, [output, compare, time, shared.Seed, shared.Threads]);
        command.SetAction(Report);
        return command;
    }

    private int Report(ParseResult parsed)
    {
        var file = new OutputFile(parsed.GetRequiredValue(output));
        var request = arguments.Read(parsed) with { Time = parsed.GetValue(time) };
        var otherPath = parsed.GetValue(compare);
        if (file.IsStandard && parsed.GetValue(shared.Json))
        {
            throw new InputException("--json and --output - contradict each other: standard output cannot be both");
        }

        file.Check(otherPath is null ? [request.Path] : [request.Path, otherPath]);
        var predictions = arguments.Load(parsed, request, shared);
        var other = otherPath is null ? null : SameRows.Of(predictions, PredictionReader.Read(request with { Path = otherPath, Time = null, Cost = null }, null, session.Cancellation));
        var options = arguments.Options(parsed, predictions, shared);
        var report = arguments.Evaluate(predictions, options);
        var page = Failure.GuardMemory(predictions.Source, "the page", () => HtmlReport.Write(report, other is null ? null : arguments.Evaluate(other, options)));
        file.Write(session, stream => stream.Write(Encoding.UTF8.GetBytes(page)));
        if (file.IsStandard)
        {
            return ExitCode.Success;
        }

        if (parsed.GetValue(shared.Json))
        {
            EvaluationJson.Write(session.Output, report);
        }
        else
        {
            HeaderOutput.Write(session, predictions.Source, $"{Shown.Count(predictions.RowCount, "row")}; the page is {InputFile.Name(file.Path)}", [], predictions.Notes);
        }

        return ExitCode.Success;
    }
}
