using Counterweight.Cli.Arguments;
using Counterweight.Cli.Models;
using Counterweight.Cli.Predicting;
using Counterweight.Cli.Reading;
using Counterweight.Cli.Reading.Sources;
using Counterweight.Decisions;

namespace Counterweight.Cli.Evaluation;

/// <summary>Predicts a data file by a model, and takes that for the file of predictions.</summary>
internal static class ModelPredictions
{
    private const string LabelOption = "--label";
    private const string WeightOption = "--weight-column";

    /// <summary>Predicts a file and reads what comes of it.</summary>
    /// <param name="request">What is asked for, of the data file.</param>
    /// <param name="modelPath">The model.</param>
    /// <param name="hasCosts">Whether the user says what mistakes cost; otherwise the model may.</param>
    /// <param name="threads">Threads at most.</param>
    /// <param name="progress">Told the bytes read; null: nobody watches.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="InputException">The file or the model cannot be used, or one does not fit the other.</exception>
    public static Predictions Read(PredictionRequest request, string modelPath, bool hasCosts, int threads, IProgress<(long Read, long Length)>? progress, CancellationToken cancellation)
    {
        var model = ModelInput.Load(modelPath, cancellation);
        var costs = hasCosts ? null : StoredCosts(model, request);
        if (costs is not null && model.Facts!.FalseAlarmCost is not null)
        {
            request = request with { Cost = model.Table.Cost!.Name, Positive = model.Facts.Positive };
        }

        (string Option, string? Column)[] asked = [(LabelOption, request.Label), (WeightOption, request.Weight), (CostArguments.Column, request.Cost), (SplitArguments.Time, request.Time)];
        (string Option, string Column)[] named = [.. asked.Where(each => each.Column is not null).Select(each => (each.Option, each.Column!))];
        var source = InputFile.Name(request.Path);
        return Failure.GuardMemory(source, "the predictions are too large", () =>
        {
            using var predicted = new MemoryStream();
            var options = new PredictionOptions { Named = named, Threads = threads };
            var taker = new LineTaker(new PredictionWriter(source, predicted, advice: ""));
            var summary = PredictionRun.Run(request.Path, model, new ReadingOptions(), options, taker, progress, cancellation);
            predicted.Position = 0;
            var read = PredictionReader.Read(predicted, source, Named(request, named, summary.Named), cancellation, taker.Lines);
            var name = InputFile.ShortName(model.Source);
            string[] reused = costs is null ? [] : [$"mistakes cost what {name} was trained with (--cost gives other costs)"];
            return read with
            {
                Decided = "the decisions of the model",
                Decider = $"{name} {(model.Facts ?? new()).Decides()}",
                ModelCosts = costs,
                Notes = [.. summary.Notes, .. reused, .. read.Notes],
            };
        });
    }

    // A number is a place among the columns of the data file, and not among those of the predictions.
    private static PredictionRequest Named(PredictionRequest request, (string Option, string Column)[] asked, IReadOnlyList<string> names)
    {
        string? Of(string option) => Array.FindIndex(asked, each => string.Equals(each.Option, option, StringComparison.Ordinal)) is >= 0 and var place ? names[place] : null;
        return request with { Label = Of(LabelOption)!, Weight = Of(WeightOption), Cost = Of(CostArguments.Column), Time = Of(SplitArguments.Time) };
    }

    // Costs that stand for class weights are no costs of mistakes.
    private static CostMatrix? StoredCosts(TrainedModel model, PredictionRequest request)
    {
        var (facts, classes) = (model.Facts, model.Classes);
        if (facts is { Costs: { } costs, AreCostsOfWeights: false })
        {
            return new CostMatrix(classes.Count, [.. costs.SelectMany(row => row)]);
        }

        if (facts is not { FalseAlarmCost: { } falseAlarm, Positive: { } positive } || (request.Positive is { } other && !string.Equals(other, positive, StringComparison.Ordinal)))
        {
            return null;
        }

        var isFirst = string.Equals(classes[0], positive, StringComparison.Ordinal);
        return new CostMatrix(2, isFirst ? [0, 0, falseAlarm, 0] : [0, falseAlarm, 0, 0]);
    }

    /// <summary>Remembers the line of each row.</summary>
    private sealed class LineTaker(IPredictionTaker next) : IPredictionTaker
    {
        private readonly List<long> lines = [];

        public IReadOnlyList<long> Lines => lines;

        public void Open(IReadOnlyList<string> kept, IReadOnlyList<string> classes) => next.Open(kept, classes);

        public void Take(PredictionBlock block)
        {
            lines.AddRange(block.Kept[0].Lines);
            next.Take(block);
        }
    }
}
