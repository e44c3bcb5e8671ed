using System.Numerics.Tensors;
using Counterweight.Elementwise;
using Counterweight.Training.Data;
using Counterweight.Training.Models;
using Counterweight.Training.Trees;

namespace Counterweight.Training.Boosting;

/// <summary>
/// Multi-class AdaBoost, SAMME: trees grown one after the other, each on rows whose weights tell how often they were
/// told wrong, vote for classes.
/// </summary>
/// <remarks>
/// <para>
/// With e the fraction of the weight of the rows a tree misclassifies and K the number of classes that have weight, its vote is
/// α = rate·(ln((1 − e)/e) + ln(K − 1)), and misclassified rows weigh e^α times as much from then on; weights are kept as
/// logarithms, so that they neither overflow nor are lost. A tree without an error votes 1 and is the last; one with
/// e ≥ 1 − 1/K, no better than guessing, is thrown away and ends the boosting, unless it is the first: then it is the
/// model alone with vote 1, where scikit-learn throws. <see cref="StopReason"/> tells which of these it was.
/// </para>
/// <para>
/// The same model, byte for byte, for any order of rows, any number of threads and weights times a power of two; a row of
/// weight 2 is the row twice up to the rounding of α.
/// </para>
/// <para>Source: Zhu, Zou, Rosset, Hastie, Multi-class AdaBoost, Statistics and Its Interface 2, 2009, algorithm 2.</para>
/// </remarks>
public sealed class AdaBoostClassifier : IProbabilisticClassifier, IModelReader<AdaBoostClassifier>
{
    private readonly DecisionTreeClassifier[] trees;
    private readonly double[] votes;
    private readonly TreeStructure structure;
    private readonly double[] values;
    private readonly int present;

    private AdaBoostClassifier(DecisionTreeClassifier[] trees, double[] votes, int featureCount, int classCount, int present)
    {
        this.trees = trees;
        this.votes = votes;
        this.present = present;
        FeatureCount = featureCount;
        ClassCount = classCount;
        structure = TreeStructure.Concat([.. trees.Select(tree => tree.Structure)]);
        values = new double[ArraySize.Product("options", "votes of nodes and classes", structure.Nodes.Length, classCount)];
        var node = 0;
        for (var tree = 0; tree < trees.Length; tree++)
        {
            foreach (var leaf in trees[tree].Nodes)
            {
                values[(node++ * classCount) + leaf.Label] = votes[tree];
            }
        }
    }

    /// <inheritdoc/>
    public int ClassCount { get; }

    /// <inheritdoc/>
    public int FeatureCount { get; }

    /// <inheritdoc/>
    public KernelTime KernelTime { get; internal init; }

    /// <summary>The trees, in the order they were grown.</summary>
    public IReadOnlyList<DecisionTreeClassifier> Trees => trees;

    /// <summary>What each tree's vote counts.</summary>
    public ReadOnlySpan<double> Votes => votes;

    /// <summary>Why no further tree was grown; null where the model was loaded, as files do not hold it.</summary>
    public AdaBoostStopReason? StopReason { get; private init; }

    static string IModelReader<AdaBoostClassifier>.KindName => "adaboost";

    string ISavedModel.Kind => "adaboost";

