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
    private readonly ITransformer steps;

    internal ClassifierTransformer(IProbabilisticClassifier classifier, ModelSchema schema, ITransformer steps) => (Classifier, Schema, this.steps) = (classifier, schema, steps);

    /// <summary>The classifier itself: for its importances, or to save it by <see cref="ModelFile"/> with <see cref="Schema"/>.</summary>
    public IProbabilisticClassifier Classifier { get; }

    /// <summary>The names of its features, of their categories and of its classes.</summary>
    public ModelSchema Schema { get; }

    /// <inheritdoc/>
    public bool IsRowToRowMapper => steps.IsRowToRowMapper;

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => steps.GetOutputSchema(inputSchema);

    /// <inheritdoc/>
    public IDataView Transform(IDataView input) => steps.Transform(input);

    /// <inheritdoc/>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => steps.GetRowToRowMapper(inputSchema);

    /// <inheritdoc/>
    void ICanSaveModel.Save(ModelSaveContext ctx) => steps.Save(ctx);
}
