using System.Diagnostics;
using Counterweight.Cli.Columns;
using Counterweight.Training;
using Counterweight.Training.Data;
using Counterweight.Training.Evaluation;

namespace Counterweight.Cli.Comparison;

/// <summary>Fits every model on the same stratified splits.</summary>
internal sealed class ModelComparison(TableDataset source, ComparisonOptions options, IProgress<FitProgress>? progress, CancellationToken cancellation)
{
    private readonly List<ModelResult> results = [.. (options.Calibration ? ModelKind.WithRemedies(source.Data) : ModelKind.All).Select(model => new ModelResult(model, source.Data.ClassCount))];

    public ComparisonReport Run()
    {
        var testRows = 0;
        for (var i = 0; i < options.Seeds; i++)
        {
            var split = StratifiedSplit.Create(source.Data.Labels, options.TestFraction, options.Seed(i));
            testRows = split.TestRows.Count;
            RunSplit(i, source.Data.Subset([.. split.TrainRows]), source.Data.Subset([.. split.TestRows]));
        }

        progress?.Report(new FitProgress(1, "done"));
        return new ComparisonReport(source, options, testRows, results);
    }

    private void RunSplit(int index, Dataset train, Dataset test)
    {
        var predicted = new int[test.RowCount];
        for (var i = 0; i < results.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var result = results[i];
            var started = Stopwatch.GetTimestamp();
            var model = result.Model.Fit(train, result.Model.Weighting, new FitInput { Progress = StepProgress((index * results.Count) + i, result.Model), Cancellation = cancellation, Timer = result.Kernels, ResamplingSeed = options.Seed(index) });
            var elapsed = Stopwatch.GetElapsedTime(started);
            model.Predict(test, predicted, Environment.ProcessorCount);
            result.Add(new ClassificationReport(test.Labels, predicted, test.ClassCount), elapsed, model);
            if (result.Model.IsCalibrated)
            {
                var probabilities = new double[checked(test.RowCount * test.ClassCount)];
                ((IProbabilisticClassifier)model).PredictProbabilities(test, probabilities, Environment.ProcessorCount);
                result.Calibration.Add(probabilities, test.Labels);
                result.Corrected.Add(result.Model.IsEven ? ProbabilityScores.Corrected(probabilities, train.CountClasses()) : probabilities, test.Labels);
            }
        }
    }

    private StepProgress? StepProgress(int step, ModelKind model) => progress is null
        ? null
        : new StepProgress(progress, step, options.Seeds * results.Count, $"{model.Name}, {model.WeightingName}");
}
