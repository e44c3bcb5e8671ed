using System.Numerics;
using Counterweight.Calibration;
using Counterweight.Metrics;
using Counterweight.Metrics.Bins;
using Counterweight.Metrics.Ranking;
using Counterweight.Metrics.Ranking.Intervals;

namespace Counterweight.Tests.Labels;

/// <content>Calibration and measures of predictions.</content>
internal static partial class LabelEntries
{
    private static IEnumerable<LabelEntry> Calibration<T>(int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (scores, weights) = (Numbers<T>(4 * rows, 8), Numbers<T>(rows, 9));
        weights.AsSpan(0, 4).Fill(T.One);
        var own = scores[..rows];
        yield return new("PlattScaling.Fit", 2, l => PlattScaling.Fit<T>(own, l, weights), l => PlattScaling.Fit<T>(own, l, weights));
        yield return new("TemperatureScaling.Fit", 4, l => TemperatureScaling.Fit<T>(scores, 4, l, weights), l => TemperatureScaling.Fit<T>(scores, 4, l, weights));
        foreach (var some in (T[][])[[], weights])
        {
            yield return new("ProbabilityScore.LogLoss", 4, l => ProbabilityScore.LogLoss<T>(scores, 4, l, some, 0.01, Ignored), l => ProbabilityScore.LogLoss<T>(scores, 4, l, some, 0.01, Ignored)) { Ignores = true };
            yield return new("ProbabilityScore.BinaryLogLoss", 2, l => ProbabilityScore.BinaryLogLoss<T>(own, l, some, 0.01, Ignored), l => ProbabilityScore.BinaryLogLoss<T>(own, l, some, 0.01, Ignored)) { Ignores = true };
            yield return new("ProbabilityScore.Brier", 4, l => ProbabilityScore.Brier<T>(scores, 4, l, some, Ignored), l => ProbabilityScore.Brier<T>(scores, 4, l, some, Ignored)) { Ignores = true };
            yield return new("ProbabilityScore.BinaryBrier", 2, l => ProbabilityScore.BinaryBrier<T>(own, l, some, Ignored), l => ProbabilityScore.BinaryBrier<T>(own, l, some, Ignored)) { Ignores = true };
        }

        var (bins, otherBins) = (CalibrationBins.EqualWidth(9), CalibrationBins.EqualWidth(9));
        yield return new(
            "CalibrationBins.Add",
            2,
            l => { bins.Add<T>(own, l, weights, Ignored); return Bins(bins); },
            l => { otherBins.Add<T>(own, l, weights, Ignored); return Bins(otherBins); })
        { Ignores = true, Added = () => otherBins.Weight };
    }

    private static CalibrationBin[] Bins(CalibrationBins bins) => [.. Enumerable.Range(0, bins.BinCount).Select(bin => bins[bin])];

    private static IEnumerable<LabelEntry> Matrices<T>(int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (scores, weights, values) = (Numbers<T>(4 * rows, 10), Numbers<T>(rows, 11), new double[20]);
        var (own, half) = (scores[..rows], T.CreateTruncating(0.5));
        var (answers, longAnswers) = Answers(rows);
        LabelEntry Of(string name, int classes, Action<ConfusionMatrix, int[]> ints, Action<ConfusionMatrix, long[]> longs)
        {
            var (matrix, other) = (new ConfusionMatrix(classes), new ConfusionMatrix(classes));
            return new("ConfusionMatrix." + name, classes, l => { ints(matrix, l); return Cells(matrix); }, l => { longs(other, l); return Cells(other); }) { Ignores = true, Added = () => other.Total };
        }

        yield return Of("AddScores", 4, (matrix, l) => matrix.AddScores<T>(scores, l, weights, Ignored), (matrix, l) => matrix.AddScores<T>(scores, l, weights, Ignored));
        yield return Of("AddBinaryScores", 2, (matrix, l) => matrix.AddBinaryScores<T>(own, half, l, weights, Ignored), (matrix, l) => matrix.AddBinaryScores<T>(own, half, l, weights, Ignored));
        yield return Of("AddPredictions", 4, (matrix, l) => matrix.AddPredictions(answers, l, Ignored), (matrix, l) => matrix.AddPredictions(longAnswers, l, Ignored));
        yield return Of("AddPredictions", 4, (matrix, l) => matrix.AddPredictions<T>(answers, l, weights, Ignored), (matrix, l) => matrix.AddPredictions<T>(longAnswers, l, weights, Ignored));
        yield return Of("AddPredictions", 4, (matrix, l) => matrix.AddPredictions(l, answers), (matrix, l) => matrix.AddPredictions(l, longAnswers)) with { Ignores = false, Column = "predicted" };
        yield return Of("AddPredictions", 4, (matrix, l) => matrix.AddPredictions<T>(l, answers, weights), (matrix, l) => matrix.AddPredictions<T>(l, longAnswers, weights)) with { Ignores = false, Column = "predicted" };
        yield return new(
            "ConfusionBootstrap.Evaluate",
            4,
            l => Done(() => ConfusionBootstrap.Evaluate<T>(answers, l, 4, Measure, 1, values, new(1), weights)),
            l => Done(() => ConfusionBootstrap.Evaluate<T>(longAnswers, l, 4, Measure, 1, values, new(1), weights)))
        { Outputs = [values] };
        yield return new(
            "ConfusionBootstrap.Evaluate",
            4,
            l => Done(() => ConfusionBootstrap.Evaluate<T>(l, answers, 4, Measure, 1, values, new(1), weights)),
            l => Done(() => ConfusionBootstrap.Evaluate<T>(l, longAnswers, 4, Measure, 1, values, new(1), weights)))
        { Outputs = [values], Column = "predicted" };
    }

