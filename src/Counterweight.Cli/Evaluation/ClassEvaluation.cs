using Counterweight.Metrics.Bins;

namespace Counterweight.Cli.Evaluation;

/// <summary>How good predictions are of one class.</summary>
/// <param name="Label">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Rows">Its rows, those of weight 0 among them.</param>
/// <param name="PredictedRows">Rows that were taken for it.</param>
/// <param name="Precision">Of the rows taken for it, the share that is of it.</param>
/// <param name="Recall">Of its rows, the share that was taken for it.</param>
/// <param name="F1">The harmonic mean of both.</param>
/// <param name="Specificity">Of the other rows, the share that was not taken for it.</param>
/// <param name="AveragePrecision">Of its probability, against all other classes.</param>
/// <param name="RocAuc">Of its probability, against all other classes.</param>
/// <param name="Calibration">Bins of its probability.</param>
internal sealed record ClassEvaluation(
    int Label,
    string Name,
    long Rows,
    long PredictedRows,
    Measure Precision,
    Measure Recall,
    Measure F1,
    Measure Specificity,
    Measure AveragePrecision,
    Measure RocAuc,
    CalibrationBins Calibration)
{
    /// <summary>The measures in the order of tables.</summary>
    public IEnumerable<Measure> Measures => [Recall, Precision, F1, Specificity, RocAuc, AveragePrecision];
}
