using Counterweight.ML.Columns;
using Counterweight.ML.Resampling;
using Counterweight.Training.Resampling;
using Microsoft.ML;

namespace Counterweight.ML;

/// <summary>
/// Over-sampling, under-sampling, SMOTE and any other <see cref="IResampler"/> for training rows alone:
/// <c>trainers.LightGbm().OnResampledRows(new OverResampler(new Smote()))</c>.
/// </summary>
public static class ResamplingExtensions
{
    /// <summary>Fits a trainer, of this library or of ML.NET, to resampled rows. The fitted model is the trainer's own: it scores rows as they are, and nothing of the resampler is saved.</summary>
    /// <remarks>
    /// The trainer sees label, features and weight alone: steps that make features of other columns come before, as usual. Slots that OneHotEncoding made are
    /// taken for the categories that they are, so that SMOTE is SMOTE-NC there, and are written as such again. Rows whose label is missing are left out.
    /// </remarks>
    /// <typeparam name="TTransformer">What the trainer fits.</typeparam>
    /// <param name="estimator">The trainer, or a chain that ends in it.</param>
    /// <param name="resampler">What makes rows of rows.</param>
    /// <param name="labelColumnName">The class: a Boolean, a key or a number of a class.</param>
    /// <param name="featureColumnName">The features: a vector of Single of known size.</param>
    /// <param name="exampleWeightColumnName">What a row counts; null: the trainer reads no weights.</param>
    /// <param name="seed">Any number; the same seed gives the same rows.</param>
    public static IEstimator<TTransformer> OnResampledRows<TTransformer>(
        this IEstimator<TTransformer> estimator, IResampler resampler, string labelColumnName = "Label", string featureColumnName = "Features", string? exampleWeightColumnName = null, ulong seed = 0)
        where TTransformer : ITransformer
    {
        ArgumentNullException.ThrowIfNull(estimator);
        ArgumentNullException.ThrowIfNull(resampler);
        return new ResampledEstimator<TTransformer>(estimator, new RowResampling(resampler, ColumnNames.Of(labelColumnName, featureColumnName, exampleWeightColumnName), seed));
    }

    /// <summary>Resamples the rows of a view, once. Split test rows off before: a copy of a row must not be in both parts.</summary>
    /// <remarks>The result has label, features and weight alone, in memory. In a pipeline, and in every cross-validation, <see cref="OnResampledRows"/> is what resamples training rows alone.</remarks>
    /// <param name="catalog">The operations of ML.NET on data.</param>
    /// <param name="data">The rows.</param>
    /// <param name="resampler">What makes rows of rows.</param>
    /// <param name="labelColumnName">The class: a Boolean, a key or a number of a class.</param>
    /// <param name="featureColumnName">The features: a vector of Single of known size.</param>
    /// <param name="exampleWeightColumnName">What a row counts; null: all rows count the same.</param>
    /// <param name="seed">Any number; the same seed gives the same rows.</param>
    /// <exception cref="ArgumentException">A column is not there or of a wrong type, no row has a label, or the method cannot take such rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range (the message names it).</exception>
    public static IDataView Resample(
        this DataOperationsCatalog catalog, IDataView data, IResampler resampler, string labelColumnName = "Label", string featureColumnName = "Features", string? exampleWeightColumnName = null, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(resampler);
        return new RowResampling(resampler, ColumnNames.Of(labelColumnName, featureColumnName, exampleWeightColumnName), seed).Apply(data, nameof(data));
    }
}
