using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Globalization;
using Counterweight.Cli.Arguments;
using Counterweight.Cli.Columns;
using Counterweight.Cli.Costs;
using Counterweight.Cli.Fitting;
using Counterweight.Cli.Models;
using Counterweight.Cli.Output;
using Counterweight.Cli.Reading;
using Counterweight.Cli.Reading.Sources;
using Counterweight.Decisions;
using Counterweight.Training;
using Counterweight.Training.Models;

namespace Counterweight.Cli.Commands;

/// <summary><c>train</c>.</summary>
internal sealed class TrainCommand(Session session, SharedOptions shared)
{
    private const double FocalGamma = 2;

    private readonly TableArguments tableArguments = new();
    private readonly ModelArguments modelArguments = new();
    private readonly CostArguments costArguments = new();
    private readonly Option<ModelFamily?> model = ModelArguments.One();
    private readonly Option<WeightChoice?> weights = WeightArguments.One();

    private readonly Option<string> output = new("--output")
    {
        Description = "Where the model goes; - is standard output",
        HelpName = "MODEL",
        Required = true,
    };

    private readonly Option<double?> loss = new("--loss")
    {
        Description = "Loss of boosting: cross-entropy, focal, or focal=G with its gamma from 0 to 20 [default: cross-entropy]",
        HelpName = "LOSS",
        CustomParser = ParseLoss,
    };

    private readonly Option<ResamplingKind> resample = Words<ResamplingKind>.One("--resample", "Make the rows of all classes as many before the model is fitted");
    private readonly Option<CalibrationChoice> calibrate = Words<CalibrationChoice>.One("--calibrate", "Calibrate probabilities on rows that the model has not seen, in five folds");

    private IEnumerable<Option> Options => [output, model, weights, loss, resample, calibrate, .. modelArguments.Options, .. costArguments.Options, shared.Seed, shared.Threads];

    /// <summary>The command.</summary>
    public Command Create()
    {
        var command = new Command("train", "Trains a model on a file of your own and writes it to a file, which predict and inspect read");
        tableArguments.AddTo(command, hasRegression: false);
        command.Add(Options);
        command.SetAction(Train);
        return command;
    }

