using System.CommandLine;
using Counterweight.Cli.Arguments;
using Counterweight.Cli.Output;

namespace Counterweight.Cli.Commands;

/// <summary><c>evaluate</c>.</summary>
internal sealed class EvaluateCommand(Session session, SharedOptions shared)
{
    private readonly PredictionArguments arguments = new(session);

    /// <summary>The command.</summary>
    public Command Create()
    {
        var command = new Command("evaluate", "Says how good predictions are: all measures with their intervals, class by class, and what the decisions cost");
        arguments.AddTo(command, [shared.Seed, shared.Threads]);
        command.SetAction(Evaluate);
        return command;
    }

    private int Evaluate(ParseResult parsed)
    {
        var predictions = arguments.Load(parsed, arguments.Read(parsed), shared);
        var report = arguments.Evaluate(predictions, arguments.Options(parsed, predictions, shared));
        if (parsed.GetValue(shared.Json))
        {
            EvaluationJson.Write(session.Output, report);
        }
        else
        {
            EvaluationOutput.Write(session, report);
        }

        return ExitCode.Success;
    }
}