    /// <summary>Fits a model; features are binned once.</summary>
    /// <param name="data">Training rows; at least one with weight.</param>
    /// <param name="options">Null for the defaults: 50 stumps.</param>
    /// <param name="sampleWeights">Empty, or one finite weight ≥ 0 a row.</param>
    /// <param name="validation">Rows that early stopping watches; needed where it is asked for.</param>
    /// <param name="progress">Told of every tree.</param>
    /// <param name="cancellation">Checked at every node.</param>
    /// <exception cref="ArgumentException">No rows or no weight, fewer than two classes, sample weights of another length or bad value, or no validation rows.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static AdaBoostClassifier Fit(
        Dataset data,
        AdaBoostOptions? options = null,
        ReadOnlySpan<double> sampleWeights = default,
        Dataset? validation = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= new AdaBoostOptions();
        AdaBoostOptions.Validate(options, data.FeatureCount);
        var start = Start(data, ref options, sampleWeights);
        progress?.Report(new FitProgress(0, "binning"));
        var bins = BinnedDataset.Create(data, start, degreeOfParallelism: options.Tree.DegreeOfParallelism);
        return Fit(bins, options, start, validation, progress, cancellation);
    }

    /// <summary>Fits a model on bins that were made before.</summary>
    /// <param name="data">Training rows and their bins; at least one row with weight.</param>
    /// <param name="options">Null for the defaults: 50 stumps.</param>
    /// <param name="sampleWeights">Empty, or one finite weight ≥ 0 a row.</param>
    /// <param name="validation">Rows that early stopping watches; needed where it is asked for.</param>
    /// <param name="progress">Told of every tree.</param>
    /// <param name="cancellation">Checked at every node.</param>
    /// <exception cref="ArgumentException">No weight, fewer than two classes, sample weights of another length or bad value, or no validation rows.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static AdaBoostClassifier Fit(
        BinnedDataset data,
        AdaBoostOptions? options = null,
        ReadOnlySpan<double> sampleWeights = default,
        Dataset? validation = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= new AdaBoostOptions();
        AdaBoostOptions.Validate(options, data.FeatureCount);
        var start = Start(data.Source, ref options, sampleWeights);
        return Fit(data, options, start, validation, progress, cancellation);
    }

    /// <inheritdoc/>
    public void Predict(Dataset data, Span<int> destination)
    {
        TrainingInput.ValidatePrediction<int>(this, data, destination);
        var sums = new double[ArraySize.Product(nameof(data), "votes of rows and classes", data.RowCount, ClassCount)];
        structure.AddLeafValues(data, values, ClassCount, sums);
        for (var row = 0; row < destination.Length; row++)
        {
            destination[row] = TensorPrimitives.IndexOfMax<double>(sums.AsSpan(row * ClassCount, ClassCount));
        }
    }

    /// <summary>Softmax over classes of (fraction of the votes)/(K − 1), as scikit-learn has it; of two classes σ of the difference of the fractions. No calibrated probabilities.</summary>
    /// <inheritdoc/>
    public void PredictProbabilities(Dataset data, Span<double> destination)
    {
        TrainingInput.ValidatePrediction<double>(this, data, destination, ClassCount);
        destination.Clear();
        structure.AddLeafValues(data, values, ClassCount, destination);
        var all = 0.0;
        foreach (var vote in votes)
        {
            all += vote;
        }

        // The greatest fraction is at most 1: nothing overflows.
        TensorPrimitives.Divide(destination, all * Math.Max(1, present - 1), destination);
        VectorMath.Exp<double>(destination, destination);
        for (var row = 0; row < data.RowCount; row++)
        {
            var own = destination.Slice(row * ClassCount, ClassCount);
            var sum = 0.0;
            foreach (var probability in own)
            {
                sum += probability;
            }

            TensorPrimitives.Divide(own, sum, own);
        }
    }

    /// <summary>Importance of each feature: the mean of <see cref="DecisionTreeClassifier.FeatureImportances"/> over the trees, weighted by their votes.</summary>
    public double[] FeatureImportances()
    {
        var importances = new double[FeatureCount];
        for (var tree = 0; tree < trees.Length; tree++)
        {
            var own = trees[tree].FeatureImportances();
            for (var feature = 0; feature < own.Length; feature++)
            {
                importances[feature] += votes[tree] * own[feature];
            }
        }

        var sum = 0.0;
        foreach (var importance in importances)
        {
            sum += importance;
        }

        TensorPrimitives.Divide(importances, sum > 0 ? sum : 1, importances);
        return importances;
    }

    static AdaBoostClassifier IModelReader<AdaBoostClassifier>.Read(ModelReader reader) => Read(reader);

    void ISavedModel.Write(ModelWriter writer)
    {
        writer.Integer(FeatureCount);
        writer.Integer(ClassCount);
        writer.Integer(present);
        writer.Doubles(votes);
        foreach (var tree in trees)
        {
            tree.Write(writer);
        }
    }

    internal static AdaBoostClassifier Read(ModelReader reader)
    {
        var featureCount = reader.Integer(1, int.MaxValue, "a number of features");
        var classCount = reader.Integer(1, int.MaxValue, "a number of classes");
        var presentCount = reader.Integer(1, classCount, "a number of classes with weight");
        var readVotes = reader.Doubles();
        ModelReader.Require(readVotes.Length > 0 && Array.TrueForAll(readVotes, vote => vote > 0 && double.IsFinite(vote)), "there are votes, all above 0");
        var readTrees = new DecisionTreeClassifier[readVotes.Length];
        for (var tree = 0; tree < readTrees.Length; tree++)
        {
            readTrees[tree] = DecisionTreeClassifier.Read(reader);
            ModelReader.Require(readTrees[tree].FeatureCount == featureCount && readTrees[tree].ClassCount == classCount, "all trees have the same features and classes");
        }

        ModelReader.Require((Int128)readTrees.Sum(tree => (long)tree.Nodes.Length) * classCount <= Array.MaxLength, "an array holds a number of each node and class");
        return new AdaBoostClassifier(readTrees, readVotes, featureCount, classCount, presentCount);
    }

    internal static AdaBoostClassifier Create(DecisionTreeClassifier[] trees, double[] votes, int featureCount, int classCount, int present, AdaBoostStopReason reason, KernelTime time) =>
        new(trees, votes, featureCount, classCount, present) { StopReason = reason, KernelTime = time };

    /// <summary>The rows' first weights, in a unit of their own that the options follow.</summary>
    private static double[] Start(Dataset data, ref AdaBoostOptions options, ReadOnlySpan<double> sampleWeights)
    {
        TrainingInput.Validate(data, sampleWeights);
        var weights = TrainingInput.InUnitRange(sampleWeights, out var exponent);
        options = options with { Tree = options.Tree.InUnit(exponent) };
        return TrainingInput.RowWeights(data, TrainingInput.ClassWeightsOf(data, options.Weighting, weights, exponent), weights);
    }

    private static AdaBoostClassifier Fit(BinnedDataset data, AdaBoostOptions options, double[] start, Dataset? validation, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        if (options.EarlyStoppingRounds > 0 && validation is not { RowCount: > 0 })
        {
            throw new ArgumentException("Early stopping needs validation rows.", nameof(validation));
        }

        if (validation is not null && (validation.FeatureCount != data.FeatureCount || validation.ClassCount != data.Source.ClassCount))
        {
            throw new ArgumentException($"Validation rows of {validation.FeatureCount} features and {validation.ClassCount} classes; training rows have {data.FeatureCount} and {data.Source.ClassCount}.", nameof(validation));
        }

        return new AdaBoostRun(data, options, start, validation, progress, cancellation).Run();
    }
}
