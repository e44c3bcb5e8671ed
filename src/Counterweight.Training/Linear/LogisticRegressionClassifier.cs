using Counterweight.Training.Data;
using Counterweight.Training.Models;

namespace Counterweight.Training.Linear;

/// <summary>
/// Multinomial logistic regression on standardised features and on indicators of categories: the minimum of
/// <c>C · Σ wᵢ·CE(xᵢ) + ½‖W‖²</c> with a free intercept, found by L-BFGS. The objective and the stopping rules are those
/// of scikit-learn's LogisticRegression.
/// </summary>
/// <remarks>
/// <para>
/// Features are standardised by the training rows, each as often as its sample weight says, and missing values replaced by
/// the mean. A row of weight 0 is no row, to the bit; one of weight 2 is the row twice, up to rounding.
/// </para>
/// <para>
/// A feature that is a category has a column for each category that training rows of weight have, see
/// <see cref="LogisticRegressionOptions.MaxCategoryColumns"/>: 1 in its rows and 0 in all others, not standardised. A missing value,
/// and a category that no training row has, is 0 in all of them.
/// </para>
/// <para>
/// Scales belong to the rows: class weights weigh the loss and not the scales. So class weights c give the model that sample
/// weights c give on the same scales; sample weights c alone also move means and deviations, and with these what the penalty
/// ½‖W‖² asks of each weight. Of the Shuttle data balanced scales make the deviation of one sensor, of which a class of 50
/// rows has outliers, 14 times as long; the minimum of the same C then has a balanced accuracy of 0.89 in place of 0.99.
/// </para>
/// <para>The same input gives the same bits on every machine and for any number of threads.</para>
/// </remarks>
public sealed class LogisticRegressionClassifier : IProbabilisticClassifier, IModelReader<LogisticRegressionClassifier>
{
    /// <summary>Sizes of standardised values and of parameters whose sums of products stay finite.</summary>
    private const double LargestValue = 1e140, LargestParameter = 1e155;

    /// <summary>Rows that a thread predicts at a time.</summary>
    private const int ItemRows = 128;

    private readonly Standardizer standardizer;
    private readonly LinearColumns columns;
    private readonly double[] parameters;
    private readonly double[] scoring;

    private LogisticRegressionClassifier(Standardizer standardizer, LinearColumns columns, double[] parameters, int classCount)
    {
        this.standardizer = standardizer;
        this.columns = columns;
        this.parameters = parameters;
        ClassCount = classCount;
        Columns = Array.AsReadOnly(columns.Describe());
        scoring = LinearOrder.ToScores(columns, parameters, classCount);
    }

    /// <inheritdoc/>
    public int ClassCount { get; }

    /// <inheritdoc/>
    public int FeatureCount => standardizer.FeatureCount;

    /// <summary>L-BFGS iterations; 0 where the model was loaded, as files do not hold them.</summary>
    public int Iterations { get; private init; }

    /// <summary>Value of the objective reached; NaN where the model was loaded, as files do not hold it.</summary>
    public double Objective { get; private init; } = double.NaN;

    /// <summary>Why the optimisation ended; null where the model was loaded, as files do not hold it.</summary>
    public FitStopReason? StopReason { get; private init; }

    static string IModelReader<LogisticRegressionClassifier>.KindName => "logistic";

    string ISavedModel.Kind => "logistic";

    int ISavedModel.FormatVersion => columns.HasCategories ? ModelFile.CategoryVersion : ModelFile.FirstVersion;

    /// <summary>How features that are numbers are standardised before they are weighted; standardised values beyond ±10¹⁴⁰ count as that.</summary>
    public Standardizer Standardizer => standardizer;

    /// <summary>What the weights are of, feature after feature: of numbers alone one column a feature.</summary>
    public IReadOnlyList<LinearColumn> Columns { get; }

    /// <summary>Weights of the columns of one class, one for each of <see cref="Columns"/>.</summary>
    /// <param name="label">In [0, <see cref="ClassCount"/>).</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public ReadOnlySpan<double> Weights(int label)
    {
        Require.Index(label, ClassCount, nameof(label));
        return parameters.AsSpan(label * columns.Count, columns.Count);
    }

    /// <summary>Intercepts, one a class.</summary>
    public ReadOnlySpan<double> Intercepts => parameters.AsSpan(ClassCount * columns.Count);

    /// <summary>Fits a model.</summary>
    /// <param name="data">Training rows; at least one with weight. Where one class alone has such rows, it is always the answer.</param>
    /// <param name="options">Objective and stopping rules; null for the defaults.</param>
    /// <param name="input">Sample weights, and who follows the fit. Validation rows are refused.</param>
    /// <exception cref="ArgumentException">No rows or no weight, fewer than two classes, another number of weights, more classes × features than an array holds, validation rows, a model to start from that has other features or classes, or an objective that overflows: C or the weights are huge.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option or a weight is outside its range.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static LogisticRegressionClassifier Fit(Dataset data, LogisticRegressionOptions? options = null, FitInput input = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= new LogisticRegressionOptions();
        LogisticRegressionOptions.Validate(options);
        data = TrainingInput.Resampled(data, ref input);
        TrainingInput.RefuseValidation(input, "a logistic regression");
        var weights = FitWeights.Of(data, options.Weighting, input);
        var found = LinearColumns.Find(data, weights.Samples, options.MaxCategoryColumns);
        if (options.Start is not null)
        {
            LinearStart.Check(options.Start, found, data, nameof(options));
        }

