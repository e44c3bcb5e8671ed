using System.Diagnostics.CodeAnalysis;
using System.Numerics.Tensors;
using Counterweight.Elementwise;
using Counterweight.Training.Boosting.Adaptive;
using Counterweight.Training.Data;
using Counterweight.Training.Models;
using Counterweight.Training.Trees;

namespace Counterweight.Training.Boosting;

/// <summary>
/// Multi-class AdaBoost, SAMME: trees grown one after the other, each on rows whose weights tell how often they were
/// misclassified, vote for classes.
/// </summary>
/// <remarks>
/// <para>
/// With e the fraction of the weight of the rows a tree misclassifies and K the number of classes that have weight, its vote is
/// α = rate·(ln((1 − e)/e) + ln(K − 1)), and misclassified rows weigh e^α times as much from then on; weights are kept as
/// logarithms, so that they neither overflow nor are lost. A tree without an error votes 1 and is the last; one with
/// e ≥ 1 − 1/K, no better than guessing, is thrown away and ends the boosting, unless it is the first: then it is the
/// model alone with vote 1, where scikit-learn throws. <see cref="StopReason"/> tells which of these it was. Where every round draws
/// rows of its own (<see cref="AdaBoostOptions.ClassSampling"/>), such a tree is thrown away, and the next round draws others.
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

    /// <summary>Classes that had weight: K of the probabilities.</summary>
    public int WeightedClassCount => present;

    /// <summary>The trees, in the order they were grown.</summary>
    public IReadOnlyList<DecisionTreeClassifier> Trees => trees;

    /// <summary>What each tree's vote counts.</summary>
    public ReadOnlySpan<double> Votes => votes;

    /// <summary>Why no further tree was grown; null where the model was loaded, as files do not hold it.</summary>
    public FitStopReason? StopReason { get; private init; }

    /// <summary>The error on the validation rows after each tree: the fraction of their weight that is misclassified, class weights included. Empty without validation rows, and of a loaded model.</summary>
    public IReadOnlyList<double> ValidationHistory { get; private init; } = [];

    static string IModelReader<AdaBoostClassifier>.KindName => "adaboost";

    string ISavedModel.Kind => "adaboost";

    /// <summary>Fits a model; features are binned once.</summary>
    /// <param name="data">Training rows; at least one with weight. Where one class alone has such rows, it is always the answer.</param>
    /// <param name="options">Null for the defaults: 50 stumps.</param>
    /// <param name="input">Sample weights, validation rows with the same classes for <see cref="ValidationHistory"/> and early stopping, and who follows the fit.</param>
    /// <exception cref="ArgumentException">No rows or no weight, fewer than two classes, another number of weights, options that do not go together, or validation rows that do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option or a weight is outside its range.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static AdaBoostClassifier Fit(Dataset data, AdaBoostOptions? options = null, FitInput input = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        data = TrainingInput.Resampled(data, ref input);
        var start = Prepare(data, ref options, input);
        input.Monitor.Report(0, "binning");
        var bins = BinnedDataset.Create(data, start, degreeOfParallelism: options.Tree.DegreeOfParallelism);
        return new AdaBoostRun(bins, options, start, input.Validation, input.Monitor).Run();
    }

    /// <summary>Fits a model on bins that were made before.</summary>
    /// <param name="data">Training rows and their bins; at least one row with weight. Where one class alone has such rows, it is always the answer.</param>
    /// <param name="options">Null for the defaults: 50 stumps.</param>
    /// <param name="input">Sample weights, validation rows with the same classes for <see cref="ValidationHistory"/> and early stopping, and who follows the fit.</param>
    /// <exception cref="ArgumentException">No weight, fewer than two classes, another number of weights, options that do not go together, or validation rows that do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option or a weight is outside its range.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static AdaBoostClassifier Fit(BinnedDataset data, AdaBoostOptions? options = null, FitInput input = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        var start = Prepare(data.Source, ref options, input);
        return new AdaBoostRun(data, options, start, input.Validation, input.Monitor).Run();
    }

    /// <inheritdoc/>
    public void Predict(Dataset data, Span<int> destination, int degreeOfParallelism = 1)
    {
        TrainingInput.ValidatePrediction(data, FeatureCount, destination.Length, 1, degreeOfParallelism);
        var sums = new double[ArraySize.Product(nameof(data), "votes of rows and classes", data.RowCount, ClassCount)];
        structure.AddLeafValues(data, values, ClassCount, sums, degreeOfParallelism);
        for (var row = 0; row < destination.Length; row++)
        {
            destination[row] = TensorPrimitives.IndexOfMax<double>(sums.AsSpan(row * ClassCount, ClassCount));
        }
    }

    /// <summary>Softmax over classes of (fraction of the votes)/(K − 1), as scikit-learn has it; of two classes σ of the difference of the fractions. No calibrated probabilities.</summary>
    /// <inheritdoc/>
    public void PredictProbabilities(Dataset data, Span<double> destination, int degreeOfParallelism = 1)
    {
        TrainingInput.ValidatePrediction(data, FeatureCount, destination.Length, ClassCount, degreeOfParallelism);
        destination.Clear();
        structure.AddLeafValues(data, values, ClassCount, destination, degreeOfParallelism);
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

    void ISavedModel.CheckSchema(ModelSchema schema) => structure.CheckSchema(schema);

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
        ModelReader.Require(readVotes.Length > 0 && Array.TrueForAll(readVotes, vote => vote > 0) && double.IsFinite(readVotes.Sum()), "there are votes, all above 0, and their sum is finite");
        var readTrees = new DecisionTreeClassifier[readVotes.Length];
        for (var tree = 0; tree < readTrees.Length; tree++)
        {
            readTrees[tree] = DecisionTreeClassifier.Read(reader);
            ModelReader.Require(readTrees[tree].FeatureCount == featureCount && readTrees[tree].ClassCount == classCount, "all trees have the same features and classes");
        }

        ModelReader.Require((Int128)readTrees.Sum(tree => (long)tree.Nodes.Length) * classCount <= Array.MaxLength, "an array holds a number of each node and class");
        return new AdaBoostClassifier(readTrees, readVotes, featureCount, classCount, presentCount);
    }

    internal static AdaBoostClassifier Create(DecisionTreeClassifier[] trees, double[] votes, int featureCount, int classCount, int present, FitStopReason reason, IReadOnlyList<double> history) =>
        new(trees, votes, featureCount, classCount, present) { StopReason = reason, ValidationHistory = history };

    /// <summary>All trees of several models, with their votes.</summary>
    internal static AdaBoostClassifier Join(AdaBoostClassifier[] models) =>
        new([.. models.SelectMany(model => model.trees)], [.. models.SelectMany(model => model.votes)], models[0].FeatureCount, models[0].ClassCount, models.Max(model => model.present));

    /// <summary>Checks all input. The options follow the unit of the rows' first weights, which are returned.</summary>
    private static double[] Prepare(Dataset data, [NotNull] ref AdaBoostOptions? options, FitInput input)
    {
        options ??= new AdaBoostOptions();
        AdaBoostOptions.Validate(options, data.FeatureCount);
        var weights = FitWeights.Of(data, options.Weighting, input);
        TrainingInput.ValidateValidation(input, data, hasClasses: true, options.EarlyStoppingRounds);
        var start = weights.OfRows(data);
        options.Tree.Weighting.Of(data.Labels, start, data.ClassCount, name: "Tree.Weighting");
        options = options with { Tree = options.Tree.InUnit(weights.Exponent) };
        return start;
    }
}
