using Counterweight.Losses.Location;
using Counterweight.Losses.Point;
using Counterweight.Training.Boosting.Objectives;
using Counterweight.Training.Data;
using Counterweight.Training.Models;

namespace Counterweight.Training.Boosting;

/// <summary>Gradient boosting of regression trees on binned features, by any loss of one score: squared, absolute, quantile, Huber, Poisson or a user's own.</summary>
/// <remarks>
/// <para>The start is the constant score of the least loss. What holds of <see cref="GradientBoostingClassifier"/> holds here.</para>
/// <para>
/// Leaves of the absolute, quantile and Huber losses, and of any <see cref="ILocationLoss{T}"/> that is not quadratic, are
/// set to the weighted median, quantile or location of the residuals of the rows that the tree was grown on (drawn rows, where
/// rows are drawn), before shrinkage. <see cref="Trees.GradientTreeOptions.MaxStep"/> bounds them; penalties count for splits alone.
/// Targets times a power of two give scores times it, to the bit, Huber's δ following.
/// </para>
/// <para>
/// Poisson loss is boosted with max(e^z, y) in the place of its Hessian e^z, so that no step exceeds 1; a leaf does not
/// raise a training row's mean above eight times the greatest count.
/// </para>
/// </remarks>
public sealed class GradientBoostingRegressor : IModelReader<GradientBoostingRegressor>
{
    internal GradientBoostingRegressor(GradientBoostingModel model) => Model = model;

    /// <summary>The trees, of one score.</summary>
    public GradientBoostingModel Model { get; }

    /// <inheritdoc/>
    public int FeatureCount => Model.FeatureCount;

    static string IModelReader<GradientBoostingRegressor>.KindName => "boosting-values";

    string ISavedModel.Kind => "boosting-values";

    /// <summary>Why no further round was made; null where the model was loaded, as files do not hold it.</summary>
    public FitStopReason? StopReason { get; internal init; }

    /// <summary>What early stopping saw before the first round and after each; empty without validation rows, and of a loaded model. Squared, absolute, quantile, Huber, Poisson, exponential and squared hinge losses are watched in double precision; other losses are summed from single values, and are ∞ where one of these is.</summary>
    public IReadOnlyList<double> ValidationHistory { get; internal init; } = [];

    /// <summary>Fits by squared loss, on bins made for this fit: weighted quantiles.</summary>
    /// <param name="data">Training rows with targets; at least one with weight.</param>
    /// <param name="options">Null for the defaults; class weights do not count.</param>
    /// <param name="input">Sample weights, validation rows with targets for <see cref="ValidationHistory"/> and early stopping, and who follows the fit.</param>
    /// <exception cref="ArgumentException">No rows, no targets or no weight, another number of weights, options that do not go together, or validation rows that do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option, a weight or a target is outside its range.</exception>
    /// <exception cref="ArithmeticException">Early stopping, and the loss of the validation rows was finite in no round.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static GradientBoostingRegressor Fit(Dataset data, GradientBoostingOptions? options = null, FitInput input = default) =>
        Fit(data, default(SquaredLoss<float>), options, input);

    /// <summary>Fits by squared loss, on bins made before.</summary>
    /// <param name="data">Training rows with targets, and their bins; at least one row with weight.</param>
    /// <param name="options">Null for the defaults; class weights do not count.</param>
    /// <param name="input">Sample weights, validation rows with targets for <see cref="ValidationHistory"/> and early stopping, and who follows the fit.</param>
    /// <exception cref="ArgumentException">No rows, no targets or no weight, another number of weights, options that do not go together, or validation rows that do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option, a weight or a target is outside its range.</exception>
    /// <exception cref="ArithmeticException">Early stopping, and the loss of the validation rows was finite in no round.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static GradientBoostingRegressor Fit(BinnedDataset data, GradientBoostingOptions? options = null, FitInput input = default) =>
        Fit(data, default(SquaredLoss<float>), options, input);

