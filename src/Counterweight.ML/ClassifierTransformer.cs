using Counterweight.ML.Columns;
using Counterweight.ML.Saving;
using Counterweight.ML.Scoring;
using Counterweight.Training;
using Counterweight.Training.Models;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Counterweight.ML;

/// <summary>
/// A fitted classifier of a pipeline. It adds the columns Score, PredictedLabel and, of two classes, Probability. ML.NET saves and loads it as steps of
/// its own with the model file in them; a program that loads it needs this package beside ML.NET and nothing else.
/// </summary>
public sealed class ClassifierTransformer : ITransformer
{
    private readonly SavedClassifier saved;
    private readonly DataViewSchema scores;
    private readonly Lazy<ITransformer> steps;

    /// <param name="saved">The classifier.</param>
    /// <param name="scores">The columns that it adds.</param>
    /// <param name="steps">Makes the steps of ML.NET's own that score as it does; they hold the model file, which takes long to write.</param>
    internal ClassifierTransformer(SavedClassifier saved, DataViewSchema scores, Func<ITransformer> steps) => (this.saved, this.scores, this.steps) = (saved, scores, new(steps));

    /// <summary>The classifier itself: for its importances, or to save it by <see cref="ModelFile"/> with <see cref="Schema"/>.</summary>
    public IProbabilisticClassifier Classifier => saved.Classifier;

    /// <summary>The names of its features, of their categories and of its classes.</summary>
    public ModelSchema Schema => saved.Schema;

    /// <inheritdoc/>
    public bool IsRowToRowMapper => true;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The column of features is not there, of another type or of another size.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        var slots = FeatureSlots.Of(saved.FeatureColumn, Schema).SlotCount;
        var type = (VectorDataViewType)ColumnChecks.Features(inputSchema, saved.FeatureColumn).Type;
        if (type.Size != slots)
        {
            throw Refuse.Misfit($"Column '{saved.FeatureColumn}' has {type.Size} slots; it must have {slots}, those of the training rows.", saved.FeatureColumn);
        }

        var builder = new DataViewSchema.Builder();
        builder.AddColumns(inputSchema);
        builder.AddColumns(scores);
        return builder.ToSchema();
    }

    /// <inheritdoc/>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new ScoredView(input, saved, GetOutputSchema(input.Schema));
    }

    /// <inheritdoc/>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => steps.Value.GetRowToRowMapper(inputSchema);

    /// <inheritdoc/>
    void ICanSaveModel.Save(ModelSaveContext ctx) => steps.Value.Save(ctx);
}
