using Counterweight.Training.Data;
using Counterweight.Training.Models;
using Counterweight.Training.Trees;
using Counterweight.Traversal;

namespace Counterweight.Training.Forests;

/// <summary>A fitted forest of classification trees. Saved models keep all but <see cref="OutOfBag"/>.</summary>
public abstract class Forest : IProbabilisticClassifier, ISavedModel
{
    private readonly ForestModel model;

    private protected Forest(ForestModel model) => this.model = model;

    /// <inheritdoc/>
    public int ClassCount => model.ClassCount;

    /// <inheritdoc/>
    public int FeatureCount => model.FeatureImportances.Length;

    /// <summary>Nodes of all trees, one tree after the other; children are numbered from the first node of all.</summary>
    public ReadOnlySpan<TreeSplit> Nodes => model.Trees.Nodes;

    /// <summary>The root of each tree.</summary>
    public ReadOnlySpan<int> Roots => model.Trees.Roots;

    /// <summary>What trees say of rows they have not drawn; null unless asked for.</summary>
    public OutOfBag? OutOfBag => model.OutOfBag;

    /// <summary>Words of the sets of categories that go left, see <see cref="CategorySetList"/>.</summary>
    public ReadOnlySpan<ulong> CategorySets => model.Trees.CategorySets;

    /// <summary>Splits, without what the leaves mean.</summary>
    internal TreeStructure Structure => model.Trees;

    string ISavedModel.Kind => Kind;

    private protected abstract string Kind { get; }

    /// <summary>Weighted fraction of each class in a node, summing to 1.</summary>
    /// <param name="node">A node of <see cref="Nodes"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such node.</exception>
    public ReadOnlySpan<double> ClassFractions(int node)
    {
        Require.Index(node, Nodes.Length, nameof(node));
        return model.Fractions.AsSpan(node * ClassCount, ClassCount);
    }

    /// <summary>
    /// Importance of each feature: Σ of W_t/W times what its splits improve, made to sum to 1 in each tree and averaged over the
    /// trees that split; W is the weight of a tree's rows.
    /// </summary>
    public double[] FeatureImportances() => [.. model.FeatureImportances];

    /// <summary>Class probabilities: the mean over the trees of the class fractions of the leaf a row falls into.</summary>
    /// <inheritdoc/>
    public void PredictProbabilities(Dataset data, Span<double> destination, int degreeOfParallelism = 1)
    {
        TrainingInput.ValidatePrediction(data, FeatureCount, destination.Length, ClassCount, degreeOfParallelism);
        destination.Clear();
        model.Trees.AddLeafValues(data, model.Fractions, ClassCount, destination, degreeOfParallelism);
        foreach (ref var sum in destination)
        {
            sum /= Roots.Length;
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

    void ISavedModel.Write(ModelWriter writer) => model.Write(writer);

    void ISavedModel.CheckSchema(ModelSchema schema) => model.Trees.CheckSchema(schema);
}
