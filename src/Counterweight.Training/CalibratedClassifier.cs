using Counterweight.Calibration;
using Counterweight.Training.Data;
using Counterweight.Training.Evaluation;
using Counterweight.Training.Models;

namespace Counterweight.Training;

/// <summary>A classifier whose probabilities are calibrated on rows that it has not seen: of rows that are given p, a fraction p is of the class.</summary>
/// <remarks>
/// Stratified folds, of whole groups where rows have some, are predicted by classifiers fitted to the other folds. One calibration is fitted to all these predictions together, weighted as the rows are; the classifier that is kept is fitted to all rows. So there is one
/// classifier to save and to ask, as with <c>ensemble=False</c> of scikit-learn. A row of weight 0 is no row, and is in no fold. Class weights and resampling act on the classifiers alone: the calibration takes their shift of
/// probabilities back. Sigmoids are fitted to log-odds, temperatures to logarithms of probabilities, both of probabilities of at least 10⁻¹⁵. Each class of more than two has a calibration of its own against all
/// others, and the results are divided by their sum. Sources: A. Niculescu-Mizil, R. Caruana, Predicting Good Probabilities with Supervised Learning, 2005, section 2; B. Zadrozny, C. Elkan, Transforming Classifier Scores
/// into Accurate Multiclass Probability Estimates, 2002, section 4.
/// </remarks>
public sealed class CalibratedClassifier : IProbabilisticClassifier, IModelReader<CalibratedClassifier>
{
    private readonly ClassCalibration calibration;

    private CalibratedClassifier(ClassCalibration calibration, IProbabilisticClassifier classifier) => (this.calibration, Classifier) = (calibration, classifier);

    /// <summary>Fits a classifier, and a calibration to predictions of classifiers that have not seen the rows.</summary>
    /// <param name="data">Training rows; at least one with weight.</param>
    /// <param name="trainer">Fits a classifier to the rows outside a fold, whose number it is given, and last to all rows, with the number of folds.</param>
    /// <param name="options">Null for the defaults: sigmoids, 5 folds.</param>
    /// <param name="input">Sample weights, a resampler of the rows of each fit, validation rows for the trainer, and who follows the fits.</param>
    /// <exception cref="ArgumentException">No rows or no weight, fewer than two classes, another number of weights or groups, whatever the trainer refuses, or a classifier of other features or classes than the rows'.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option or a weight is outside its range, or a classifier's probability is NaN.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static CalibratedClassifier Fit(Dataset data, ClassifierTrainer trainer, CalibratedOptions? options = null, FitInput input = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(trainer);
        options ??= new CalibratedOptions();
        Require.Defined(options.Method, nameof(options.Method), nameof(options));
        var groups = options.Groups;
        if (!groups.IsEmpty && groups.Length != data.RowCount)
        {
            throw Require.Misfit($"Groups has {groups.Length} elements for {data.RowCount} rows.", nameof(options));
        }

