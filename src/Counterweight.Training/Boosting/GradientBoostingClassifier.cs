using Counterweight.Elementwise;
using Counterweight.Losses.Point;
using Counterweight.Losses.Softmax;
using Counterweight.Training.Data;
using Counterweight.Training.Models;

namespace Counterweight.Training.Boosting;

/// <summary>
/// Gradient boosting of classification trees on binned features: second-order steps, any loss operator, class and
/// sample weights multiplied, missing values and categories split as they are.
/// </summary>
/// <remarks>
/// <para>
/// All sums are exact integers: equal input gives the same model, byte for byte, for any number of threads; a row of
/// weight 2 is the row twice and a row of weight 0 no row (where rows are not drawn); weights times a power of two
/// change nothing, as far as the penalties and minimums in the weights' unit follow.
/// </para>
/// <para>Negative Hessians, as focal losses have, count as 0.</para>
/// <para>Sources: J. Friedman, Greedy Function Approximation: A Gradient Boosting Machine, 2001; T. Chen, C. Guestrin, XGBoost, KDD 2016.</para>
/// </remarks>
public sealed class GradientBoostingClassifier : IProbabilisticClassifier, IModelReader<GradientBoostingClassifier>
{
    internal GradientBoostingClassifier(GradientBoostingModel model, int classCount)
    {
        Model = model;
        ClassCount = classCount;
    }

    /// <inheritdoc/>
    public int ClassCount { get; }

    /// <inheritdoc/>
    public int FeatureCount => Model.FeatureCount;

    /// <inheritdoc/>
    public KernelTime KernelTime { get; internal init; }

    /// <summary>The trees: one score of two classes, the log-odds of class 1, or a score for each of more.</summary>
    public GradientBoostingModel Model { get; }

    /// <summary>What early stopping saw before the first round and after each; empty without validation rows. The loss is weighted by class weights too; with <see cref="PriorCorrection.InitialScores"/> it is of the scores before the correction, with others of those that the model returns. Of a user's own loss it is ∞ where one of its single values is.</summary>
    public IReadOnlyList<double> ValidationHistory { get; internal init; } = [];

    static string IModelReader<GradientBoostingClassifier>.KindName => "boosting";

    string ISavedModel.Kind => "boosting";

