using Counterweight.Training.Data;

namespace Counterweight.Training.Trees;

/// <content>What a tree says about rows.</content>
public sealed partial class DecisionTreeClassifier
{
    /// <summary>Splits, without what the leaves mean.</summary>
    internal TreeStructure Structure => structure;

    /// <summary>The leaf that each row falls into.</summary>
    /// <param name="data">Rows with the features of the training rows; their labels are not read.</param>
    /// <param name="destination">One node number a row.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included, at least 1.</param>
    /// <exception cref="ArgumentException">Another number of features, or a destination of another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Less than one thread.</exception>
    public void FindLeaves(Dataset data, Span<int> destination, int degreeOfParallelism = 1)
    {
        TrainingInput.ValidatePrediction(data, FeatureCount, destination.Length, 1, degreeOfParallelism);
        structure.FindLeaves(data, destination, degreeOfParallelism);
    }

    /// <inheritdoc/>
    public void Predict(Dataset data, Span<int> destination, int degreeOfParallelism = 1)
    {
        FindLeaves(data, destination, degreeOfParallelism);
        foreach (ref var node in destination)
        {
            node = nodes[node].Label;
        }
    }

    /// <summary>The weighted fractions of the classes among the training rows of the leaf: with class weights, weighted by them.</summary>
    /// <inheritdoc/>
    public void PredictProbabilities(Dataset data, Span<double> destination, int degreeOfParallelism = 1)
    {
        TrainingInput.ValidatePrediction(data, FeatureCount, destination.Length, ClassCount, degreeOfParallelism);
        var leaves = new int[data.RowCount];
        structure.FindLeaves(data, leaves, degreeOfParallelism);
        for (var row = 0; row < leaves.Length; row++)
        {
            ClassFractions(leaves[row]).CopyTo(destination.Slice(row * ClassCount, ClassCount));
        }
    }
}
