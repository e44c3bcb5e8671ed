using Counterweight.Training.Data;
using Counterweight.Training.Models;
using Counterweight.Traversal;

namespace Counterweight.Training.Forests;

/// <summary>A fitted forest of classification trees. Saved models keep all but <see cref="OutOfBag"/> and <see cref="KernelTime"/>.</summary>
public abstract class Forest : IProbabilisticClassifier, ISavedModel
{
    private readonly ForestModel model;

    private protected Forest(ForestModel model) => this.model = model;

    /// <inheritdoc/>
    public int ClassCount => model.ClassCount;

    /// <inheritdoc/>
    public int FeatureCount => model.FeatureImportances.Length;

    /// <inheritdoc/>
    public KernelTime KernelTime => model.KernelTime;

    /// <summary>Nodes of all trees, one tree after the other; children are numbered from the first node of all.</summary>
    public ReadOnlySpan<TreeSplit> Nodes => model.Trees.Nodes;

    /// <summary>The root of each tree.</summary>
    public ReadOnlySpan<int> Roots => model.Trees.Roots;

    /// <summary>
    /// Σ of W_t/W times what its splits improve, made to sum to 1 in each tree and averaged over the trees that split;
    /// W is the weight of a tree's rows.
    /// </summary>
    public ReadOnlySpan<double> FeatureImportances => model.FeatureImportances;

    /// <summary>What trees say of rows they have not drawn; null unless asked for.</summary>
    public OutOfBag? OutOfBag => model.OutOfBag;

    /// <summary>Words of the sets of categories that go left, see <see cref="CategorySetList"/>.</summary>
    public ReadOnlySpan<ulong> CategorySets => model.Trees.CategorySets;

    string ISavedModel.Kind => Kind;

    private protected abstract string Kind { get; }

    /// <summary>Weighted fraction of each class in a node, summing to 1.</summary>
    /// <param name="node">A node of <see cref="Nodes"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such node.</exception>
    public ReadOnlySpan<double> ClassFractions(int node)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)node, (uint)Nodes.Length, nameof(node));
        return model.Fractions.AsSpan(node * ClassCount, ClassCount);
    }

    /// <summary>Class probabilities: the mean over the trees of the class fractions of the leaf a row falls into.</summary>
    /// <param name="data">Rows with the features of the training rows; their labels are not read.</param>
    /// <param name="destination">Classes a row, row after row.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included.</param>
    /// <exception cref="ArgumentException">Another number of features, or a destination of another length.</exception>
    public void PredictProbabilities(Dataset data, Span<double> destination, int degreeOfParallelism)
    {
        TrainingInput.ValidatePrediction<double>(this, data, destination, ClassCount);
        TrainingInput.ValidateThreads(degreeOfParallelism);
        destination.Clear();
        model.Trees.AddLeafValues(data, model.Fractions, ClassCount, destination, degreeOfParallelism);
        foreach (ref var sum in destination)
        {
            sum /= Roots.Length;
        }
    }

    /// <inheritdoc/>
    public void PredictProbabilities(Dataset data, Span<double> destination) => PredictProbabilities(data, destination, 1);

    /// <inheritdoc/>
    public void Predict(Dataset data, Span<int> destination)
    {
        TrainingInput.ValidatePrediction<int>(this, data, destination);
        var probabilities = new double[ArraySize.Product(nameof(data), "probabilities of rows and classes", destination.Length, ClassCount)];
        PredictProbabilities(data, probabilities);
        for (var row = 0; row < destination.Length; row++)
        {
            destination[row] = MostProbable(probabilities.AsSpan(row * ClassCount, ClassCount));
        }
    }

    void ISavedModel.Write(ModelWriter writer) => model.Write(writer);

    /// <summary>The greatest, the lowest of several.</summary>
    internal static int MostProbable(ReadOnlySpan<double> probabilities)
    {
        var best = 0;
        for (var label = 1; label < probabilities.Length; label++)
        {
            best = probabilities[label] > probabilities[best] ? label : best;
        }

        return best;
    }
}
