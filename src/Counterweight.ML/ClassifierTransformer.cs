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
    private readonly bool isBinary;
    private readonly ITransformer steps;

    internal ClassifierTransformer(SavedClassifier saved, bool isBinary, ITransformer steps) => (this.saved, this.isBinary, this.steps) = (saved, isBinary, steps);

    /// <summary>The classifier itself: for its importances, or to save it by <see cref="ModelFile"/> with <see cref="Schema"/>.</summary>
    public IProbabilisticClassifier Classifier => saved.Classifier;

    /// <summary>The names of its features, of their categories and of its classes.</summary>
    public ModelSchema Schema => saved.Schema;

    /// <inheritdoc/>
    public bool IsRowToRowMapper => steps.IsRowToRowMapper;

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
        foreach (var name in (string[])(isBinary ? ["PredictedLabel", "Score", "Probability"] : ["Score", "PredictedLabel"]))
        {
            var column = steps.GetOutputSchema(inputSchema)[name];
            builder.AddColumn(name, column.Type, column.Annotations);
        }

        return builder.ToSchema();
    }

    /// <inheritdoc/>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new ScoredView(input, saved, GetOutputSchema(input.Schema));
    }

    /// <inheritdoc/>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => steps.GetRowToRowMapper(inputSchema);

    /// <inheritdoc/>
    void ICanSaveModel.Save(ModelSaveContext ctx) => steps.Save(ctx);
}