        data = OfWeight(data, ref input, ref groups);
        var folds = new CrossValidationOptions { FoldCount = options.FoldCount, Groups = groups, Seed = options.Seed, DegreeOfParallelism = options.DegreeOfParallelism };
        var probabilities = CrossValidation.PredictProbabilities(data, trainer, folds, input);
        var parts = new TrainingParts(data, trainer, ref input);
        var classifier = parts.Fit([.. Enumerable.Range(0, data.RowCount)], options.FoldCount, 1, "models", ("the fit to all rows", "of weight"));
        return new(ClassCalibration.Fit(options.Method, probabilities, data.ClassCount, data.Labels, parts.Weights), classifier);
    }

    /// <summary>The classifier whose probabilities are calibrated, fitted to all rows.</summary>
    public IProbabilisticClassifier Classifier { get; }

    /// <summary>The kind of calibration.</summary>
    public CalibrationMethod Method => calibration.Method;

    /// <summary>The lines of log-odds: of class 1 of two, or one for each of more classes; none of another method.</summary>
    public IReadOnlyList<PlattScaling> Sigmoids => calibration.Lines;

    /// <summary>The functions of probabilities: of class 1 of two, or one for each of more classes; none of another method.</summary>
    public IReadOnlyList<IsotonicCalibration> Functions => calibration.Functions;

    /// <summary>The temperature; 0 of another method.</summary>
    public double Temperature => calibration.Temperature;

    /// <inheritdoc/>
    public int ClassCount => Classifier.ClassCount;

    /// <inheritdoc/>
    public int FeatureCount => Classifier.FeatureCount;

    static string IModelReader<CalibratedClassifier>.KindName => "calibrated";

    string ISavedModel.Kind => "calibrated";

    int ISavedModel.FormatVersion => ModelParts.FormatVersion([Classifier]);

    /// <summary>Calibrated probabilities of all classes.</summary>
    /// <inheritdoc/>
    public void PredictProbabilities(Dataset data, Span<double> destination, int degreeOfParallelism = 1)
    {
        Classifier.PredictProbabilities(data, destination, degreeOfParallelism);
        calibration.Apply(destination);
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

    static CalibratedClassifier IModelReader<CalibratedClassifier>.Read(ModelReader reader) => Read(reader);

    void ISavedModel.CheckSchema(ModelSchema schema) => ModelParts.CheckSchema([Classifier], schema);

    void ISavedModel.Write(ModelWriter writer)
    {
        writer.Integer((int)Method);
        switch (Method)
        {
            case CalibrationMethod.Sigmoid:
                writer.Doubles([.. Sigmoids.SelectMany(line => (double[])[line.Slope, line.Intercept])]);
                break;
            case CalibrationMethod.Isotonic:
                writer.Integer(Functions.Count);
                foreach (var function in Functions)
                {
                    writer.Doubles(function.Scores);
                    writer.Doubles(function.Values);
                }

                break;
            default:
                writer.Double(Temperature);
                break;
        }

        ModelParts.Write(Classifier, writer, "the classifier");
    }

    internal static CalibratedClassifier Read(ModelReader reader)
    {
        var method = (CalibrationMethod)reader.Integer(0, (int)CalibrationMethod.Temperature, "the kind of calibration");
        var lines = method == CalibrationMethod.Sigmoid ? ReadLines(reader) : [];
        var functions = method == CalibrationMethod.Isotonic ? reader.Many(2 * sizeof(int), () => ReadFunction(reader)) : [];
        var temperature = method == CalibrationMethod.Temperature ? reader.Double() : 0;
        var classifier = ModelParts.Read(reader);
        if (method == CalibrationMethod.Temperature)
        {
            ModelReader.Require(temperature > 0 && double.IsFinite(temperature), "a temperature is finite and above 0");
        }
        else
        {
            ModelReader.Require(lines.Length + functions.Length == ClassCalibration.CountFor(classifier.ClassCount), "there is a calibration for each class, or one for two");
        }

        return new(new(method, classifier.ClassCount, lines, functions, new(temperature)), classifier);
    }

    /// <summary>The rows that have weight: the others shall not show in the folds either.</summary>
    private static Dataset OfWeight(Dataset data, ref FitInput input, ref ReadOnlyMemory<int> groups)
    {
        var weights = TrainingInput.Validate(data, input with { Resampler = null }).ToArray();
        int[] kept = [.. Enumerable.Range(0, data.RowCount).Where(row => weights.Length == 0 || weights[row] > 0)];
        if (kept.Length == data.RowCount)
        {
            return data;
        }

        var all = groups;
        groups = all.IsEmpty ? all : kept.Select(row => all.Span[row]).ToArray();
        input = input with { SampleWeights = kept.Select(row => weights[row]).ToArray() };
        return data.Subset(kept);
    }

    private static PlattScaling[] ReadLines(ModelReader reader)
    {
        var numbers = reader.Doubles();
        ModelReader.Require(numbers.Length % 2 == 0 && Array.TrueForAll(numbers, double.IsFinite), "lines have two finite numbers each");
        return [.. numbers.Chunk(2).Select(line => new PlattScaling(line[0], line[1]))];
    }

    private static IsotonicCalibration ReadFunction(ModelReader reader)
    {
        var (scores, values) = (reader.Doubles(), reader.Doubles());
        var isOrdered = scores.Length > 0 && scores.Length == values.Length && Array.TrueForAll(values, value => value is >= 0 and <= 1) && Array.TrueForAll(scores, score => score is >= 0 and <= 1);
        for (var knot = 1; isOrdered && knot < scores.Length; knot++)
        {
            isOrdered = scores[knot] > scores[knot - 1] && values[knot] >= values[knot - 1];
        }

        ModelReader.Require(isOrdered, "a function has knots in [0, 1] whose probabilities ascend and whose values do not fall");
        return IsotonicCalibration.FromKnots(scores, values);
    }
}