    /// <summary>Fits by any loss of one score, on bins made for this fit: weighted quantiles.</summary>
    /// <typeparam name="TLoss">The loss.</typeparam>
    /// <param name="data">Training rows with targets in the loss's domain; at least one with weight.</param>
    /// <param name="loss">The loss and its parameters.</param>
    /// <param name="options">Null for the defaults; class weights do not count.</param>
    /// <param name="input">Sample weights, validation rows with targets for <see cref="ValidationHistory"/> and early stopping, and who follows the fit.</param>
    /// <exception cref="ArgumentException">No rows, no targets or no weight, another number of weights, options that do not go together, or validation rows that do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option, a weight or a target is outside its range.</exception>
    /// <exception cref="ArithmeticException">Early stopping, and the loss of the validation rows was finite in no round.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static GradientBoostingRegressor Fit<TLoss>(Dataset data, TLoss loss, GradientBoostingOptions? options = null, FitInput input = default)
        where TLoss : struct, IPointLoss<TLoss, float>
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= new();
        var weights = TrainingInput.InUnitRange(Validate(data, options, input), out _);
        input.Monitor.Report(0, "binning");
        return Fit(BinnedDataset.Create(data, weights, degreeOfParallelism: options.DegreeOfParallelism), loss, options, input);
    }

    /// <summary>Fits by any loss of one score, on bins made before.</summary>
    /// <typeparam name="TLoss">The loss.</typeparam>
    /// <param name="data">Training rows with targets in the loss's domain, and their bins; at least one row with weight.</param>
    /// <param name="loss">The loss and its parameters.</param>
    /// <param name="options">Null for the defaults; class weights do not count.</param>
    /// <param name="input">Sample weights, validation rows with targets for <see cref="ValidationHistory"/> and early stopping, and who follows the fit.</param>
    /// <exception cref="ArgumentException">No rows, no targets or no weight, another number of weights, options that do not go together, or validation rows that do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option, a weight or a target is outside its range.</exception>
    /// <exception cref="ArithmeticException">Early stopping, and the loss of the validation rows was finite in no round.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static GradientBoostingRegressor Fit<TLoss>(BinnedDataset data, TLoss loss, GradientBoostingOptions? options = null, FitInput input = default)
        where TLoss : struct, IPointLoss<TLoss, float>
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= new();
        var weights = Validate(data.Source, options, input);
        var training = new GradientPart(data, GradientPointObjectives.Create(loss, data.Source.Targets.ToArray(), "Targets", nameof(data)), weights, nameof(data));
        var held = input.Validation is not { } validation
            ? null
            : new GradientPart(
                BinnedDataset.Apply(validation, data.Mapper, options.DegreeOfParallelism),
                GradientPointObjectives.Create(loss, validation.Targets.ToArray(), "Validation.Targets", nameof(input)),
                validation.SampleWeights,
                nameof(input));
        input.Monitor.Report(0, "boosting");
        var start = GradientStart.OfTargets(training.Objective, training.Counting, training.Weights, options.DegreeOfParallelism);
        var run = new GradientBoostingRun(training, held, null, options with { Tree = options.Tree.InUnit(training.WeightExponent) }, input.Monitor);
        return new GradientBoostingRegressor(run.Fit([start])) { StopReason = run.StopReason, ValidationHistory = run.History };
    }

    /// <summary>The scores of rows: of losses with a link, such as Poisson's logarithm, on the link's scale.</summary>
    /// <param name="data">Rows with the features of the training rows; their labels are not read.</param>
    /// <param name="destination">One score a row.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included, at least 1. The scores are the same, to the bit.</param>
    /// <exception cref="ArgumentException">Another number of features, or a destination of another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Less than one thread.</exception>
    public void Predict(Dataset data, Span<double> destination, int degreeOfParallelism = 1)
    {
        TrainingInput.ValidatePrediction(data, FeatureCount, destination.Length, 1, degreeOfParallelism);
        Model.PredictScores(data, destination, degreeOfParallelism: degreeOfParallelism);
    }

    /// <inheritdoc cref="GradientBoostingModel.FeatureImportances"/>
    public double[] FeatureImportances(GradientImportance importance = GradientImportance.Gain) => Model.FeatureImportances(importance);

    void ISavedModel.Write(ModelWriter writer) => Model.Write(writer);

    void ISavedModel.CheckSchema(ModelSchema schema) => Model.CheckSchema(schema);

    static GradientBoostingRegressor IModelReader<GradientBoostingRegressor>.Read(ModelReader reader) => Read(reader);

    internal static GradientBoostingRegressor Read(ModelReader reader)
    {
        var model = GradientBoostingModel.Read(reader);
        ModelReader.Require(model.OutputCount == 1, "regression has one score");
        return new GradientBoostingRegressor(model);
    }

    /// <summary>Checks all input. Returns the rows' weights.</summary>
    private static ReadOnlySpan<double> Validate(Dataset data, GradientBoostingOptions options, FitInput input)
    {
        GradientBoostingOptions.Validate(options, data.FeatureCount);
        if (data.RowCount == 0)
        {
            throw Require.Misfit($"data has no rows.", nameof(data));
        }

        if (data.Targets.IsEmpty)
        {
            throw Require.Misfit($"data has no targets; make it by Dataset.ForRegression, or give it some by WithTargets.", nameof(data));
        }

        if (options.EarlyStoppingMetric != EarlyStoppingMetric.Loss)
        {
            throw Require.Misfit($"EarlyStoppingMetric is {options.EarlyStoppingMetric}; a regressor has Loss alone.", nameof(options));
        }

        TrainingInput.ValidateValidation(input, data, hasClasses: false, options.EarlyStoppingRounds);
        return TrainingInput.Weights(data, input);
    }
}
