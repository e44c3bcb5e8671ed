using Counterweight.Metrics;
using Counterweight.ML.Columns;
using Microsoft.ML;
using ConfusionMatrix = Counterweight.Metrics.ConfusionMatrix;

namespace Counterweight.ML.Metrics;

/// <summary>Scores, probabilities and answers of two classes.</summary>
internal sealed class BinaryScores
{
    private readonly ClassColumn label;
    private readonly List<int> labels = [];
    private readonly List<int> answers = [];
    private readonly List<double> scores = [];
    private readonly List<double> probabilities = [];
    private readonly List<double> weights = [];

    private BinaryScores(ClassColumn label) => this.label = label;

    public static BinaryScores Read(IDataView data, string labelName, string scoreName, string probabilityName, string predictedName, string? weightName)
    {
        var rows = new BinaryScores(new ClassColumn(data.Schema, labelName, isBinary: true));
        var score = ColumnChecks.Number(data.Schema, scoreName);
        var predicted = new ClassColumn(data.Schema, predictedName, isBinary: true);
        DataViewSchema.Column? probability = data.Schema.GetColumnOrNull(probabilityName) is null ? null : ColumnChecks.Number(data.Schema, probabilityName);
        var weight = ScoredRows.WeightColumn(data.Schema, weightName);
        DataViewSchema.Column?[] columns = [score, predicted.Column, probability, weight];
        ScoredRows.Read(data, nameof(data), rows.label, columns.OfType<DataViewSchema.Column>(), cursor =>
        {
            var readScore = NumberReader.Of(cursor, score);
            var readAnswer = predicted.Reader(cursor);
            var readProbability = probability is { } column ? NumberReader.Of(cursor, column) : null;
            var readWeight = ScoredRows.Weights(cursor, weight);
            return own =>
            {
                rows.labels.Add(own);
                rows.scores.Add(readScore());
                rows.answers.Add(readAnswer());
                if (readProbability is not null)
                {
                    rows.probabilities.Add(readProbability());
                }

                if (readWeight is not null)
                {
                    rows.weights.Add(readWeight());
                }
            };
        });
        return rows;
    }

    public ImbalancedMetrics Measure()
    {
        int[] truth = [.. labels];
        double[] rowWeights = [.. weights];
        double[] positive = [.. probabilities];
        var matrix = new ConfusionMatrix(2);
        matrix.AddPredictions<double>([.. answers], truth, rowWeights);
        var (roc, precisionRecall) = ScoredRows.Areas([.. scores], truth, rowWeights);
        var hasProbabilities = positive.Length > 0 && Array.TrueForAll(positive, probability => probability is >= 0 and <= 1);
        return new(label.ClassNames(), matrix)
        {
            AreaUnderRocCurve = roc,
            AreaUnderPrecisionRecallCurve = precisionRecall,
            LogLoss = hasProbabilities ? ProbabilityScore.BinaryLogLoss(positive, truth, rowWeights, ScoredRows.LeastProbability).Mean : double.NaN,
            BrierScore = hasProbabilities ? ProbabilityScore.BinaryBrier(positive, truth, rowWeights).Mean : double.NaN,
        };
    }
}
