using Counterweight.Metrics;
using Counterweight.Metrics.Bins;

namespace Counterweight.Tests.Parallelism;

/// <content>Measures of predictions.</content>
internal static partial class ThreadedEntries
{
    private static IEnumerable<ThreadedEntry> Metrics()
    {
        int[] labels = [.. AllRows.Select(row => row * 7 % 11 % 4)];
        int[] binary = [.. labels.Select(label => label % 2)];
        float[] probabilities = [.. Targets.Select(target => Math.Min(target, 1))];
        var four = labels[..(Rows / 4)];
        long[] longs = [.. labels];
        long[] longBinary = [.. binary];
        yield return new("ConfusionMatrix.AddScores", [], threads => Cells(4, matrix => matrix.AddScores<float>(Scores, four, Targets.AsSpan(0, Rows / 4), null, threads)));
        yield return new("ConfusionMatrix.AddBinaryScores", [], threads => Cells(2, matrix => matrix.AddBinaryScores<float>(Scores, 0.25f, binary, Targets, null, threads)));
        yield return new("ConfusionMatrix.AddPredictions", [], threads => Cells(4, matrix => matrix.AddPredictions(labels.AsSpan(1), labels.AsSpan(0, Rows - 1), null, threads)));
        yield return new("ConfusionMatrix.AddPredictions", [], threads => Cells(100, matrix => matrix.AddPredictions<float>(labels.AsSpan(1), labels.AsSpan(0, Rows - 1), Targets.AsSpan(1), 3, threads)));
        yield return new("ConfusionMatrix.AddScores", [], threads => Cells(4, matrix => matrix.AddScores<float>(Scores, longs.AsSpan(0, Rows / 4), Targets.AsSpan(0, Rows / 4), null, threads)));
        yield return new("ConfusionMatrix.AddBinaryScores", [], threads => Cells(2, matrix => matrix.AddBinaryScores<float>(Scores, 0.25f, longBinary, Targets, null, threads)));
        yield return new("ConfusionMatrix.AddPredictions", [], threads => Cells(4, matrix => matrix.AddPredictions(longs.AsSpan(1), longs.AsSpan(0, Rows - 1), null, threads)));
        yield return new("ConfusionMatrix.AddPredictions", [], threads => Cells(100, matrix => matrix.AddPredictions<float>(longs.AsSpan(1), longs.AsSpan(0, Rows - 1), Targets.AsSpan(1), 3, threads)));
        yield return new("ProbabilityScore.LogLoss", [], threads => ProbabilityScore.LogLoss<float>(probabilities, 4, four, Targets.AsSpan(0, Rows / 4), degreeOfParallelism: threads));
        yield return new("ProbabilityScore.BinaryLogLoss", [], threads => ProbabilityScore.BinaryLogLoss<float>(probabilities, binary, Targets, degreeOfParallelism: threads));
        yield return new("ProbabilityScore.Brier", [], threads => ProbabilityScore.Brier<float>(probabilities, 4, four, Targets.AsSpan(0, Rows / 4), degreeOfParallelism: threads));
        yield return new("CalibrationBins.Add", [], threads => Bins(bins => bins.Add<float>(probabilities, binary, Targets, null, threads)));
        yield return new("ProbabilityScore.BinaryBrier", [], threads => ProbabilityScore.BinaryBrier<float>(probabilities, binary, Targets, degreeOfParallelism: threads));
        foreach (var entry in LongScores([.. labels], [.. binary], probabilities))
        {
            yield return entry;
        }
    }

    private static IEnumerable<ThreadedEntry> LongScores(long[] labels, long[] binary, float[] probabilities)
    {
        var four = labels[..(Rows / 4)];
        yield return new("ProbabilityScore.LogLoss", [], threads => ProbabilityScore.LogLoss<float>(probabilities, 4, four, Targets.AsSpan(0, Rows / 4), degreeOfParallelism: threads));
        yield return new("ProbabilityScore.BinaryLogLoss", [], threads => ProbabilityScore.BinaryLogLoss<float>(probabilities, binary, Targets, degreeOfParallelism: threads));
        yield return new("ProbabilityScore.Brier", [], threads => ProbabilityScore.Brier<float>(probabilities, 4, four, Targets.AsSpan(0, Rows / 4), degreeOfParallelism: threads));
        yield return new("ProbabilityScore.BinaryBrier", [], threads => ProbabilityScore.BinaryBrier<float>(probabilities, binary, Targets, degreeOfParallelism: threads));
        yield return new("CalibrationBins.Add", [], threads => Bins(bins => bins.Add<float>(probabilities, binary, Targets, null, threads)));
    }

    private static string Bins(Action<CalibrationBins> add)
    {
        var bins = CalibrationBins.EqualWidth(9);
        add(bins);
        return string.Join(' ', Enumerable.Range(0, 9).Select(bin => bins[bin]));
    }

    private static string Cells(int classes, Action<ConfusionMatrix> add)
    {
        var matrix = new ConfusionMatrix(classes);
        add(matrix);
        return string.Join(' ', Enumerable.Range(0, classes).SelectMany(actual => Enumerable.Range(0, classes + 1).Select(predicted => matrix[actual, predicted])));
    }
}
