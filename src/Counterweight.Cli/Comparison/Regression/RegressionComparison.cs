using System.Diagnostics;
using Counterweight.Cli.Columns;
using Counterweight.Training;
using Counterweight.Training.Data;

namespace Counterweight.Cli.Comparison.Regression;

/// <summary>Fits every model of a number on the same random splits.</summary>
internal sealed class RegressionComparison(TableDataset source, ComparisonOptions options, IProgress<FitProgress>? progress, CancellationToken cancellation)
{
    private readonly List<RegressionResult> results = [.. RegressionModel.All.Select(model => new RegressionResult(model))];

    public RegressionReport Run()
    {
        var testRows = 0;
        for (var i = 0; i < options.Seeds; i++)
        {
            var split = options.Splitter.Split(source, options.Seed(i));
            testRows = split.TestRows.Length;
            RunSplit(i, source.Data.Subset(split.TrainRows), source.Data.Subset(split.TestRows));
        }

        progress?.Report(new FitProgress(1, "done"));
        return new RegressionReport(source, options, testRows, results);
    }

    private void RunSplit(int index, Dataset train, Dataset test)
    {
        for (var i = 0; i < results.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var result = results[i];
            var step = progress is null ? null : new StepProgress(progress, (index * results.Count) + i, options.Seeds * results.Count, result.Model.Name);
            var started = Stopwatch.GetTimestamp();
            var elapsed = TimeSpan.Zero;
            var predicted = result.Model.FitAndPredict(train, test, () => elapsed = Stopwatch.GetElapsedTime(started), new FitInput { Progress = step, Cancellation = cancellation });
            result.Add(test.Targets, predicted, elapsed);
        }
    }
}