        LogisticLoss.CheckSizes(data.ClassCount, found.NumberCount, found.IndicatorCount, nameof(data));
        var counting = TrainingInput.CountingRows(weights.Samples, data.RowCount);
        var scaling = Standardizer.Fit(data, weights.Samples, options.DegreeOfParallelism);
        var rows = new StandardizedRows(data, scaling, found, counting, degreeOfParallelism: options.DegreeOfParallelism);

        // C follows the unit of the weights, so that only the objective itself can overflow.
        var c = Math.ScaleB(options.C, weights.Exponent);
        var loss = new LogisticLoss(rows, data.ClassCount, weights.Classes, Padded(weights.Samples, counting, rows), c, options.DegreeOfParallelism, input.Timer);
        var search = new LbfgsSearch(loss, options, input.Monitor);
        var start = options.Start is null ? new double[loss.ParameterCount] : LinearOrder.ToScores(found, LinearStart.Parameters(options.Start, scaling, found), data.ClassCount);
        var reason = search.Run(start);
        return new LogisticRegressionClassifier(scaling, found, LinearOrder.ToColumns(found, search.Best, data.ClassCount), data.ClassCount)
        {
            Iterations = search.Iterations,
            Objective = search.Objective,
            StopReason = reason,
        };
    }

    /// <inheritdoc/>
    public void Predict(Dataset data, Span<int> destination, int degreeOfParallelism = 1)
    {
        TrainingInput.ValidatePrediction(data, FeatureCount, destination.Length, 1, degreeOfParallelism);
        var labels = new int[data.RowCount];
        RowItems.Run(data.RowCount, ItemRows, degreeOfParallelism, (first, count) =>
        {
            var scores = Score(data, first, count);
            for (var row = 0; row < count; row++)
            {
                labels[first + row] = ClassScores.Greatest(scores.AsSpan(row * ClassCount, ClassCount));
            }
        });
        labels.CopyTo(destination);
    }

    /// <summary>Probabilities of all classes: the softmax of intercept + weights · standardised features.</summary>
    /// <inheritdoc/>
    public void PredictProbabilities(Dataset data, Span<double> destination, int degreeOfParallelism = 1)
    {
        TrainingInput.ValidatePrediction(data, FeatureCount, destination.Length, ClassCount, degreeOfParallelism);
        var probabilities = new double[destination.Length];
        RowItems.Run(data.RowCount, ItemRows, degreeOfParallelism, (first, count) =>
        {
            var own = probabilities.AsSpan(first * ClassCount, count * ClassCount);
            Score(data, first, count).AsSpan(0, own.Length).CopyTo(own);
            ClassScores.ToProbabilities(own, ClassCount);
        });
        probabilities.CopyTo(destination);
    }

    void ISavedModel.Write(ModelWriter writer)
    {
        writer.Integer(FeatureCount);
        writer.Integer(ClassCount);
        if (writer.Version > ModelFile.FirstVersion)
        {
            columns.Write(writer);
        }

        standardizer.Write(writer, columns.IsNumber);
        writer.Doubles(parameters);
    }

    void ISavedModel.CheckSchema(ModelSchema schema) => columns.CheckSchema(schema);

    static LogisticRegressionClassifier IModelReader<LogisticRegressionClassifier>.Read(ModelReader reader) => Read(reader);

    internal static LogisticRegressionClassifier Read(ModelReader reader)
    {
        var featureCount = reader.Integer(1, int.MaxValue, "a number of features");
        var classCount = reader.Integer(2, int.MaxValue, "a number of classes");
        var read = reader.Version > ModelFile.FirstVersion ? LinearColumns.Read(reader, featureCount) : null;
        var scaling = Standardizer.Read(reader, featureCount, feature => read?.IsNumber(feature) ?? true);
        read ??= LinearColumns.OfNumbers(featureCount);
        var weights = reader.Doubles();
        ModelReader.Require(weights.Length == classCount * (read.Count + 1L), "there is a weight for each class and column, and an intercept for each class");
        ModelReader.Require(Array.TrueForAll(weights, value => Math.Abs(value) <= LargestParameter), "weights and intercepts are numbers of at most 1e155");
        return new LogisticRegressionClassifier(scaling, read, weights, classCount);
    }

    /// <summary>The scores of some rows, in memory for whole blocks of rows.</summary>
    private double[] Score(Dataset data, int first, int count)
    {
        var rows = new StandardizedRows(data, standardizer, columns, [.. Enumerable.Range(first, count)], LargestValue);
        var scores = new double[ArraySize.Product(nameof(data), "scores of rows and classes", rows.Labels.Length, ClassCount)];
        rows.Score(0, rows.BlockCount, scoring, ClassCount, scores);
        return scores;
    }

    private static double[] Padded(double[] sampleWeights, int[] counting, StandardizedRows rows)
    {
        if (sampleWeights.Length == 0)
        {
            return [];
        }

        var padded = new double[rows.Labels.Length];
        for (var row = 0; row < counting.Length; row++)
        {
            padded[row] = sampleWeights[counting[row]];
        }

        return padded;
    }
}
