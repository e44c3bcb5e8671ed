using System.Diagnostics;
using Counterweight.Cli.Arguments;
using Counterweight.Cli.Columns;
using Counterweight.Cli.Costs;
using Counterweight.Training;
using Counterweight.Training.Data;

namespace Counterweight.Cli.Comparison;

/// <summary>Fits every model on the same splits.</summary>
internal sealed class ModelComparison
{
    private readonly TableDataset source;
    private readonly ComparisonOptions options;
    private readonly IProgress<FitProgress>? progress;
    private readonly CancellationToken cancellation;
    private readonly List<ModelResult> results;
    private readonly RowCosts? costs;
    private readonly int[] testRows;

    public ModelComparison(TableDataset source, ComparisonOptions options, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        (this.source, this.options, this.progress, this.cancellation) = (source, options, progress, cancellation);
        var data = source.Data;
        var misses = source.Beside.TryGetValue(CostArguments.Column, out var column) ? column.Costs() : [];
        var positive = misses.Length == 0 ? -1 : PositiveClass.Of(options.Positive, data.ClassNames, data.CountClasses());
        var matrix = options.Costs?.Matrix(data.ClassNames, cancellation, positive);
        costs = matrix is null ? null : new(matrix, positive, misses);
        (string, ClassWeighting)[] weightings = [.. options.Weights.Select(choice => (choice.Text, choice.Of(data.ClassNames, options.Costs, matrix)))];
        var models = options.Calibration ? ComparedModels.WithRemedies(options.Models, weightings, data) : ComparedModels.Of(options.Models, weightings);
        results = [.. models.Select(model => new ModelResult(model, data.ClassCount))];
        testRows = new int[data.ClassCount];
    }

    public ComparisonReport Run()
    {
        for (var i = 0; i < options.Seeds; i++)
        {
            var split = options.Splitter.Split(source, options.Seed(i));
            var (train, test) = (source.Data.Subset(split.TrainRows), source.Data.Subset(split.TestRows));
            if (train.CountClasses().Count(rows => rows > 0) < 2)
            {
                throw new InputException($"{source.Source}: the rows to train on are of one class; {options.Splitter.Describe()} leaves no other");
            }

            test.CountClasses().CopyTo(testRows, 0);
            RunSplit(i, train, test, costs?.Of(split.TestRows));
        }

        progress?.Report(new FitProgress(1, "done"));
        return new ComparisonReport(source, options, testRows, results);
    }

    private void RunSplit(int index, Dataset train, Dataset test, RowCosts? testCosts)
    {
        var scores = new TestScores[results.Count];
        for (var i = 0; i < results.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var result = results[i];
            var started = Stopwatch.GetTimestamp();
            var model = result.Model.Fit(train, new FitInput { Progress = StepProgress((index * results.Count) + i, result.Model), Cancellation = cancellation, Timer = result.Kernels, ResamplingSeed = options.Seed(index) });
            var elapsed = Stopwatch.GetElapsedTime(started);
            var (answers, probabilities) = (new int[test.RowCount], new double[checked(test.RowCount * test.ClassCount)]);
            model.Predict(test, answers, Environment.ProcessorCount);
            model.PredictProbabilities(test, probabilities, Environment.ProcessorCount);
            scores[i] = new([.. test.Labels], answers, probabilities);
            result.Add(scores[i].Confusion, elapsed, model);
            result.Auc.Add(scores[i].Auc);
            AddProbabilities(result, scores[i], model, train, testCosts);
        }

        AddEffects(scores);
    }

    private static void AddProbabilities(ModelResult result, TestScores scores, IProbabilisticClassifier model, Dataset train, RowCosts? testCosts)
    {
        if (!result.Model.IsCalibrated && testCosts is null)
        {
            return;
        }

        var corrected = ProbabilityScores.Corrected(result.Model, scores.Probabilities, model, train);
        if (result.Model.IsCalibrated)
        {
            result.Calibration.Add(scores.Probabilities, scores.Labels);
            result.Corrected.Add(corrected, scores.Labels);
        }

        if (testCosts is not null)
        {
            result.Costs.Answered.Add(testCosts.Mean(scores.Labels, scores.Answers));
            result.Costs.Decided.Add(testCosts.Mean(scores.Labels, testCosts.Decide(scores.Probabilities)));
            result.Costs.Corrected.Add(testCosts.Mean(scores.Labels, testCosts.Decide(corrected)));
        }
    }

    // Beside the same model without weights.
    private void AddEffects(TestScores[] scores)
    {
        for (var i = 0; i < results.Count; i++)
        {
            var model = results[i].Model;
            var unweighted = results.FindIndex(other => other.Model.IsWithoutWeightsOf(model));
            if (unweighted >= 0 && unweighted != i)
            {
                var effect = results[i].Effect ??= new();
                effect.Add(scores[unweighted], scores[i]);
            }
        }
    }

    private StepProgress? StepProgress(int step, ComparedModel model) => progress is null
        ? null
        : new StepProgress(progress, step, options.Seeds * results.Count, $"{model.Name}, {model.WeightingName}");
}
