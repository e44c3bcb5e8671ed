using Counterweight.ML.Columns;
using Counterweight.ML.Decisions;
using Counterweight.ML.Views;
using Microsoft.ML;

namespace Counterweight.ML;

/// <summary>
/// A step behind a trainer of two classes that learns from its scores: a threshold or a calibration. Scores of rows that the trainer was fitted to are too good to
/// learn from. Fit it to scores of other rows, <c>step.Fit(model.Transform(others))</c>, or let <see cref="ScoreExtensions.OnHeldOutRows{TTransformer}"/>
/// make such scores of the training rows.
/// </summary>
public abstract class ScoreEstimator : IEstimator<ITransformer>
{
    private protected ScoreEstimator(ScoreColumns columns) => Columns = columns;

    internal ScoreColumns Columns { get; }

    /// <summary>Fits the step to scored rows. Rows without a label are left out.</summary>
    /// <param name="input">The rows.</param>
    /// <exception cref="ArgumentException">A column is not there or of a wrong type, or no row has a label.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range (the message names it).</exception>
    public ITransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var rows = new LabelledScores(Columns);
        rows.Add(input, nameof(input));
        return Fit(rows, input.Schema);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        ColumnChecks.Label(inputSchema, Columns.Label);
        ColumnChecks.Number(inputSchema, Columns.Score);
        if (Columns.Weight is { } weight)
        {
            ColumnChecks.Number(inputSchema, weight);
        }

        return Shape(inputSchema);
    }

    /// <summary>Fits the step to scores that were read.</summary>
    /// <param name="rows">The scores.</param>
    /// <param name="schema">The columns of the views that it will transform.</param>
    internal ITransformer Fit(LabelledScores rows, DataViewSchema schema) => Steps(rows).Fit(new RowlessView(schema));

    private protected abstract IEstimator<ITransformer> Steps(LabelledScores rows);

    private protected abstract SchemaShape Shape(SchemaShape inputSchema);
}
