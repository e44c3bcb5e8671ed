using Counterweight.Metrics.Ranking;
using Counterweight.ML.Columns;
using Microsoft.ML;
using RankingMetrics = Counterweight.Metrics.Ranking.RankingMetrics;

namespace Counterweight.ML.Metrics;

/// <summary>Rows that have a label, with what a model says of them.</summary>
internal static class ScoredRows
{
    /// <summary>What stands for smaller probabilities of the right class: those of scores in single precision may be 0 where they were not.</summary>
    public const double LeastProbability = 1.0 / (1 << 23);

    /// <summary>Goes through the rows of a view that have a label.</summary>
    /// <param name="view">The view.</param>
    /// <param name="parameter">The caller's name of it.</param>
    /// <param name="label">The column of classes.</param>
    /// <param name="columns">Other columns to read.</param>
    /// <param name="start">Takes a cursor, and returns what to do at each row, given its class.</param>
    public static void Read(IDataView view, string parameter, ClassColumn label, IEnumerable<DataViewSchema.Column> columns, Func<DataViewRow, Action<int>> start)
    {
        using var cursor = view.GetRowCursor([label.Column, .. columns]);
        var read = label.Reader(cursor);
        var row = start(cursor);
        var any = false;
        while (cursor.MoveNext())
        {
            if (read() is >= 0 and var own)
            {
                row(own);
                any = true;
            }
        }

        if (!any)
        {
            throw Refuse.Misfit($"No row has a label in column '{label.Column.Name}'.", parameter);
        }
    }

    /// <summary>What reads the weight of the row at the cursor; null where all rows count the same.</summary>
    public static Func<double>? Weights(DataViewRow row, DataViewSchema.Column? column) => column is { } weight ? NumberReader.Weight(row, weight) : null;

    /// <summary>The column of weights, or none.</summary>
    public static DataViewSchema.Column? WeightColumn(DataViewSchema schema, string? name) => name is null ? null : ColumnChecks.Number(schema, name);

    /// <summary>The areas under both curves; NaN where scores rank nothing: one is NaN, or rows are of one class.</summary>
    public static (double Roc, double PrecisionRecall) Areas(ReadOnlySpan<double> scores, ReadOnlySpan<int> isPositive, ReadOnlySpan<double> weights)
    {
        foreach (var score in scores)
        {
            if (double.IsNaN(score))
            {
                return (double.NaN, double.NaN);
            }
        }

        var curve = ScoreRanking.Create(scores, isPositive, weights);
        return curve.Positives > 0 && curve.Negatives > 0 ? (RankingMetrics.RocAuc(curve), RankingMetrics.AveragePrecision(curve)) : (double.NaN, double.NaN);
    }
}
