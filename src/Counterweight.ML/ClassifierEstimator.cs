using Counterweight.ML.Columns;
using Counterweight.ML.Saving;
using Counterweight.ML.Scoring;
using Counterweight.Training;
using Counterweight.Training.Models;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Counterweight.ML;

/// <summary>A trainer of this library as a step of a pipeline.</summary>
/// <remarks>
/// <para>
/// The label is a Boolean, a key, or a number of a class (0, 1, …). Rows whose label is missing are left out, as trainers of ML.NET do. Features are a vector
/// of Single, sparse or dense; NaN is a missing value. Slots that OneHotEncoding made of one column are one feature of categories, as far as
/// ML.NET's annotations say so: trees split it by sets of categories. Weights are Single or Double.
/// </para>
/// <para>
/// Score of two classes is the log-odds of the second one, as much as that of ML.NET's calibrated trainers is; Score of several classes is a vector of their
/// probabilities. PredictedLabel of several classes is a key with the values of the label's keys, so that MapKeyToValue makes labels of it.
/// </para>
/// </remarks>
public sealed class ClassifierEstimator : IEstimator<ClassifierTransformer>
{
    private readonly ClassifierTrainer trainer;
    private readonly ColumnNames columns;
    private readonly bool isBinary;

    internal ClassifierEstimator(ClassifierTrainer trainer, ColumnNames columns, bool isBinary) => (this.trainer, this.columns, this.isBinary) = (trainer, columns, isBinary);

    /// <summary>Fits the classifier to all rows that have a label.</summary>
    /// <param name="input">The rows; they are read once.</param>
    /// <exception cref="ArgumentException">A column is not there or of a wrong type, no row has a label, or whatever the trainer refuses.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range (the message names it).</exception>
    public ClassifierTransformer Fit(IDataView input) => Fit(input, null, nameof(input));

    /// <summary>Fits the classifier, with rows to watch: for trainers that stop early.</summary>
    /// <param name="trainData">The rows to fit to.</param>
    /// <param name="validationData">Rows of the same columns; null: none.</param>
    /// <exception cref="ArgumentException">A column is not there or of a wrong type, no row has a label, or whatever the trainer refuses.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range (the message names it).</exception>
    public ClassifierTransformer Fit(IDataView trainData, IDataView? validationData) => Fit(trainData, validationData, nameof(trainData));

    private ClassifierTransformer Fit(IDataView trainData, IDataView? validationData, string parameter)
    {
        var rows = TrainingRows.Read(trainData, columns, isBinary, parameter);
        var validation = validationData is null ? null : TrainingRows.Read(validationData, columns, isBinary, nameof(validationData)).Data;
        var classifier = trainer(rows.Data, 0, new FitInput { Validation = validation });
        if (classifier is not ISavedModel)
        {
            throw Refuse.Misfit($"trainer returned {(classifier is null ? "null" : Refuse.Text($"a {classifier.GetType().Name}, which no model file holds"))}.", nameof(trainer));
        }

        if (classifier.ClassCount != rows.Data.ClassCount || classifier.FeatureCount != rows.Data.FeatureCount)
        {
            throw Refuse.Misfit($"trainer returned a classifier of {classifier.FeatureCount} features and {classifier.ClassCount} classes for rows of {rows.Data.FeatureCount} features and {rows.Data.ClassCount} classes.", nameof(trainer));
        }

        var saved = new SavedClassifier(classifier, ModelSchema.Of(rows.Data), columns.Features);
        var (trainSchema, label) = (trainData.Schema, rows.Label);
        return isBinary
            ? new(saved, ScoreColumns.OfBinary, () => ScoringChain.OfBinary(saved, trainSchema))
            : new(saved, ScoreColumns.OfMulticlass(label), () => ScoringChain.OfMulticlass(saved, trainSchema, label));
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        ColumnChecks.Check(inputSchema, columns);
        var context = new MLContext();
        if (isBinary)
        {
            return context.Transforms.CustomMapping<NoColumns, BinaryOutput>(static (_, _) => { }, null).GetOutputSchema(inputSchema);
        }

        var label = inputSchema.Last(column => string.Equals(column.Name, columns.Label, StringComparison.Ordinal));
        IEstimator<ITransformer> predicted = label.IsKey
            ? context.Transforms.CopyColumns("PredictedLabel", columns.Label)
            : context.Transforms.Conversion.MapValueToKey("PredictedLabel", columns.Label);
        return predicted.GetOutputSchema(context.Transforms.CustomMapping<NoColumns, ScoreShape>(static (_, _) => { }, null).GetOutputSchema(inputSchema));
    }

    /// <summary>The shape of the scores of several classes, however many.</summary>
    private sealed class ScoreShape
    {
        [VectorType(2)]
        public VBuffer<float> Score { get; set; }
    }
}
