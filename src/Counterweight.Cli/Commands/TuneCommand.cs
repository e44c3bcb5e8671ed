using System.CommandLine;
using Counterweight.Cli.Arguments;
using Counterweight.Cli.Columns;
using Counterweight.Cli.Columns.Beside;
using Counterweight.Cli.Costs;
using Counterweight.Cli.Fitting;
using Counterweight.Cli.Models;
using Counterweight.Cli.Output;
using Counterweight.Cli.Reading;
using Counterweight.Cli.Reading.Sources;
using Counterweight.Cli.Tuning;
using Counterweight.Decisions;
using Counterweight.Training.Models;
using Counterweight.Training.Tuning;

namespace Counterweight.Cli.Commands;

/// <summary><c>tune</c>.</summary>
internal sealed class TuneCommand(Session session, SharedOptions shared)
{
    private readonly TableArguments tableArguments = new();
    private readonly ModelArguments modelArguments = new();
    private readonly CostArguments costArguments = new();
    private readonly Option<ModelFamily?> model = ModelArguments.One();

    private readonly Option<WeightChoice[]> weights = WeightArguments.Several("try", "sweep");

    private readonly Option<ResamplingKind[]?> resample = Words<ResamplingKind>.Several("--resample", "Ways to resample that are tried with all class weights");

    private readonly Option<int> folds = Numbers.Whole("--folds", "Folds that are held out, and folds within the other rows by which the choice is made", 2, 100, isDefault: 5);

    private readonly Option<int> repeats = Numbers.Whole("--repeats", "How often the choice is judged on folds cut anew", 1, 1000, isDefault: 1);

    private readonly SplitArguments splitArguments = new();

    private readonly Option<string?> output = new("--output")
    {
        Description = "Where a model goes that is fitted to all rows by the choice and decides by its threshold; - is standard output",
        HelpName = "MODEL",
    };

    private IEnumerable<Option> Options => [output, model, weights, resample, folds, repeats, .. splitArguments.Columns, .. modelArguments.Options, .. costArguments.Options, shared.Seed, shared.Threads];

    /// <summary>The command.</summary>
    public Command Create()
    {
        var command = new Command("tune", "Chooses class weights, resampling and a threshold for least cost, and tells what such choices cost on rows held out of them");
        tableArguments.AddTo(command, hasRegression: false);
        command.Add(Options);
        command.SetAction(Tune);
        return command;
    }

    private int Tune(ParseResult parsed)
    {
        var costs = costArguments.Read(parsed) ?? throw new InputException("tune needs to know what mistakes cost: --cost fraud=500,ok=5, --cost-matrix or --cost-column");
        BesideRequest[] beside = [.. costArguments.Beside(parsed), .. splitArguments.Beside(parsed)];
        if (parsed.GetValue(repeats) > 1 && beside.Any(column => column.Option is SplitArguments.Time))
        {
            throw new InputException("--repeats and --time contradict each other: by time every repeat has the same folds");
        }

        modelArguments.RefuseIdle(parsed, [Family(parsed)]);
        var request = tableArguments.Read(parsed, needsLabel: true, beside, [.. Options, shared.Json]);
        var target = parsed.GetValue(output) is { } path ? new OutputFile(path) : null;
        target?.CheckModel(session, request.Path);
        var read = ProgressBar.Run(session.Progress, bar => TableLoader.Load(request, bar is null ? null : new ReadingProgress(bar, InputFile.Name(request.Path)), session.Cancellation));
        var data = OfTwoClasses(read, costArguments.Positive(parsed));
        var wanted = Request(parsed, data, costs);
        var result = Failure.GuardMemory(data.Source, MemoryEstimate.Describe(data.Data), () => ProgressBar.Run(session.Progress, progress => TuningRun.Run(data, wanted, progress, session.Cancellation)));
        session.Cancellation.ThrowIfCancellationRequested();
        target?.WriteModel(session, result.Model, ModelMetadata.Add(ModelSchema.Of(data.Data), data.Schema, result.Facts()));
        var told = target is { IsStandard: true } ? session with { Output = session.Error } : session;
        if (parsed.GetValue(shared.Json))
        {
            TuningOutput.WriteJson(told.Output, result, target);
        }
        else
        {
            TuningOutput.Write(told, result, target);
        }

        return ExitCode.Success;
    }

