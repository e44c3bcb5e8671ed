using System.CommandLine;
using Counterweight.Cli.Evaluation;
using Counterweight.Cli.Output;
using Counterweight.Cli.Reading.Sources;

namespace Counterweight.Cli.Arguments;

/// <summary>The arguments that say which file of predictions, what its columns are, and what mistakes cost.</summary>
internal sealed class PredictionArguments(Session session)
{
    private readonly Argument<string> file = InputFiles.Argument("Predictions as predict writes them: CSV with a header, a column of probabilities for each class; compressed by gzip or not");

    private readonly Option<string> label = new("--label")
    {
        Description = "Column of the class that is right: its name, its number from 1, or -1 for the last",
        HelpName = "COLUMN",
        Required = true,
    };

    private readonly Option<string> prefix = new("--probabilities")
    {
        Description = "What the columns of probabilities begin with; the rest of a name is the class",
        HelpName = "PREFIX",
        DefaultValueFactory = _ => PredictionRequest.DefaultPrefix,
    };

    private readonly Option<string?> predicted = new("--predicted")
    {
        Description = $"Column of the decisions [default: {PredictionRequest.DefaultPredicted}; where there is none, the class of the greatest probability]",
        HelpName = "COLUMN",
    };

    private readonly Option<string?> weight = new("--weight-column")
    {
        Description = "Column that says how much each row counts",
        HelpName = "COLUMN",
    };

    private readonly Option<bool> dropUnlabelled = new("--drop-unlabelled")
    {
        Description = "Leave out rows whose label is missing; otherwise they are an error",
    };

    private readonly Option<string> model = InputFiles.Option("--model", "FILE is a table of data, which this model predicts first, as train writes it", "MODEL");

    private readonly CostArguments costs = new();

    /// <summary>Adds them to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="others">Its other options, which stand behind them.</param>
    public void AddTo(Command command, IEnumerable<Option> others)
    {
        command.Arguments.Add(file);
        command.Add([label, prefix, predicted, weight, dropUnlabelled, model, .. costs.Options, .. others]);
    }

    /// <summary>What the arguments ask for.</summary>
    /// <exception cref="InputException">They contradict each other.</exception>
    public PredictionRequest Read(ParseResult parsed)
    {
        // A model may decide by costs of each row.
        if (parsed.GetValue(model) is null)
        {
            costs.RefuseIdlePositive(parsed);
        }

        return new(parsed.GetRequiredValue(file), parsed.GetRequiredValue(label))
        {
            Prefix = parsed.GetRequiredValue(prefix),
            Predicted = parsed.GetValue(predicted),
            Weight = parsed.GetValue(weight),
            Cost = costs.Read(parsed)?.Column,
            Positive = costs.Positive(parsed),
            DropUnlabelled = parsed.GetValue(dropUnlabelled),
        };
    }

    /// <summary>Reads a file of predictions, or predicts a file of data by the model that is given.</summary>
    /// <exception cref="InputException">It cannot be used.</exception>
    public Predictions Load(ParseResult parsed, PredictionRequest request, SharedOptions shared)
    {
        var modelPath = parsed.GetValue(model);
        if (modelPath is not null && ((Option[])[prefix, predicted]).FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } given)
        {
            throw new InputException($"--model and {given.Name} contradict each other: the model's predictions have the usual names");
        }

        return ProgressBar.Run(session.Progress, bar =>
        {
            var progress = bar is null ? null : new ReadingProgress(bar, InputFile.Name(request.Path));
            return modelPath is null
                ? PredictionReader.Read(request, progress, session.Cancellation)
                : ModelPredictions.Read(request, modelPath, costs.Read(parsed) is not null, parsed.GetValue(shared.Threads), progress, session.Cancellation);
        });
    }

    /// <summary>How predictions are evaluated. A file of costs is read.</summary>
    /// <exception cref="InputException">The costs do not fit the classes.</exception>
    public EvaluationOptions Options(ParseResult parsed, Predictions predictions, SharedOptions shared) => new()
    {
        Costs = costs.Read(parsed)?.Matrix(predictions.ClassNames, session.Cancellation, predictions.Misses.Length > 0 ? predictions.Positive : -1) ?? predictions.ModelCosts,
        Seed = parsed.GetValue(shared.Seed),
        Threads = parsed.GetValue(shared.Threads),
    };

    /// <summary>Evaluates what was read.</summary>
    /// <exception cref="InputException">There is not enough memory.</exception>
    public EvaluationReport Evaluate(Predictions predictions, EvaluationOptions options) =>
        Failure.GuardMemory(predictions.Source, "the rows are too many", () => new Evaluator(predictions, options, session.Cancellation).Run());
}
