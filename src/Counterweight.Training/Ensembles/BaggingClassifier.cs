using Counterweight.Training.Data;
using Counterweight.Training.Models;

namespace Counterweight.Training.Ensembles;

/// <summary>
/// Bagging: classifiers of any kind, each fitted to a bag of rows drawn for it. By default a bag holds as many rows of every class as
/// the rarest class has, so that each classifier learns from balanced rows, and all of them together from most rows of all classes.
/// </summary>
/// <remarks>
/// Rows of weight 0 are in no bag. A row is in a bag as often as it is drawn, with its weight. Balanced bags make probabilities of
/// balanced classes.
/// Source: Breiman, Bagging predictors, Machine Learning 24, 1996; balanced: Wallace, Small, Brodley, Trikalinos, Class imbalance,
/// redux, IEEE International Conference on Data Mining, 2011.
/// </remarks>
public sealed class BaggingClassifier : IProbabilisticClassifier, IModelReader<BaggingClassifier>
{
    private readonly IProbabilisticClassifier[] models;

    private BaggingClassifier(IProbabilisticClassifier[] models) => this.models = models;

    /// <inheritdoc/>
    public int ClassCount => models[0].ClassCount;

    /// <inheritdoc/>
    public int FeatureCount => models[0].FeatureCount;

    /// <summary>The classifiers, one a bag.</summary>
    public IReadOnlyList<IProbabilisticClassifier> Models => models;

    static string IModelReader<BaggingClassifier>.KindName => "bagging";

    string ISavedModel.Kind => "bagging";

    int ISavedModel.FormatVersion => ModelParts.FormatVersion(models);

    /// <summary>Draws bags, and fits a classifier to each.</summary>
    /// <param name="data">Training rows; at least one with weight.</param>
    /// <param name="trainer">
    /// Fits a classifier to the rows of a bag. It is given the number of the bag and what follows the fit, with the validation rows
    /// where there are some.
    /// </param>
    /// <param name="options">Null for the defaults: 10 balanced bags.</param>
    /// <param name="input">Sample weights, a resampler of each bag, validation rows for the base trainer, and who follows the fit.</param>
    /// <exception cref="ArgumentException">No rows or no weight, fewer than two classes, another number of weights, whatever the base trainer refuses, or a classifier of other features or classes than the rows'.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option or a weight is outside its range.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static BaggingClassifier Fit(Dataset data, ClassifierTrainer trainer, BaggingOptions? options = null, FitInput input = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(trainer);
        options ??= new BaggingOptions();
        BaggingOptions.Validate(options);
        return new(Bags.Fit(data, trainer, options, input));
    }

    /// <summary>Class probabilities: the mean over the classifiers.</summary>
    /// <inheritdoc/>
    public void PredictProbabilities(Dataset data, Span<double> destination, int degreeOfParallelism = 1)
    {
        TrainingInput.ValidatePrediction(data, FeatureCount, destination.Length, ClassCount, degreeOfParallelism);
        destination.Clear();
        var own = new double[destination.Length];
        foreach (var model in models)
        {
            model.PredictProbabilities(data, own, degreeOfParallelism);
            for (var i = 0; i < own.Length; i++)
            {
                destination[i] += own[i];
            }
        }

        foreach (ref var sum in destination)
        {
            sum /= models.Length;
        }
    }

    /// <inheritdoc/>
    public void Predict(Dataset data, Span<int> destination, int degreeOfParallelism = 1)
    {
        TrainingInput.ValidatePrediction(data, FeatureCount, destination.Length, 1, degreeOfParallelism);
        var probabilities = new double[ArraySize.Product(nameof(data), "probabilities of rows and classes", destination.Length, ClassCount)];
        PredictProbabilities(data, probabilities, degreeOfParallelism);
        for (var row = 0; row < destination.Length; row++)
        {
            destination[row] = ClassScores.Greatest(probabilities.AsSpan(row * ClassCount, ClassCount));
        }
    }

    static BaggingClassifier IModelReader<BaggingClassifier>.Read(ModelReader reader) => Read(reader);

    void ISavedModel.CheckSchema(ModelSchema schema) => ModelParts.CheckSchema(models, schema);

    void ISavedModel.Write(ModelWriter writer)
    {
        writer.Integer(models.Length);
        for (var bag = 0; bag < models.Length; bag++)
        {
            ModelParts.Write(models[bag], writer, Require.Text($"bag {bag}"));
        }
    }

    internal static BaggingClassifier Read(ModelReader reader)
    {
        var bags = reader.Many(sizeof(int), () => ModelParts.Read(reader));
        ModelReader.Require(bags.Length > 0, "there are bags");
        ModelReader.Require(Array.TrueForAll(bags, bag => bag.FeatureCount == bags[0].FeatureCount && bag.ClassCount == bags[0].ClassCount), "all bags have the same features and classes");
        return new BaggingClassifier(bags);
    }
}