    private static void Measure(ConfusionMatrix matrix, Span<double> values) => values[0] = matrix[1, 1] + (matrix[2, 3] / 3);

    private static double[] Cells(ConfusionMatrix matrix) =>
        [.. Enumerable.Range(0, matrix.ClassCount).SelectMany(actual => Enumerable.Range(0, matrix.ClassCount + 1).Select(predicted => matrix[actual, predicted]))];

    private static IEnumerable<LabelEntry> Rankings<T>(int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (scores, weights) = (Numbers<T>(4 * rows, 12), Numbers<T>(rows, 13));
        var (own, others) = (scores[..rows], scores[rows..(2 * rows)]);
        var (thresholds, positives, negatives, workspace) = (new T[rows], new double[rows], new double[rows], new long[ScoreRanking.WorkspaceLength<T>(rows)]);
        foreach (var some in (T[][])[[], weights])
        {
            yield return new("ScoreRanking.Create", 2, l => Points(ScoreRanking.Create<T>(own, l, some)), l => Points(ScoreRanking.Create<T>(own, l, some)));
            yield return new(
                "ScoreRanking.Build",
                2,
                l => Points(ScoreRanking.Build(own, l, thresholds, positives, negatives, workspace, some)),
                l => Points(ScoreRanking.Build(own, l, thresholds, positives, negatives, workspace, some)))
            { Outputs = [thresholds, positives, negatives, workspace] };
            yield return new("DeLong.Estimate", 2, l => DeLong.Estimate<T>(own, l, some), l => DeLong.Estimate<T>(own, l, some));
            yield return new("DeLong.Compare", 2, l => DeLong.Compare<T>(own, others, l, some), l => DeLong.Compare<T>(own, others, l, some));
        }

        var (pairs, ofClasses, areas, precisions) = (new double[16], new double[4], new double[9], new double[9]);
        yield return new("MulticlassAuc.Pairs", 4, l => Done(() => MulticlassAuc.Pairs<T>(scores, 4, l, pairs, ofClasses, weights)), l => Done(() => MulticlassAuc.Pairs<T>(scores, 4, l, pairs, ofClasses, weights)))
        { Outputs = [pairs, ofClasses] };
        yield return new(
            "RankingBootstrap.Areas",
            2,
            l => Done(() => RankingBootstrap.Areas<T>(own, l, areas, precisions, new(1), weights)),
            l => Done(() => RankingBootstrap.Areas<T>(own, l, areas, precisions, new(1), weights)))
        { Outputs = [areas, precisions] };
        yield return new(
            "RankingBootstrap.Evaluate",
            2,
            l => Done(() => RankingBootstrap.Evaluate<T>(own, l, RankingMetrics.AveragePrecision, areas, new(1), weights, true)),
            l => Done(() => RankingBootstrap.Evaluate<T>(own, l, RankingMetrics.AveragePrecision, areas, new(1), weights, true)))
        { Outputs = [areas] };
        var (stream, other) = (new StreamingAuc(0, 1, 64), new StreamingAuc(0, 1, 64));
        yield return new("StreamingAuc.Add", 2, l => { stream.Add<T>(own, l, weights); return stream.Evaluate(); }, l => { other.Add<T>(own, l, weights); return other.Evaluate(); }) { Added = () => other.Evaluate() };
    }

    private static double[] Points<T>(RankingCurve<T> curve)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var points = new List<double>();
        for (var point = 0; point < curve.Count; point++)
        {
            points.AddRange([double.CreateTruncating(curve.Thresholds[point]), curve.TruePositives[point], curve.FalsePositives[point]]);
        }

        return [.. points];
    }
}
