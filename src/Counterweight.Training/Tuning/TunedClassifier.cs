using Counterweight.Training.Data;

namespace Counterweight.Training.Tuning;

/// <summary>A classifier of two classes with a threshold for alarms, chosen for least cost: what <see cref="Tune"/> makes.</summary>
public sealed class TunedClassifier
{
    private readonly int positiveClass;
    private readonly MistakeCosts trained;

    internal TunedClassifier(IProbabilisticClassifier classifier, TuningChoice choice, TuningReport report, MistakeCosts costs, int positiveClass)
    {
        (Classifier, Choice, Report) = (classifier, choice, report);
        (trained, this.positiveClass) = (costs, positiveClass);
    }

    /// <summary>The classifier, fitted to all rows. <see cref="Models.ModelFile"/> saves it; the threshold is a number beside it.</summary>
    public IProbabilisticClassifier Classifier { get; }

    /// <summary>The class that alarms are about, 0 or 1.</summary>
    public int PositiveClass => positiveClass;

    /// <summary>The costs that the classifier was tuned for.</summary>
    public MistakeCosts Costs => trained;

    /// <summary>What was chosen on all rows.</summary>
    public TuningChoice Choice { get; }

    /// <summary>What such choices cost on rows that were held out of them.</summary>
    public TuningReport Report { get; }

    /// <summary>
    /// The score of each row, p·m/(p·m + (1 − p)·f) with the costs m of missing it and f of a false alarm: the share of no alarm in the expected cost of
    /// both mistakes. In [0, 1]; 0 where p·m is 0.
    /// </summary>
    /// <param name="data">Rows with the features of the training rows.</param>
    /// <param name="destination">One score a row.</param>
    /// <param name="costs">Costs of these rows; null: those that the classifier was tuned for, where these are the same for all rows.</param>
    /// <param name="degreeOfParallelism">Threads at most, at least 1.</param>
    /// <exception cref="ArgumentException">Another number of features, of scores or of costs.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Less than one thread.</exception>
    public void Scores(Dataset data, Span<double> destination, MistakeCosts? costs = null, int degreeOfParallelism = 1)
    {
        var own = CostsOf(data, destination.Length, costs);
        var probabilities = new double[ArraySize.Product(nameof(data), "probabilities of rows and classes", data.RowCount, 2)];
        Classifier.PredictProbabilities(data, probabilities, degreeOfParallelism);
        for (var row = 0; row < destination.Length; row++)
        {
            destination[row] = own.Score(probabilities[(2 * row) + positiveClass], row);
        }
    }

    /// <summary>The class of each row: the one that alarms are about where its score is at least the threshold.</summary>
    /// <param name="data">Rows with the features of the training rows.</param>
    /// <param name="destination">One class a row, 0 or 1.</param>
    /// <param name="costs">Costs of these rows; null: those that the classifier was tuned for, where these are the same for all rows.</param>
    /// <param name="degreeOfParallelism">Threads at most, at least 1.</param>
    /// <exception cref="ArgumentException">Another number of features, of classes or of costs.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Less than one thread.</exception>
    public void Predict(Dataset data, Span<int> destination, MistakeCosts? costs = null, int degreeOfParallelism = 1)
    {
        CostsOf(data, destination.Length, costs);
        var scores = new double[destination.Length];
        Scores(data, scores, costs, degreeOfParallelism);
        for (var row = 0; row < scores.Length; row++)
        {
            destination[row] = scores[row] >= Choice.Threshold ? positiveClass : 1 - positiveClass;
        }
    }

    private MistakeCosts CostsOf(Dataset data, int length, MistakeCosts? costs)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (costs is null && trained.Count > 1)
        {
            throw Require.Misfit($"costs is null, but the classifier was tuned for costs of each row; costs of these rows must be given.", nameof(costs));
        }

        if (length != data.RowCount)
        {
            throw Require.Misfit($"destination has {length} elements for {data.RowCount} rows.", "destination");
        }

        var own = costs ?? trained;
        own.Fit(data.RowCount, nameof(costs));
        return own;
    }
}
