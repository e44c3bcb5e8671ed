using Counterweight.Training.Data;
using Counterweight.Training.Models;
using Counterweight.Weighting.Priors;

namespace Counterweight.Training;

/// <summary>
/// A classifier whose probabilities are corrected from what classes counted in training to what they count where it is used: after class
/// weights, after resampling, or where classes occur at other rates. The classifier itself is not changed. Both are saved together.
/// </summary>
/// <remarks>
/// Probabilities are multiplied by deployed/trained, class by class, and divided by their sum: see <see cref="PriorShift.Probabilities{T}"/>. This
/// presumes that weights or resampling moved them so far. Models that fit their training rows closely, such as deep trees and boosting of many
/// rounds, are moved less by class weights or over-sampling, and then come out worse: compare the loss of held-out rows before and after.
/// </remarks>
public sealed class PriorCorrectedClassifier : IProbabilisticClassifier, IModelReader<PriorCorrectedClassifier>
{
    private readonly double[] logRatios;

    /// <summary>A correction between two priors.</summary>
    /// <param name="classifier">Whose probabilities to correct.</param>
    /// <param name="trained">
    /// What each class counted in training, in proportion: its rows or the sum of their weights, or, where <paramref name="deployed"/> is left out, its class
    /// weight. Finite and at least 0. A class of 0 was not learned and has no probability.
    /// </param>
    /// <param name="deployed">What each class counts where the model is used, in proportion, finite and at least 0; empty: all the same.</param>
    /// <exception cref="ArgumentNullException"><paramref name="classifier"/> is null.</exception>
    /// <exception cref="ArgumentException">A length is not the number of classes, or no class has both numbers above 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, NaN or infinite.</exception>
    public PriorCorrectedClassifier(IProbabilisticClassifier classifier, ReadOnlySpan<double> trained, ReadOnlySpan<double> deployed = default)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        Check(trained, classifier.ClassCount, nameof(trained));
        if (!deployed.IsEmpty)
        {
            Check(deployed, classifier.ClassCount, nameof(deployed));
        }

        var (from, to, any) = (trained.ToArray(), new double[trained.Length], false);
        for (var label = 0; label < from.Length; label++)
        {
            to[label] = from[label] > 0 ? deployed.IsEmpty ? 1 : deployed[label] : 0;
            from[label] = from[label] > 0 ? from[label] : 1;
            any |= to[label] > 0;
        }

        if (!any)
        {
            throw Require.Misfit($"No class has trained and deployed above 0.", nameof(trained));
        }

        Classifier = classifier;
        logRatios = new double[from.Length];
        PriorShift.LogRatios<double>(from, to, logRatios);
    }

    private PriorCorrectedClassifier(double[] logRatios, IProbabilisticClassifier classifier) => (this.logRatios, Classifier) = (logRatios, classifier);

    /// <summary>Undoes the class weights that a classifier was trained with: its probabilities are those of the rows as they were weighed before.</summary>
    /// <remarks>After resampling, use the constructor: it takes the rows of each class after resampling, and those before.</remarks>
    /// <param name="classifier">Whose probabilities to correct.</param>
    /// <param name="weighting">The option of its fit.</param>
    /// <param name="data">The rows of its fit.</param>
    /// <param name="input">What else its fit was given; a resampler is refused.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The rows, their weights or their classes do not fit the classifier or the option, or there is a resampler.</exception>
    public static PriorCorrectedClassifier Undoing(IProbabilisticClassifier classifier, ClassWeighting weighting, Dataset data, FitInput input = default)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(data);
        var weights = FitWeights.Of(data, weighting, input).Classes;
        return new(classifier, weights.Length == 0 ? [.. Enumerable.Repeat(1.0, data.ClassCount)] : weights);
    }

    /// <summary>The classifier whose probabilities are corrected.</summary>
    public IProbabilisticClassifier Classifier { get; }

    /// <inheritdoc/>
    public int ClassCount => Classifier.ClassCount;

    /// <inheritdoc/>
    public int FeatureCount => Classifier.FeatureCount;

    /// <summary>ln(deployed/trained) of each class, −∞ of one without probability: what is added to its logit.</summary>
    public ReadOnlySpan<double> LogRatios => logRatios;

    static string IModelReader<PriorCorrectedClassifier>.KindName => "prior-corrected";

    string ISavedModel.Kind => "prior-corrected";

    int ISavedModel.FormatVersion => ModelParts.FormatVersion([Classifier]);

    /// <summary>Corrected probabilities of all classes; NaN in a row that has no probability but of classes without any.</summary>
    /// <inheritdoc/>
    public void PredictProbabilities(Dataset data, Span<double> destination, int degreeOfParallelism = 1)
    {
        Classifier.PredictProbabilities(data, destination, degreeOfParallelism);
        PriorShift.Probabilities(destination, logRatios, destination);
    }

    /// <inheritdoc/>
    public void Predict(Dataset data, Span<int> destination, int degreeOfParallelism = 1)
    {
        TrainingInput.ValidatePrediction(data, FeatureCount, destination.Length, 1, degreeOfParallelism);
        var probabilities = new double[ArraySize.Product(nameof(data), "probabilities of rows and classes", destination.Length, ClassCount)];
        PredictProbabilities(data, probabilities, degreeOfParallelism);
        for (var row = 0; row < destination.Length; row++)
        {
            destination[row] = ClassScores.Greatest(probabilities.AsSpan(checked(row * ClassCount), ClassCount));
        }
    }

    static PriorCorrectedClassifier IModelReader<PriorCorrectedClassifier>.Read(ModelReader reader) => Read(reader);

    void ISavedModel.CheckSchema(ModelSchema schema) => ModelParts.CheckSchema([Classifier], schema);

    void ISavedModel.Write(ModelWriter writer)
    {
        writer.Doubles(logRatios);
        ModelParts.Write(Classifier, writer, "the classifier");
    }

    internal static PriorCorrectedClassifier Read(ModelReader reader)
    {
        var ratios = reader.Doubles();
        var classifier = ModelParts.Read(reader);
        ModelReader.Require(ratios.Length == classifier.ClassCount, "there is a ratio for each class");
        ModelReader.Require(Array.TrueForAll(ratios, ratio => ratio < double.PositiveInfinity) && Array.Exists(ratios, double.IsFinite), "logarithms of ratios are finite or −∞, and one is finite");
        return new(ratios, classifier);
    }

    private static void Check(ReadOnlySpan<double> counts, int classCount, string name)
    {
        if (counts.Length != classCount)
        {
            throw Require.Misfit($"{name} has {counts.Length} elements for {classCount} classes.", name);
        }

        for (var label = 0; label < counts.Length; label++)
        {
            Require.FiniteAtLeastZero(counts[label], Require.Text($"{name}[{label}]"), name);
        }
    }
}
