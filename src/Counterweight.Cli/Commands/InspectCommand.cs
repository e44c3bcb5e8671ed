using System.CommandLine;
using System.CommandLine.Parsing;
using Counterweight.Cli.Arguments;
using Counterweight.Cli.Columns;
using Counterweight.Cli.Inspection;
using Counterweight.Cli.Models;
using Counterweight.Cli.Output;
using Counterweight.Cli.Reading.Sources;

namespace Counterweight.Cli.Commands;

/// <summary><c>inspect</c>.</summary>
internal sealed class InspectCommand(Session session, SharedOptions shared)
{
    private readonly TableArguments tableArguments = new();

    /// <summary>The command.</summary>
    public Command Create()
    {
        var command = new Command("inspect", "Says what a file holds: its columns, its classes, and what a comparison would leave out; or how a model was trained. Begin with it");
        tableArguments.AddTo(command);
        command.SetAction(Inspect);
        return command;
    }

    private int Inspect(ParseResult parsed)
    {
        var request = tableArguments.Read(parsed, needsLabel: false, [], [shared.Json]);
        using var input = OpenedInput.Open(request.Path, session.Cancellation);
        if (input.IsModel && parsed.CommandResult.Children.OfType<OptionResult>().FirstOrDefault(option => !option.Implicit && option.Option != shared.Json) is { } given)
        {
            throw new InputException($"{given.Option.Name} and a model contradict each other: '{InputFile.Name(request.Path)}' is a model, which tells its columns itself");
        }

        return input.IsModel ? InspectModel(parsed, input.Stream, InputFile.Name(request.Path)) : InspectTable(parsed, request, input.Stream);
    }

    private int InspectModel(ParseResult parsed, Stream stream, string source)
    {
        var model = InputFile.Guard(source, () => ModelInput.Read(stream, source));
        if (parsed.GetValue(shared.Json))
        {
            ModelOutput.WriteJson(session.Output, model);
        }
        else
        {
            ModelOutput.Write(session, model);
        }

        return ExitCode.Success;
    }

    // The report is printed even where the file would be refused: it is for those who want to know why.
    private int InspectTable(ParseResult parsed, TableRequest request, Stream stream)
    {
        var plan = ProgressBar.Run(session.Progress, bar => TablePlanner.Plan(
            TableLoader.Read(request, stream, bar is null ? null : new ReadingProgress(bar, InputFile.Name(request.Path)), session.Cancellation),
            request.Columns,
            session.Cancellation));
        var inspection = new TableInspection(plan);
        var refusal = TableLoader.Refusal(plan, request, session.Cancellation);
        if (parsed.GetValue(shared.Json))
        {
            InspectionOutput.WriteJson(session.Output, inspection, refusal);
        }
        else
        {
            InspectionOutput.Write(session, inspection);
        }

        session.Output.Flush();
        return refusal is null ? ExitCode.Success : Failure.Tell(session, refusal, ExitCode.BadInput);
    }
}