    /// <summary>Fits by cross-entropy, binary or softmax, on bins made for this fit: weighted quantiles, class weights included.</summary>
    /// <param name="data">Training rows; at least one with weight.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="sampleWeights">Empty, or one finite weight ≥ 0 a row. Penalties and least Hessians of the options are in their unit: weights that sum to 1 allow no split by default; give them a mean of 1.</param>
    /// <param name="validation">Rows for early stopping, with the same classes and as many features in the same order (names are not compared); null for none.</param>
    /// <param name="validationWeights">Empty, or one finite weight ≥ 0 a validation row.</param>
    /// <param name="progress">Told of each round.</param>
    /// <param name="cancellation">Checked at every node.</param>
    /// <exception cref="ArgumentException">No rows or no weight, fewer than two classes, weights of another length or bad value, or bad options.</exception>
    /// <exception cref="ArithmeticException">Early stopping, and the loss of the validation rows was finite in no round.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static GradientBoostingClassifier Fit(
        Dataset data,
        GradientBoostingOptions? options = null,
        ReadOnlySpan<double> sampleWeights = default,
        Dataset? validation = null,
        ReadOnlySpan<double> validationWeights = default,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= new GradientBoostingOptions();
        GradientBoostingOptions.Validate(options, data.FeatureCount);
        TrainingInput.Validate(data, sampleWeights);
        ArraySize.Product(nameof(data), "scores of rows and classes", data.RowCount, data.ClassCount == 2 ? 1 : data.ClassCount);
        progress?.Report(new FitProgress(0, "binning"));
        var (weights, _, _) = GradientClassFit.RowWeights(options, data, sampleWeights);
        var bins = BinnedDataset.Create(data, weights, degreeOfParallelism: options.DegreeOfParallelism);
        return Fit(bins, options, sampleWeights, validation, validationWeights, progress, cancellation);
    }

    /// <summary>Fits by cross-entropy, binary or softmax, on bins made before.</summary>
    /// <param name="data">Training rows; at least one with weight.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="sampleWeights">Empty, or one finite weight ≥ 0 a row. Penalties and least Hessians of the options are in their unit: weights that sum to 1 allow no split by default; give them a mean of 1.</param>
    /// <param name="validation">Rows for early stopping, with the same classes and as many features in the same order (names are not compared); null for none.</param>
    /// <param name="validationWeights">Empty, or one finite weight ≥ 0 a validation row.</param>
    /// <param name="progress">Told of each round.</param>
    /// <param name="cancellation">Checked at every node.</param>
    /// <exception cref="ArgumentException">No rows or no weight, fewer than two classes, weights of another length or bad value, or bad options.</exception>
    /// <exception cref="ArithmeticException">Early stopping, and the loss of the validation rows was finite in no round.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static GradientBoostingClassifier Fit(
        BinnedDataset data,
        GradientBoostingOptions? options = null,
        ReadOnlySpan<double> sampleWeights = default,
        Dataset? validation = null,
        ReadOnlySpan<double> validationWeights = default,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.Source.ClassCount == 2
            ? Fit(data, new BinaryCrossEntropy<float>(), options, sampleWeights, validation, validationWeights, progress, cancellation)
            : FitSoftmax(data, new SoftmaxCrossEntropy<float>(), options, sampleWeights, validation, validationWeights, progress, cancellation);
    }

    /// <summary>Fits two classes by any loss of one score whose targets are 0 and 1.</summary>
    /// <typeparam name="TLoss">The loss.</typeparam>
    /// <param name="data">Training rows of two classes; at least one with weight.</param>
    /// <param name="loss">The loss and its parameters; its own class weights multiply the others, unseen by <see cref="PriorCorrection"/>.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="sampleWeights">Empty, or one finite weight ≥ 0 a row. Penalties and least Hessians of the options are in their unit: weights that sum to 1 allow no split by default; give them a mean of 1.</param>
    /// <param name="validation">Rows for early stopping, with the same classes and as many features in the same order (names are not compared); null for none.</param>
    /// <param name="validationWeights">Empty, or one finite weight ≥ 0 a validation row.</param>
    /// <param name="progress">Told of each round.</param>
    /// <param name="cancellation">Checked at every node.</param>
    /// <exception cref="ArgumentException">No rows or no weight, not two classes, weights of another length or bad value, or bad options.</exception>
    /// <exception cref="ArithmeticException">Early stopping, and the loss of the validation rows was finite in no round.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static GradientBoostingClassifier Fit<TLoss>(
        BinnedDataset data,
        TLoss loss,
        GradientBoostingOptions? options = null,
        ReadOnlySpan<double> sampleWeights = default,
        Dataset? validation = null,
        ReadOnlySpan<double> validationWeights = default,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
        where TLoss : struct, IPointLoss<TLoss, float>
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Source.ClassCount != 2)
        {
            throw new ArgumentException($"{data.Source.ClassCount} classes for a loss of one score, which needs two.", nameof(data));
        }

        var fit = new GradientClassFit(data, GradientPointObjectives.Create(loss, []), options ?? new(), sampleWeights, validation, validationWeights);
        return fit.Run(progress, cancellation);
    }

    /// <summary>Fits any number of classes by a softmax loss.</summary>
    /// <typeparam name="TLoss">The loss.</typeparam>
    /// <param name="data">Training rows; at least one with weight.</param>
    /// <param name="loss">The loss and its parameters.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="sampleWeights">Empty, or one finite weight ≥ 0 a row. Penalties and least Hessians of the options are in their unit: weights that sum to 1 allow no split by default; give them a mean of 1.</param>
    /// <param name="validation">Rows for early stopping, with the same classes and as many features in the same order (names are not compared); null for none.</param>
    /// <param name="validationWeights">Empty, or one finite weight ≥ 0 a validation row.</param>
    /// <param name="progress">Told of each round.</param>
    /// <param name="cancellation">Checked at every node.</param>
    /// <exception cref="ArgumentException">No rows or no weight, fewer than two classes, weights of another length or bad value, or bad options.</exception>
    /// <exception cref="ArithmeticException">Early stopping, and the loss of the validation rows was finite in no round.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static GradientBoostingClassifier FitSoftmax<TLoss>(
        BinnedDataset data,
        TLoss loss,
        GradientBoostingOptions? options = null,
        ReadOnlySpan<double> sampleWeights = default,
        Dataset? validation = null,
        ReadOnlySpan<double> validationWeights = default,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
        where TLoss : struct, ISoftmaxLoss<float>
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= new();
        var objective = new GradientSoftmaxObjective<TLoss>(loss, [], data.Source.ClassCount, options.Multiclass == GradientMulticlass.TreePerClass, options.HessianFactor);
        return new GradientClassFit(data, objective, options, sampleWeights, validation, validationWeights).Run(progress, cancellation);
    }

    /// <inheritdoc/>
    public void Predict(Dataset data, Span<int> destination)
    {
        TrainingInput.ValidatePrediction(this, data, destination);
        var scores = new double[ArraySize.Product(nameof(data), "scores of rows and outputs", data.RowCount, Model.OutputCount)];
        Model.PredictScores(data, scores);
        for (var row = 0; row < destination.Length; row++)
        {
            var own = scores.AsSpan(row * Model.OutputCount, Model.OutputCount);
            destination[row] = own.Length == 1 ? (own[0] > 0 ? 1 : 0) : ClassScores.Greatest(own);
        }
    }

    /// <inheritdoc/>
    public void PredictProbabilities(Dataset data, Span<double> destination)
    {
        TrainingInput.ValidatePrediction<double>(this, data, destination, ClassCount);
        PredictProbabilities(data, destination, 1);
    }

    /// <summary>Class probabilities: the sigmoid of one score, the softmax of several.</summary>
    /// <param name="data">Rows with the features of the training rows; their labels are not read.</param>
    /// <param name="probabilities">One a class and row, row after row.</param>
    /// <param name="degreeOfParallelism">Threads at most.</param>
    /// <exception cref="ArgumentException">Another number of features, or a destination of another length.</exception>
    public void PredictProbabilities(Dataset data, Span<double> probabilities, int degreeOfParallelism)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (probabilities.Length != (long)data.RowCount * ClassCount)
        {
            throw new ArgumentException($"Room for {probabilities.Length} probabilities; {data.RowCount} rows × {ClassCount} classes need {(long)data.RowCount * ClassCount}.", nameof(probabilities));
        }

        if (Model.OutputCount > 1)
        {
            Model.PredictScores(data, probabilities, degreeOfParallelism: degreeOfParallelism);
            ClassScores.ToProbabilities(probabilities, ClassCount);
            return;
        }

        var scores = new double[data.RowCount];
        Model.PredictScores(data, scores, degreeOfParallelism: degreeOfParallelism);
        var both = new double[probabilities.Length];
        for (var row = 0; row < scores.Length; row++)
        {
            (both[2 * row], both[(2 * row) + 1]) = (-scores[row], scores[row]);
        }

        VectorMath.Sigmoid<double>(both, probabilities);
    }

    void ISavedModel.Write(ModelWriter writer)
    {
        writer.Integer(ClassCount);
        Model.Write(writer);
    }

    static GradientBoostingClassifier IModelReader<GradientBoostingClassifier>.Read(ModelReader reader) => Read(reader);

    internal static GradientBoostingClassifier Read(ModelReader reader)
    {
        var classCount = reader.Integer(2, int.MaxValue, "a number of classes");
        var model = GradientBoostingModel.Read(reader);
        ModelReader.Require(model.OutputCount == classCount || (model.OutputCount == 1 && classCount == 2), "there is a score for two classes, or for each");
        return new GradientBoostingClassifier(model, classCount);
    }
}
