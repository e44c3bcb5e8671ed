using System.CommandLine;
using Counterweight.Cli.Arguments;
using Counterweight.Cli.Columns;
using Counterweight.Cli.Comparison;
using Counterweight.Cli.Comparison.Regression;
using Counterweight.Cli.Fitting;
using Counterweight.Cli.Output;
using Counterweight.Cli.Reading.Sources;

namespace Counterweight.Cli.Commands;

/// <summary><c>compare</c>, and the same of the built-in data without a command.</summary>
internal sealed class CompareCommand(Session session, SharedOptions shared)
{
    private readonly TableArguments tableArguments = new();
    private readonly Option<int> seeds = Numbers.Whole("--seeds", "Number of random splits (results are means over them)", 1, int.MaxValue, isDefault: 1);

    private readonly Option<bool> calibration = new("--calibration")
    {
        Description = "Compare focal loss, random over- and under-sampling, SMOTE and a balanced forest too, and the log loss and Brier score of probabilities before and after prior correction",
    };

    private readonly Option<ModelFamily[]> models = ModelArguments.Several();
    private readonly Option<WeightChoice[]> weights = WeightArguments.Several("compare", "none and balanced");
    private readonly ModelArguments modelArguments = new();
    private readonly SplitArguments splitArguments = new();
    private readonly CostArguments costArguments = new();

    private IEnumerable<Option> Options => [seeds, shared.Seed, splitArguments.TestFraction, models, weights, .. modelArguments.Options, calibration];

    private IEnumerable<Option> FileOptions => [.. splitArguments.Columns, .. costArguments.Options];

    /// <summary>The command that takes a file.</summary>
    public Command Create()
    {
        var command = new Command("compare", "Compares the models on a file of your own");
        tableArguments.AddTo(command);
        command.Add([.. Options, .. FileOptions]);
        command.SetAction(CompareFile);
        return command;
    }

    /// <summary>Compares the models on the built-in data where there is no command.</summary>
    public void AddTo(RootCommand root)
    {
        root.Add(Options);
        root.SetAction(parsed => Compare(parsed, _ => TableLoader.LoadShuttle(session.Cancellation)));
    }

    private int CompareFile(ParseResult parsed)
    {
        var request = tableArguments.Read(parsed, needsLabel: true, [.. splitArguments.Beside(parsed), .. costArguments.Beside(parsed)], [.. Options, .. FileOptions, shared.Json]);
        costArguments.RefuseIdlePositive(parsed);
        return tableArguments.IsRegression(parsed)
            ? CompareNumbers(parsed, request)
            : Compare(parsed, progress => TableLoader.Load(request, progress, session.Cancellation));
    }

    private IReadOnlyList<ModelFamily> Families(ParseResult parsed) => parsed.GetValue(models) is { Length: > 0 } families ? families : ModelFamilies.All;

    private int Compare(ParseResult parsed, Func<IProgress<(long Read, long Length)>?, TableDataset> load)
    {
        var families = Families(parsed);
        modelArguments.RefuseIdle(parsed, families);
        var data = LoadWarm(families, () => ProgressBar.Run(session.Progress, bar => load(bar is null ? null : new ReadingProgress(bar, "the file"))));
        var report = Failure.GuardMemory(data.Source, MemoryEstimate.Describe(data.Data), () => ProgressBar.Run(session.Progress, progress => new ModelComparison(data, Read(parsed), progress, session.Cancellation).Run()));
        if (parsed.GetValue(shared.Json))
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
    private TableDataset LoadWarm(IReadOnlyList<ModelFamily> families, Func<TableDataset> load)
    {
        using var warming = CancellationTokenSource.CreateLinkedTokenSource(session.Cancellation);
        var warmUp = WarmUp.Start(families, warming.Token);
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
        RefuseForNumbers(parsed);
        var data = ProgressBar.Run(session.Progress, bar => TableLoader.Load(request, bar is null ? null : new ReadingProgress(bar, InputFile.Name(request.Path)), session.Cancellation));
        var report = Failure.GuardMemory(data.Source, MemoryEstimate.Describe(data.Data), () => ProgressBar.Run(session.Progress, progress => new RegressionComparison(data, Read(parsed), progress, session.Cancellation).Run()));
        if (parsed.GetValue(shared.Json))
        {
            JsonOutput.Write(session.Output, report);
        }
        else
        {
            RegressionOutput.Write(session, report);
        }

        return ExitCode.Success;
    }

    private ComparisonOptions Read(ParseResult parsed) => new(parsed.GetValue(shared.Seed), parsed.GetValue(seeds), splitArguments.Read(parsed))
    {
        Models = [.. Families(parsed).Select(family => modelArguments.Read(parsed, family))],
        Weights = parsed.GetValue(weights) is { Length: > 0 } choices ? choices : [WeightChoice.None, WeightChoice.Balanced],
        Costs = costArguments.Read(parsed),
        Positive = costArguments.Positive(parsed),
        Calibration = parsed.GetValue(calibration),
    };

    // What is said of classes means nothing where there are none.
    private void RefuseForNumbers(ParseResult parsed)
    {
        Option[] ofClasses = [calibration, models, weights, .. modelArguments.Options, .. costArguments.Options];
        if (ofClasses.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } given)
        {
            throw new InputException($"--regression and {given.Name} contradict each other: a number to predict has no classes");
        }
    }
}
