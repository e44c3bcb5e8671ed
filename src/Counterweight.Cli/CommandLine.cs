using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;
using Counterweight.Cli.Arguments;
using Counterweight.Cli.Commands;
using Counterweight.Cli.Output;
using Counterweight.Cli.Reading;
using Counterweight.Training.Data;

namespace Counterweight.Cli;

/// <summary>The commands, their arguments and what they print when something is wrong.</summary>
internal sealed class CommandLine
{
    private readonly Session session;
    private readonly SharedOptions shared = new();
    private bool isJson;

    private CommandLine(Session session) => this.session = session;

    /// <summary>Runs the command that the arguments name.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(string[] arguments, Session session)
    {
        var command = new CommandLine(session);
        try
        {
            var exitCode = command.Run(arguments);
            session.Output.Flush();
            return exitCode;
        }
        catch (InputException e)
        {
            return Failure.Refuse(session, e.Message, command.isJson);
        }
        catch (ArgumentException e)
        {
            // What a trainer refuses.
            return Failure.Refuse(session, FilePlace.OneLine(e.Message), command.isJson);
        }
        catch (IOException e) when (Failure.IsClosedPipe(e))
        {
            // Who reads has read enough.
            return ExitCode.OutputFailed;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Failure.Tell(session, $"the output cannot be written: {FilePlace.WithoutBreaks(e.Message)}", ExitCode.OutputFailed);
        }
        catch (OutOfMemoryException)
        {
            return Failure.Refuse(session, Failure.DescribeMemory("the input is too large"), command.isJson);
        }
        catch (OperationCanceledException)
        {
            session.WorkEnded();
            return Failure.Tell(session, "cancelled", ExitCode.Cancelled);
        }
    }

    private int Run(string[] arguments)
    {
        // A column or a file may be named with an @ at its beginning.
        var parsed = CreateRoot().Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        isJson = parsed.GetResult(shared.Json) is { Implicit: false } given && !given.Errors.Any() && given.GetValueOrDefault<bool>();
        if (parsed.Errors.Count > 0)
        {
            return Failure.Refuse(session, $"{FilePlace.WithoutBreaks(parsed.Errors[0].Message)} ({Nearest(parsed)}--help explains)", isJson);
        }

        InputFiles.RefuseTwice(parsed);
        return parsed.Invoke(new InvocationConfiguration { Output = session.Output, Error = session.Error, EnableDefaultExceptionHandler = false });
    }

    // Of an option that is none, the one that was probably meant.
    private static string Nearest(ParseResult parsed)
    {
        var options = parsed.RootCommandResult.Command.Options.Where(option => option.Recursive).Concat(parsed.CommandResult.Command.Options).Select(option => option.Name);
        return parsed.UnmatchedTokens is [['-', '-', ..] unknown, ..] && new NearestName(options).To(unknown) is { } nearest ? $"the nearest is {nearest}; " : "";
    }

    /// <summary>All commands.</summary>
    internal static RootCommand CreateRoot(Session session) => new CommandLine(session).CreateRoot();

    private RootCommand CreateRoot()
    {
        var compare = new CompareCommand(session, shared);
        var root = new RootCommand(
            "Fits logistic regression, a decision tree, a random forest, gradient boosting and AdaBoost, each with and without balanced class weights, and prints how well every class is recognised. "
            + "Without a command it uses the built-in Shuttle data: 58,000 rows, seven classes, the rarest 4,500 times rarer than the most frequent.")
        {
            shared.Json,
            new InspectCommand(session, shared).Create(),
            compare.Create(),
            new TuneCommand(session, shared).Create(),
            new TrainCommand(session, shared).Create(),
            new PredictCommand(session, shared).Create(),
            new ExportCommand(session, shared).Create(),
            new EvaluateCommand(session, shared).Create(),
            new ReportCommand(session, shared).Create(),
        };
        compare.AddTo(root);
        root.HelpName = "counterweight";
        root.Options.OfType<VersionOption>().Single().Action = new PrintVersion();
        HelpExamples.AddTo(root);
        return root;
    }

    private sealed class PrintVersion : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var version = typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
            parseResult.InvocationConfiguration.Output.WriteLine(version);
            return ExitCode.Success;
        }
    }
}
