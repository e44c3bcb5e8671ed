using Counterweight.Metrics;
using Counterweight.ML.Columns;
using Microsoft.ML;
using Microsoft.ML.Data;
using ConfusionMatrix = Counterweight.Metrics.ConfusionMatrix;

namespace Counterweight.ML.Metrics;

/// <summary>Scores and answers of several classes.</summary>
internal sealed class MulticlassScores
{
    /// <summary>How far from 1 the sum of probabilities in single precision may be.</summary>
    private const double Tolerance = 1e-3;

    private readonly ClassColumn label;
    private readonly int classCount;
    private readonly List<int> labels = [];
    private readonly List<int> answers = [];
    private readonly List<float> scores = [];
    private readonly List<double> weights = [];

    private MulticlassScores(ClassColumn label, int classCount) => (this.label, this.classCount) = (label, classCount);

    public static MulticlassScores Read(IDataView data, string labelName, string scoreName, string predictedName, string? weightName)
    {
        var truth = new ClassColumn(data.Schema, labelName, isBinary: false);
        var score = ColumnChecks.Features(data.Schema, scoreName);
        var predicted = new ClassColumn(data.Schema, predictedName, isBinary: false);
        var weight = ScoredRows.WeightColumn(data.Schema, weightName);
        var rows = new MulticlassScores(truth, ((VectorDataViewType)score.Type).Size);
        DataViewSchema.Column?[] columns = [score, predicted.Column, weight];
        ScoredRows.Read(data, nameof(data), truth, columns.OfType<DataViewSchema.Column>(), cursor =>
        {
            var readScores = cursor.GetGetter<VBuffer<float>>(score);
            var readAnswer = predicted.Reader(cursor);
            var readWeight = ScoredRows.Weights(cursor, weight);
            VBuffer<float> vector = default;
            return own =>
            {
                rows.labels.Add(rows.Checked(own, labelName, cursor.Position));
                rows.answers.Add(rows.Checked(readAnswer(), predictedName, cursor.Position));
                readScores(ref vector);
                rows.scores.AddRange(vector.DenseValues());
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
        double[] all = [.. scores.Select(score => (double)score)];
        var matrix = new ConfusionMatrix(classCount);
        matrix.AddPredictions<double>([.. answers], truth, rowWeights);
        var (roc, precisionRecall) = MeanAreas(all, truth, rowWeights);
        var hasProbabilities = AreProbabilities(all);
        return new(Names(), matrix)
        {
            AreaUnderRocCurve = roc,
            AreaUnderPrecisionRecallCurve = precisionRecall,
            LogLoss = hasProbabilities ? ProbabilityScore.LogLoss(all, classCount, truth, rowWeights, ScoredRows.LeastProbability).Mean : double.NaN,
            BrierScore = hasProbabilities ? ProbabilityScore.Brier(all, classCount, truth, rowWeights).Mean : double.NaN,
        };
    }

    private int Checked(int own, string name, long row) => own < classCount ? own
        : throw Refuse.OutOfRange($"Column '{name}' is class {own} in row {row}; there are scores of {classCount} classes.", name);

    /// <summary>Names of the label; of numbers the view may lack the last ones.</summary>
    private string[] Names()
    {
        var names = label.ClassNames();
        return names.Length >= classCount ? names[..classCount] : [.. names, .. Enumerable.Range(names.Length, classCount - names.Length).Select(own => Refuse.Text($"{own}"))];
    }

    /// <summary>The means over the classes that have rows, and rows of others beside them.</summary>
    private (double Roc, double PrecisionRecall) MeanAreas(double[] all, int[] truth, double[] rowWeights)
    {
        var (rocs, areas) = (new List<double>(), new List<double>());
        var own = new double[truth.Length];
        for (var positive = 0; positive < classCount; positive++)
        {
            if (!truth.AsSpan().Contains(positive) || Array.TrueForAll(truth, other => other == positive))
            {
                continue;
            }

            for (var row = 0; row < own.Length; row++)
            {
                own[row] = all[(row * classCount) + positive];
            }

            var (roc, precisionRecall) = ScoredRows.Areas(own, Array.ConvertAll(truth, other => other == positive ? 1 : 0), rowWeights);
            rocs.Add(roc);
            areas.Add(precisionRecall);
        }

        return rocs.Count == 0 ? (double.NaN, double.NaN) : (rocs.Average(), areas.Average());
    }

    private bool AreProbabilities(double[] all)
    {
        for (var row = 0; row < all.Length; row += classCount)
        {
            var sum = 0.0;
            foreach (var score in all.AsSpan(row, classCount))
            {
                if (!(score is >= 0 and <= 1))
                {
                    return false;
                }

                sum += score;
            }

            if (!(Math.Abs(sum - 1) <= Tolerance))
            {
                return false;
            }
        }

        return true;
    }
}