    private static double? ParseLoss(ArgumentResult result)
    {
        const string Focal = "focal";
        const double Greatest = 20;
        var text = result.Tokens.Single().Value;
        if (text is "cross-entropy" or Focal)
        {
            return text is Focal ? FocalGamma : null;
        }

        if (!text.StartsWith(Focal + "=", StringComparison.Ordinal) || !double.TryParse(text.AsSpan(Focal.Length + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var gamma) || gamma is not (>= 0 and <= Greatest))
        {
            result.AddError($"--loss '{FilePlace.OneLine(text)}' is not cross-entropy, focal, or focal=G with a number G from 0 to 20");
            return null;
        }

        return gamma;
    }

    private int Train(ParseResult parsed)
    {
        var target = new OutputFile(parsed.GetRequiredValue(output));
        var request = tableArguments.Read(parsed, needsLabel: true, costArguments.Beside(parsed), [.. Options, shared.Json]);
        request = request with { Columns = request.Columns with { IsSplit = false } };
        target.CheckModel(session, request.Path);
        RefuseContradictions(parsed);
        var data = ProgressBar.Run(session.Progress, bar => TableLoader.Load(request, bar is null ? null : new ReadingProgress(bar, InputFile.Name(request.Path)), session.Cancellation));
        var positive = data.Beside.ContainsKey(CostArguments.Column) ? PositiveClass.Of(costArguments.Positive(parsed), data.Data.ClassNames, data.Data.CountClasses()) : -1;
        var choice = costArguments.Read(parsed);
        var costs = choice?.Matrix(data.Data.ClassNames, session.Cancellation, positive);
        var decision = Decision(parsed, data, costs, positive);
        var settings = Settings(parsed, data, choice, costs);
        var started = Stopwatch.GetTimestamp();
        var trained = Failure.GuardMemory(data.Source, MemoryEstimate.Describe(data.Data), () => ProgressBar.Run(session.Progress, progress => ModelTraining.Fit(data.Data, settings, progress, session.Cancellation)));
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var facts = Facts(parsed, data, settings, decision, trained);
        var schema = ModelMetadata.Add(ModelSchema.Of(data.Data), data.Schema, facts);
        session.Cancellation.ThrowIfCancellationRequested();
        target.WriteModel(session, trained.Model, schema);
        TrainingOutput.Write(target.IsStandard ? session with { Output = session.Error } : session, new(data, facts, settings.Model, seconds, target), parsed.GetValue(shared.Json));
        return ExitCode.Success;
    }

    private ModelFamily Family(ParseResult parsed) => parsed.GetValue(model) ?? ModelFamily.Boosting;

    private WeightChoice Weights(ParseResult parsed) => parsed.GetValue(weights) ?? WeightChoice.None;

    private void RefuseContradictions(ParseResult parsed)
    {
        modelArguments.RefuseIdle(parsed, [Family(parsed)]);
        if (parsed.GetValue(loss) is not null && Family(parsed) != ModelFamily.Boosting)
        {
            throw new InputException($"--loss and --model {ModelFamilies.Word(Family(parsed))} contradict each other: boosting alone has another loss");
        }

        if (parsed.GetValue(resample) != ResamplingKind.None && Weights(parsed) != WeightChoice.None)
        {
            throw new InputException("--resample and --weights contradict each other: after resampling all classes have as many rows");
        }
    }

    private TrainingSettings Settings(ParseResult parsed, TableDataset data, CostChoice? choice, CostMatrix? costs) => new(modelArguments.Read(parsed, Family(parsed)) with
    {
        Weighting = Weights(parsed).Of(data.Data.ClassNames, choice, costs),
        FocalGamma = parsed.GetValue(loss),
        Seed = parsed.GetValue(shared.Seed),
        Threads = parsed.GetValue(shared.Threads),
    })
    {
        Resampling = parsed.GetValue(resample),
        Calibration = parsed.GetValue(calibrate) switch
        {
            CalibrationChoice.Sigmoid => CalibrationMethod.Sigmoid,
            CalibrationChoice.Isotonic => CalibrationMethod.Isotonic,
            CalibrationChoice.Temperature => CalibrationMethod.Temperature,
            _ => null,
        },
    };

    // What the command line says of it, before any work is done.
    private ModelFacts Decision(ParseResult parsed, TableDataset data, CostMatrix? costs, int positive)
    {
        var classes = data.Data.ClassNames;
        if (!data.Beside.TryGetValue(CostArguments.Column, out var misses))
        {
            costArguments.RefuseIdlePositive(parsed);
            return new() { Costs = costs is null ? null : [.. classes.Select((_, right) => (double[])[.. classes.Select((_, answer) => costs[right, answer])])] };
        }

        misses.Costs();
        var falseAlarm = costs![1 - positive, positive] - costs[1 - positive, 1 - positive];
        return falseAlarm is >= 0 and <= RowCosts.Greatest
            ? new() { Positive = classes[positive], FalseAlarmCost = falseAlarm }
            : throw new InputException(FormattableString.Invariant($"a false alarm costs {falseAlarm} beside the right answer; it must be at least 0"));
    }

    private ModelFacts Facts(ParseResult parsed, TableDataset data, TrainingSettings settings, ModelFacts decision, TrainedClassifier trained)
    {
        var isOfWeights = decision is { Costs: null, FalseAlarmCost: null } && trained.Favours is not null;
        return decision with
        {
            Costs = isOfWeights ? Mistakes(trained.Favours!) : decision.Costs,
            AreCostsOfWeights = isOfWeights,
            Model = ModelFamilies.Word(settings.Model.Family),
            Weights = Weights(parsed).Text,
            Loss = settings.Model.Family != ModelFamily.Boosting ? null : settings.Model.FocalGamma is { } gamma ? FormattableString.Invariant($"focal={gamma}") : "cross-entropy",
            Resample = Words<ResamplingKind>.Of(settings.Resampling),
            Calibrate = Words<CalibrationChoice>.Of(parsed.GetValue(calibrate)),
            IsCorrected = trained.IsCorrected,
            Seed = settings.Model.Seed,
            Rows = data.Data.CountClasses(),
        };
    }

    // By these the answers are those of the model before its probabilities were put right. The least is 1.
    private static double[][] Mistakes(double[] favours)
    {
        var least = favours.Where(favour => favour > 0).Min();
        return [.. favours.Select((favour, right) => (double[])[.. favours.Select((_, answer) => answer == right ? 0 : favour / least)])];
    }

    private enum CalibrationChoice
    {
        None,
        Sigmoid,
        Isotonic,
        Temperature,
    }
}