    private ModelFamily Family(ParseResult parsed) => parsed.GetValue(model) ?? ModelFamily.Boosting;

    private static TableDataset OfTwoClasses(TableDataset read, string? positive)
    {
        var classes = read.Data.ClassNames;
        if (classes.Count == 2)
        {
            return read;
        }

        return positive is not null && classes.Contains(positive, StringComparer.Ordinal)
            ? OneAgainstRest.Of(read, positive)
            : throw new InputException($"{read.Source}: a threshold lies between two classes; there are {NamedNumbers.List(classes)}. --positive CLASS sets one of them against all others, whose costs are those of 'other'");
    }

    private TuningRequest Request(ParseResult parsed, TableDataset data, CostChoice costs)
    {
        var positive = PositiveClass.Of(costArguments.Positive(parsed), data.Data.ClassNames, data.Data.CountClasses());
        var matrix = costs.Matrix(data.Data.ClassNames, session.Cancellation, positive);
        return new(
            modelArguments.Read(parsed, Family(parsed)) with { Seed = parsed.GetValue(shared.Seed), Threads = parsed.GetValue(shared.Threads) },
            positive,
            Costs(data, costs, matrix, positive),
            [.. (parsed.GetValue(weights) is { Length: > 0 } some ? some : WeightArguments.Sweep).Select(choice => (choice.Text, choice.Of(data.Data.ClassNames, costs, matrix)))],
            [.. (parsed.GetValue(resample) is { Length: > 0 } ways ? ways : [ResamplingKind.None]).Select(kind => (Words<ResamplingKind>.Of(kind), Resamplers.Of(kind, data.Data)))],
            parsed.GetValue(folds),
            parsed.GetValue(repeats),
            data.Beside.TryGetValue(SplitArguments.Group, out var groups) ? groups.Groups() : [],
            data.Beside.TryGetValue(SplitArguments.Time, out var times) ? times.Times() : []);
    }

    // Beside what right answers cost.
    private static MistakeCosts Costs(TableDataset data, CostChoice costs, CostMatrix matrix, int positive)
    {
        var (alarm, miss) = (Beside(matrix, 1 - positive), Beside(matrix, positive));
        if (alarm < 0 || miss < 0)
        {
            var right = alarm < 0 ? 1 - positive : positive;
            throw new InputException(FormattableString.Invariant($"{costs.MatrixFile}: a mistake about '{FilePlace.OneLine(data.Data.ClassNames[right])}' costs less than the right answer: {matrix[right, 1 - right]} and {matrix[right, right]}"));
        }

        // A threshold so near to 0 or 1 is lost in rounding.
        const double MostRatio = 1e12;
        var isOfRows = data.Beside.ContainsKey(CostArguments.Column);
        if (!isOfRows && alarm > 0 && miss > 0 && (miss / alarm > MostRatio || alarm / miss > MostRatio))
        {
            throw new InputException(FormattableString.Invariant($"a miss costs {miss} and a false alarm {alarm}: of costs that differ by more than a factor of 1E+12 no threshold can be told; the lesser may be 0"));
        }

        if (!data.Beside.TryGetValue(CostArguments.Column, out var column))
        {
            return new(alarm, miss);
        }

        var misses = column.Costs();
        return alarm > 0 || misses.Where((_, row) => data.Data.Labels[row] == positive).Any(cost => cost > 0)
            ? new([alarm], misses)
            : throw new InputException($"{data.Source}: {CostArguments.Column} '{FilePlace.OneLine(column.Name)}': no row of '{FilePlace.OneLine(data.Data.ClassNames[positive])}' costs anything to miss, and a false alarm costs 0: by such costs nothing can be tuned");
    }

    private static double Beside(CostMatrix matrix, int right) => matrix[right, 1 - right] - matrix[right, right];
}
