using System.Diagnostics.CodeAnalysis;
using Counterweight.Elementwise;
using Counterweight.Losses.Point;
using Counterweight.Losses.Softmax;
using Counterweight.Training.Boosting.Objectives;
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

    /// <summary>The trees: one score of two classes, the log-odds of class 1, or a score for each of more.</summary>
    public GradientBoostingModel Model { get; }

    /// <summary>What early stopping saw before the first round and after each; empty without validation rows. The loss is weighted by class weights too; with <see cref="PriorCorrection.InitialScores"/> it is of the scores before the correction, with others of those that the model returns. Of a user's own loss it is ∞ where one of its single values is.</summary>
    public IReadOnlyList<double> ValidationHistory { get; internal init; } = [];

    /// <summary>Why no further round was made; null where the model was loaded, as files do not hold it.</summary>
    public FitStopReason? StopReason { get; internal init; }

    static string IModelReader<GradientBoostingClassifier>.KindName => "boosting";

    string ISavedModel.Kind => "boosting";

    /// <summary>Fits by cross-entropy, binary or softmax, on bins made for this fit: weighted quantiles, class weights included.</summary>
    /// <param name="data">Training rows; at least one with weight. Where one class alone has such rows, it is always the answer.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="input">Sample weights, validation rows with the same classes for <see cref="ValidationHistory"/> and early stopping, and who follows the fit.</param>
    /// <exception cref="ArgumentException">No rows or no weight, fewer than two classes, another number of weights, options that do not go together, or validation rows that do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option or a weight is outside its range.</exception>
    /// <exception cref="ArithmeticException">Early stopping, and the loss of the validation rows was finite in no round.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static GradientBoostingClassifier Fit(Dataset data, GradientBoostingOptions? options = null, FitInput input = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.ClassCount == 2
            ? Fit(data, new BinaryCrossEntropy<float>(), options, input)
            : FitSoftmax(data, new SoftmaxCrossEntropy<float>(), options, input);
    }

    /// <summary>Fits by cross-entropy, binary or softmax, on bins made before.</summary>
    /// <param name="data">Training rows and their bins; at least one row with weight. Where one class alone has such rows, it is always the answer.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="input">Sample weights, validation rows with the same classes for <see cref="ValidationHistory"/> and early stopping, and who follows the fit.</param>
    /// <exception cref="ArgumentException">No rows or no weight, fewer than two classes, another number of weights, options that do not go together, or validation rows that do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option or a weight is outside its range.</exception>
    /// <exception cref="ArithmeticException">Early stopping, and the loss of the validation rows was finite in no round.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static GradientBoostingClassifier Fit(BinnedDataset data, GradientBoostingOptions? options = null, FitInput input = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.Source.ClassCount == 2
            ? Fit(data, new BinaryCrossEntropy<float>(), options, input)
            : FitSoftmax(data, new SoftmaxCrossEntropy<float>(), options, input);
    }

    /// <summary>Fits two classes by any loss of one score whose targets are 0 and 1, on bins made for this fit.</summary>
    /// <typeparam name="TLoss">The loss.</typeparam>
    /// <param name="data">Training rows of two classes; at least one with weight. Where one class alone has such rows, it is always the answer.</param>
    /// <param name="loss">The loss and its parameters; its own class weights multiply the others, unseen by <see cref="PriorCorrection"/>. Probabilities are σ(score): those of a loss whose score is no log-odds, such as Poisson's, are no estimates.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="input">Sample weights, validation rows with the same classes for <see cref="ValidationHistory"/> and early stopping, and who follows the fit.</param>
    /// <exception cref="ArgumentException">No rows or no weight, not two classes, another number of weights, options that do not go together, or validation rows that do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option or a weight is outside its range.</exception>
    /// <exception cref="ArithmeticException">Early stopping, and the loss of the validation rows was finite in no round.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static GradientBoostingClassifier Fit<TLoss>(Dataset data, TLoss loss, GradientBoostingOptions? options = null, FitInput input = default)
        where TLoss : struct, IPointLoss<TLoss, float>
    {
        ArgumentNullException.ThrowIfNull(data);
        data = TrainingInput.Resampled(data, ref input);
        return Fit(Bin(data, outputCount: 1, ref options, input), loss, options, input);
    }

    /// <summary>Fits two classes by any loss of one score whose targets are 0 and 1, on bins made before.</summary>
    /// <typeparam name="TLoss">The loss.</typeparam>
    /// <param name="data">Training rows of two classes and their bins; at least one row with weight. Where one class alone has such rows, it is always the answer.</param>
    /// <param name="loss">The loss and its parameters; its own class weights multiply the others, unseen by <see cref="PriorCorrection"/>. Probabilities are σ(score): those of a loss whose score is no log-odds, such as Poisson's, are no estimates.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="input">Sample weights, validation rows with the same classes for <see cref="ValidationHistory"/> and early stopping, and who follows the fit.</param>
    /// <exception cref="ArgumentException">No rows or no weight, not two classes, another number of weights, options that do not go together, or validation rows that do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option or a weight is outside its range.</exception>
    /// <exception cref="ArithmeticException">Early stopping, and the loss of the validation rows was finite in no round.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static GradientBoostingClassifier Fit<TLoss>(BinnedDataset data, TLoss loss, GradientBoostingOptions? options = null, FitInput input = default)
        where TLoss : struct, IPointLoss<TLoss, float>
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Source.ClassCount != 2)
        {
            throw Require.Misfit($"data has {data.Source.ClassCount} classes; a loss of one score needs two.", nameof(data));
        }

        return new GradientClassFit(data, GradientPointObjectives.Create(loss, []), options ?? new(), input).Run();
    }

    /// <summary>Fits any number of classes by a softmax loss, on bins made for this fit.</summary>
    /// <typeparam name="TLoss">The loss.</typeparam>
    /// <param name="data">Training rows; at least one with weight. Where one class alone has such rows, it is always the answer.</param>
    /// <param name="loss">The loss and its parameters.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="input">Sample weights, validation rows with the same classes for <see cref="ValidationHistory"/> and early stopping, and who follows the fit.</param>
    /// <exception cref="ArgumentException">No rows or no weight, fewer than two classes, another number of weights, options that do not go together, or validation rows that do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option or a weight is outside its range.</exception>
    /// <exception cref="ArithmeticException">Early stopping, and the loss of the validation rows was finite in no round.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static GradientBoostingClassifier FitSoftmax<TLoss>(Dataset data, TLoss loss, GradientBoostingOptions? options = null, FitInput input = default)
        where TLoss : struct, ISoftmaxLoss<float>
    {
        ArgumentNullException.ThrowIfNull(data);
        data = TrainingInput.Resampled(data, ref input);
        return FitSoftmax(Bin(data, data.ClassCount, ref options, input), loss, options, input);
    }

    /// <summary>Fits any number of classes by a softmax loss, on bins made before.</summary>
    /// <typeparam name="TLoss">The loss.</typeparam>
    /// <param name="data">Training rows and their bins; at least one row with weight. Where one class alone has such rows, it is always the answer.</param>
    /// <param name="loss">The loss and its parameters.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="input">Sample weights, validation rows with the same classes for <see cref="ValidationHistory"/> and early stopping, and who follows the fit.</param>
    /// <exception cref="ArgumentException">No rows or no weight, fewer than two classes, another number of weights, options that do not go together, or validation rows that do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option or a weight is outside its range.</exception>
    /// <exception cref="ArithmeticException">Early stopping, and the loss of the validation rows was finite in no round.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static GradientBoostingClassifier FitSoftmax<TLoss>(BinnedDataset data, TLoss loss, GradientBoostingOptions? options = null, FitInput input = default)
        where TLoss : struct, ISoftmaxLoss<float>
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= new();
        var objective = new GradientSoftmaxObjective<TLoss>(loss, [], data.Source.ClassCount, options.Multiclass == GradientMulticlass.TreePerClass, options.HessianFactor);
        return new GradientClassFit(data, objective, options, input).Run();
    }

    /// <inheritdoc/>
    public void Predict(Dataset data, Span<int> destination, int degreeOfParallelism = 1)
    {
        TrainingInput.ValidatePrediction(data, FeatureCount, destination.Length, 1, degreeOfParallelism);
        var scores = new double[ArraySize.Product(nameof(data), "scores of rows and outputs", data.RowCount, Model.OutputCount)];
        Model.PredictScores(data, scores, degreeOfParallelism: degreeOfParallelism);
        for (var row = 0; row < destination.Length; row++)
        {
            var own = scores.AsSpan(row * Model.OutputCount, Model.OutputCount);
            destination[row] = own.Length == 1 ? (own[0] > 0 ? 1 : 0) : ClassScores.Greatest(own);
        }
    }

    /// <summary>Class probabilities: the sigmoid of one score, the softmax of several.</summary>
    /// <inheritdoc/>
    public void PredictProbabilities(Dataset data, Span<double> destination, int degreeOfParallelism = 1)
    {
        TrainingInput.ValidatePrediction(data, FeatureCount, destination.Length, ClassCount, degreeOfParallelism);
        if (Model.OutputCount > 1)
        {
            Model.PredictScores(data, destination, degreeOfParallelism: degreeOfParallelism);
            ClassScores.ToProbabilities(destination, ClassCount);
            return;
        }

        Model.PredictScores(data, destination[..data.RowCount], degreeOfParallelism: degreeOfParallelism);

        // The last row first: no score is written over before it has been read.
        for (var row = data.RowCount - 1; row >= 0; row--)
        {
            var score = destination[row];
            (destination[2 * row], destination[(2 * row) + 1]) = (-score, score);
        }

        VectorMath.Sigmoid<double>(destination, destination);
    }

    /// <inheritdoc cref="GradientBoostingModel.FeatureImportances"/>
    public double[] FeatureImportances(GradientImportance importance = GradientImportance.Gain) => Model.FeatureImportances(importance);

    void ISavedModel.CheckSchema(ModelSchema schema) => Model.CheckSchema(schema);

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

    /// <summary>Checks all that bins depend on, and makes them.</summary>
    private static BinnedDataset Bin(Dataset data, int outputCount, [NotNull] ref GradientBoostingOptions? options, FitInput input)
    {
        options ??= new GradientBoostingOptions();
        GradientBoostingOptions.Validate(options, data.FeatureCount);
        var weights = FitWeights.Of(data, options.Weighting, input);
        TrainingInput.ValidateValidation(input, data, hasClasses: true, options.EarlyStoppingRounds);
        ArraySize.Product(nameof(data), "scores of rows and outputs", data.RowCount, outputCount);
        input.Monitor.Report(0, "binning");
        return BinnedDataset.Create(data, weights.OfRows(data), degreeOfParallelism: options.DegreeOfParallelism);
    }
}
