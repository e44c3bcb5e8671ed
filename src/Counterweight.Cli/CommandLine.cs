using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;
using Counterweight.Cli.Comparison;
using Counterweight.Cli.Csv;
using Counterweight.Cli.Output;

namespace Counterweight.Cli;

/// <summary>The commands, their arguments and what they print when something is wrong.</summary>
internal sealed class CommandLine
{
    private readonly Session session;
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

    private readonly Argument<string> file = new("FILE")
    {
        Description = "CSV file with a header, gzip-compressed or not; empty fields, NA, NaN and ? are missing values",
    };

    private readonly Option<string> label = new("--label")
    {
        Description = "Column that holds the class",
        HelpName = "COLUMN",
        Required = true,
    };

    private readonly Option<string[]> ignore = new("--ignore")
    {
        Description = "Column that is no feature; may be given more than once",
        HelpName = "COLUMN",
        DefaultValueFactory = _ => [],
    };

    private CommandLine(Session session) => this.session = session;

    /// <summary>Runs the command that the arguments name.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(string[] arguments, Session session)
    {
        try
        {
            var exitCode = new CommandLine(session).Run(arguments);
            session.Output.Flush();
            return exitCode;
        }
        catch (InputException e)
        {
            return Fail(session, e.Message, ExitCode.BadInput);
        }
        catch (IOException e)
        {
            return Fail(session, $"the output cannot be written: {CsvPlace.WithoutBreaks(e.Message)}", ExitCode.OutputFailed);
        }
        catch (OperationCanceledException)
        {
            return Fail(session, "cancelled", ExitCode.Cancelled);
        }
    }

    private static int Fail(Session session, string message, int exitCode)
    {
        session.Error.WriteLine($"counterweight: {message}");
        return exitCode;
    }

    private int Run(string[] arguments)
    {
        var parsed = CreateRoot().Parse(arguments);
        return parsed.Errors.Count > 0
            ? Fail(session, $"{CsvPlace.WithoutBreaks(parsed.Errors[0].Message)} (--help explains)", ExitCode.BadInput)
            : parsed.Invoke(new InvocationConfiguration { Output = session.Output, Error = session.Error, EnableDefaultExceptionHandler = false });
    }

    private RootCommand CreateRoot()
    {
        var compare = new Command("compare", "Compares the models on a CSV file of your own") { file, label, ignore };
        compare.SetAction(parsed => Compare(
            parsed,
            () => CsvFile.Load(parsed.GetRequiredValue(file), parsed.GetRequiredValue(label), parsed.GetRequiredValue(ignore), session.Cancellation)));
        var root = new RootCommand(
            "Fits logistic regression, a decision tree and AdaBoost, each with and without balanced class weights, and prints how well every class is recognised. "
            + "Without a command it uses the built-in Shuttle data: 58,000 rows, seven classes, the rarest 4,500 times rarer than the most frequent.")
        {
            seeds, seed, testFraction, json, compare,
        };
        root.HelpName = "counterweight";
        root.SetAction(parsed => Compare(parsed, () => CsvFile.LoadShuttle(session.Cancellation)));
        root.Options.OfType<VersionOption>().Single().Action = new PrintVersion();
        return root;
    }

    private int Compare(ParseResult parsed, Func<CsvDataset> load)
    {
        var warmUp = WarmUp.Start(session.Cancellation);
        var data = load();
        warmUp.GetAwaiter().GetResult();
        var options = new ComparisonOptions(parsed.GetValue(seed), parsed.GetValue(seeds), parsed.GetValue(testFraction));
        var report = ProgressBar.Run(session.Progress, progress => new ModelComparison(data, options, progress, session.Cancellation).Run());
        if (parsed.GetValue(json))
        {
            JsonOutput.Write(session.Output, report);
        }
        else
        {
            TableOutput.Write(session, report);
        }

        return ExitCode.Success;
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
