using Counterweight.Losses.Location;
using Counterweight.Losses.Point;
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

    /// <summary>What the fit asked of the kernels.</summary>
    public KernelTime KernelTime { get; internal init; }

    /// <summary>What early stopping saw before the first round and after each; empty without validation rows, and of a loaded model. Squared, absolute, quantile, Huber, Poisson, exponential and squared hinge losses are watched in double precision; other losses are summed from single values, and are ∞ where one of these is.</summary>
    public IReadOnlyList<double> ValidationHistory { get; internal init; } = [];

    /// <summary>Fits by squared loss.</summary>
    /// <param name="data">Training rows, whose labels are not read.</param>
    /// <param name="targets">One finite target a row.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="sampleWeights">Empty, or one finite weight ≥ 0 a row. Penalties and least Hessians of the options are in their unit: weights that sum to 1 allow no split by default; give them a mean of 1.</param>
    /// <param name="validation">Rows for early stopping, with as many features in the same order (names are not compared); null for none.</param>
    /// <param name="validationTargets">One target a validation row, as of training rows.</param>
    /// <param name="progress">Told of each round.</param>
    /// <param name="cancellation">Checked at every node.</param>
    /// <exception cref="ArgumentException">No rows or no weight, targets or weights of another length or bad value, or bad options.</exception>
    /// <exception cref="ArithmeticException">Early stopping, and the loss of the validation rows was finite in no round.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static GradientBoostingRegressor Fit(
        BinnedDataset data,
        ReadOnlySpan<float> targets,
        GradientBoostingOptions? options = null,
        ReadOnlySpan<double> sampleWeights = default,
        Dataset? validation = null,
        ReadOnlySpan<float> validationTargets = default,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default) =>
        Fit(data, targets, default(SquaredLoss<float>), options, sampleWeights, validation, validationTargets, progress, cancellation);

    /// <summary>Fits by any loss of one score.</summary>
    /// <typeparam name="TLoss">The loss.</typeparam>
    /// <param name="data">Training rows, whose labels are not read.</param>
    /// <param name="targets">One target a row, in the loss's domain.</param>
    /// <param name="loss">The loss and its parameters.</param>
    /// <param name="options">Null for the defaults; class weights do not count.</param>
    /// <param name="sampleWeights">Empty, or one finite weight ≥ 0 a row. Penalties and least Hessians of the options are in their unit: weights that sum to 1 allow no split by default; give them a mean of 1.</param>
    /// <param name="validation">Rows for early stopping, with as many features in the same order (names are not compared); null for none.</param>
    /// <param name="validationTargets">One target a validation row, as of training rows.</param>
    /// <param name="progress">Told of each round.</param>
    /// <param name="cancellation">Checked at every node.</param>
    /// <exception cref="ArgumentException">No rows or no weight, targets or weights of another length or bad value, or bad options.</exception>
    /// <exception cref="ArithmeticException">Early stopping, and the loss of the validation rows was finite in no round.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static GradientBoostingRegressor Fit<TLoss>(
        BinnedDataset data,
        ReadOnlySpan<float> targets,
        TLoss loss,
        GradientBoostingOptions? options = null,
        ReadOnlySpan<double> sampleWeights = default,
        Dataset? validation = null,
        ReadOnlySpan<float> validationTargets = default,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
        where TLoss : struct, IPointLoss<TLoss, float>
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= new();
        GradientBoostingOptions.Validate(options, data.FeatureCount);
        TrainingInput.ValidateWeights(sampleWeights, data.RowCount, nameof(sampleWeights));
        if (validation is null)
        {
            TrainingInput.ValidateAbsent(validationTargets.Length, nameof(validationTargets));
        }
        else
        {
            TrainingInput.ValidateValidation(validation, data.Source, hasClasses: false);
        }

        if (options.EarlyStoppingMetric != EarlyStoppingMetric.Loss)
        {
            throw new ArgumentException($"EarlyStoppingMetric is {options.EarlyStoppingMetric}; a regressor has Loss alone.", nameof(options));
        }

        if (options.EarlyStoppingRounds > 0 && validation is null)
        {
            throw new ArgumentException("Early stopping needs validation rows.", nameof(validation));
        }

        var training = Part(data, targets, loss, sampleWeights, nameof(targets), nameof(sampleWeights));
        var held = validation is null
            ? null
            : Part(BinnedDataset.Apply(validation, data.Mapper, options.DegreeOfParallelism), validationTargets, loss, [], nameof(validationTargets), nameof(validation));
        progress?.Report(new FitProgress(0, "boosting"));
        var start = GradientStart.OfTargets(training.Objective, training.Counting, training.Weights, options.DegreeOfParallelism);
        var run = new GradientBoostingRun(training, held, null, options with { Tree = options.Tree.InUnit(training.WeightExponent) }, progress, cancellation);
        return new GradientBoostingRegressor(run.Fit([start])) { KernelTime = run.KernelTime, ValidationHistory = run.History };
    }

    /// <summary>The scores of rows: of losses with a link, such as Poisson's logarithm, on the link's scale.</summary>
    /// <param name="data">Rows with the features of the training rows; their labels are not read.</param>
    /// <param name="destination">One score a row.</param>
    /// <param name="degreeOfParallelism">Threads at most.</param>
    /// <exception cref="ArgumentException">Another number of features, or a destination of another length.</exception>
    public void Predict(Dataset data, Span<double> destination, int degreeOfParallelism = 1)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (destination.Length != data.RowCount)
        {
            throw new ArgumentException($"Room for {destination.Length} scores of {data.RowCount} rows.", nameof(destination));
        }

        Model.PredictScores(data, destination, degreeOfParallelism: degreeOfParallelism);
    }

    void ISavedModel.Write(ModelWriter writer) => Model.Write(writer);

    static GradientBoostingRegressor IModelReader<GradientBoostingRegressor>.Read(ModelReader reader) => Read(reader);

    internal static GradientBoostingRegressor Read(ModelReader reader)
    {
        var model = GradientBoostingModel.Read(reader);
        ModelReader.Require(model.OutputCount == 1, "regression has one score");
        return new GradientBoostingRegressor(model);
    }

    private static GradientPart Part<TLoss>(BinnedDataset data, ReadOnlySpan<float> targets, TLoss loss, ReadOnlySpan<double> weights, string name, string weightsName)
        where TLoss : struct, IPointLoss<TLoss, float> => targets.Length == data.RowCount
        ? new GradientPart(data, GradientPointObjectives.Create(loss, targets.ToArray(), name), weights, weightsName)
        : throw new ArgumentException($"{targets.Length} targets for {data.RowCount} rows.", name);
}
