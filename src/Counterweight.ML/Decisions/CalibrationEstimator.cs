using Counterweight.Calibration;
using Counterweight.ML.Saving;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Counterweight.ML.Decisions;

/// <summary>Probabilities by a calibration of scores. Fitted, it is steps of ML.NET's own, with the calibration as a text among them.</summary>
internal sealed class CalibrationEstimator(bool isIsotonic, ScoreColumns columns) : ScoreEstimator(columns)
{
    private readonly MLContext context = new();

    private protected override IEstimator<ITransformer> Steps(LabelledScores rows)
    {
        var (scores, labels, weights) = (rows.Scores, rows.Labels, rows.Weights);
        return Steps(isIsotonic
            ? new ScoreCalibration(default, IsotonicCalibration.Fit<double>(scores, Array.ConvertAll(labels, label => (double)label), weights))
            : new ScoreCalibration(PlattScaling.Fit<double>(scores, labels, weights), null));
    }

    private protected override SchemaShape Shape(SchemaShape inputSchema) => Steps(new ScoreCalibration(default, null)).GetOutputSchema(inputSchema);

    private EstimatorChain<ITransformer> Steps(ScoreCalibration calibration) => new EstimatorChain<ITransformer>()
        .Append((IEstimator<ITransformer>)context.Transforms.Conversion.ConvertType(CalibrationSource.ScoreColumn, Columns.Score, DataKind.Double))
        .Append((IEstimator<ITransformer>)context.Transforms.CustomMapping(new ConstantMapping().GetMapping(), ConstantMapping.Contract))
        .Append((IEstimator<ITransformer>)context.Transforms.Conversion.MapValue(CalibrationSource.TextColumn, [new KeyValuePair<bool, string>(true, calibration.ToString())], HiddenColumns.Constant))
        .Append((IEstimator<ITransformer>)context.Transforms.CustomMapping(new CalibrationMapping().GetMapping(), CalibrationMapping.Contract))
        .Append((IEstimator<ITransformer>)context.Transforms.CopyColumns(Columns.Output, CalibratedColumn.Name))
        .Append((IEstimator<ITransformer>)context.Transforms.DropColumns(CalibrationSource.ScoreColumn, CalibrationSource.TextColumn, HiddenColumns.Constant, CalibratedColumn.Name));
}
