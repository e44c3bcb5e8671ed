using Counterweight.ML.Columns;
using Counterweight.ML.Views;
using Counterweight.Training.Resampling;
using Microsoft.ML;

namespace Counterweight.ML.Resampling;

/// <summary>Resamples the rows of views.</summary>
/// <param name="Resampler">How.</param>
/// <param name="Columns">The columns that resampled rows have.</param>
/// <param name="Seed">The seed.</param>
internal sealed record RowResampling(IResampler Resampler, ColumnNames Columns, ulong Seed)
{
    /// <summary>The resampled rows, in memory.</summary>
    /// <param name="view">The rows.</param>
    /// <param name="parameter">The caller's name of them.</param>
    public IDataView Apply(IDataView view, string parameter)
    {
        var rows = TrainingRows.Read(view, Columns, isBinary: false, parameter);
        return new DatasetView(rows, Resampler.Resample(rows.Data, Seed), view.Schema, Columns);
    }
}

/// <summary>Fits another estimator to resampled rows.</summary>
/// <typeparam name="TTransformer">What it fits.</typeparam>
internal sealed class ResampledEstimator<TTransformer>(IEstimator<TTransformer> estimator, RowResampling resampling) : IEstimator<TTransformer>
    where TTransformer : ITransformer
{
    public TTransformer Fit(IDataView input) => estimator.Fit(resampling.Apply(input, nameof(input)));

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        ColumnChecks.Check(inputSchema, resampling.Columns);
        return estimator.GetOutputSchema(inputSchema);
    }
}
