using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;
using Counterweight.Cli.Columns;
using Counterweight.Cli.Comparison;
using Counterweight.Cli.Comparison.Regression;
using Counterweight.Cli.Inspection;
using Counterweight.Cli.Output;
using Counterweight.Cli.Reading;
using Counterweight.Cli.Reading.Sources;
using Counterweight.Training.Data;

namespace Counterweight.Cli;

/// <summary>The commands, their arguments and what they print when something is wrong.</summary>
internal sealed class CommandLine
{
    private readonly Session session;
    private readonly TableArguments tableArguments = new();
    private readonly Option<int> seeds = new("--seeds")
    {
        Description = "Number of random splits; results are means over them",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
        CustomParser = result => Numbers.Parse<int>(result, value => value >= 1, "a whole number of at least 1"),
        Recursive = true,
    };

    private readonly Option<ulong> seed = new("--seed")
    {
        Description = "Seed of the first split",
        HelpName = "S",
        DefaultValueFactory = _ => 0,
        CustomParser = result => Numbers.Parse<ulong>(result, _ => true, "a whole number of at least 0"),
        Recursive = true,
    };

    private readonly Option<double> testFraction = new("--test-fraction")
    {
        Description = "Fraction of the rows held back as test rows, between 0 and 1",
        HelpName = "SHARE",
        DefaultValueFactory = _ => 0.3,
        CustomParser = result => Numbers.Parse<double>(result, value => value is > 0 and < 1, "a number between 0 and 1"),
        Recursive = true,
    };

    private readonly Option<bool> json = new("--json")
    {
        Description = "Print the results as JSON",
        Recursive = true,
    };

    private readonly Option<bool> calibration = new("--calibration")
    {
        Description = "Compare focal loss, random over- and under-sampling, SMOTE and a balanced forest too, and the log loss and Brier score of probabilities before and after prior correction",
        Recursive = true,
    };

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
        isJson = parsed.GetResult(json) is { Implicit: false } given && !given.Errors.Any() && given.GetValueOrDefault<bool>();
        return parsed.Errors.Count > 0
            ? Failure.Refuse(session, $"{FilePlace.WithoutBreaks(parsed.Errors[0].Message)} ({Nearest(parsed)}--help explains)", isJson)
            : parsed.Invoke(new InvocationConfiguration { Output = session.Output, Error = session.Error, EnableDefaultExceptionHandler = false });
    }

    // Of an option that is none, the one that was probably meant.
    private static string Nearest(ParseResult parsed)
    {
        var options = parsed.RootCommandResult.Command.Options.Concat(parsed.CommandResult.Command.Options).Select(option => option.Name);
        return parsed.UnmatchedTokens is [['-', '-', ..] unknown, ..] && new NearestName(options).To(unknown) is { } nearest ? $"the nearest is {nearest}; " : "";
    }

    private RootCommand CreateRoot()
    {
        var compare = new Command("compare", "Compares the models on a file of your own");
        tableArguments.AddTo(compare);
        compare.SetAction(CompareFile);
        var inspect = new Command("inspect", "Says what a file holds: its columns, its classes, and what a comparison would leave out. Begin with it");
        tableArguments.AddTo(inspect);
        inspect.SetAction(Inspect);
        var root = new RootCommand(
            "Fits logistic regression, a decision tree, a random forest, gradient boosting and AdaBoost, each with and without balanced class weights, and prints how well every class is recognised. "
            + "Without a command it uses the built-in Shuttle data: 58,000 rows, seven classes, the rarest 4,500 times rarer than the most frequent.")
        {
            seeds, seed, testFraction, calibration, json, compare, inspect,
        };
        root.HelpName = "counterweight";
        root.SetAction(parsed => Compare(parsed, _ => TableLoader.LoadShuttle(session.Cancellation)));
        root.Options.OfType<VersionOption>().Single().Action = new PrintVersion();
        HelpExamples.AddTo(root);
        return root;
    }

    private int CompareFile(ParseResult parsed)
    {
        var request = tableArguments.Read(parsed, needsLabel: true, [seeds, seed, testFraction, calibration, json]);
        if (tableArguments.IsRegression(parsed) && parsed.GetValue(calibration))
        {
            throw new InputException("--regression and --calibration contradict each other: a number to predict has no probabilities");
        }

        return tableArguments.IsRegression(parsed)
            ? CompareNumbers(parsed, request)
            : Compare(parsed, progress => TableLoader.Load(request, progress, session.Cancellation));
    }

    private int Compare(ParseResult parsed, Func<IProgress<(long Read, long Length)>?, TableDataset> load)
    {
        var data = LoadWarm(() => ProgressBar.Run(session.Progress, bar => load(bar is null ? null : new ReadingProgress(bar, "the file"))));
        var report = Failure.GuardMemory(data.Source, MemoryEstimate.Describe(data.Data), () => ProgressBar.Run(session.Progress, progress => new ModelComparison(data, Options(parsed), progress, session.Cancellation).Run()));
        if (isJson)
        {
            JsonOutput.Write(session.Output, report);
        }
        else
        {
            TableOutput.Write(session, report);
        }

        return ExitCode.Success;
    }

    // The trainers are compiled meanwhile, unless the file turns out to be of no use.
    private TableDataset LoadWarm(Func<TableDataset> load)
    {
        using var warming = CancellationTokenSource.CreateLinkedTokenSource(session.Cancellation);
        var warmUp = WarmUp.Start(warming.Token);
        try
        {
            var data = load();
            warmUp.GetAwaiter().GetResult();
            return data;
        }
        catch
        {
            warming.Cancel();
            throw;
        }
    }

    private int CompareNumbers(ParseResult parsed, TableRequest request)
    {
        var data = ProgressBar.Run(session.Progress, bar => TableLoader.Load(request, bar is null ? null : new ReadingProgress(bar, InputFile.Name(request.Path)), session.Cancellation));
        var report = Failure.GuardMemory(data.Source, MemoryEstimate.Describe(data.Data), () => ProgressBar.Run(session.Progress, progress => new RegressionComparison(data, Options(parsed), progress, session.Cancellation).Run()));
        if (isJson)
        {
            JsonOutput.Write(session.Output, report);
        }
        else
        {
            RegressionOutput.Write(session, report);
        }

        return ExitCode.Success;
    }

    // The report is printed even where the file would be refused: it is for those who want to know why.
    private int Inspect(ParseResult parsed)
    {
        var request = tableArguments.Read(parsed, needsLabel: false, [json]);
        var plan = ProgressBar.Run(session.Progress, bar => TablePlanner.Plan(
            TableLoader.Read(request, bar is null ? null : new ReadingProgress(bar, InputFile.Name(request.Path)), session.Cancellation),
            request.Columns,
            session.Cancellation));
        var inspection = new TableInspection(plan);
        var refusal = TableLoader.Refusal(plan, request, session.Cancellation);
        if (isJson)
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

    private ComparisonOptions Options(ParseResult parsed) => new(parsed.GetValue(seed), parsed.GetValue(seeds), parsed.GetValue(testFraction), parsed.GetValue(calibration));

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
