using Counterweight.Training.Data;

namespace Counterweight.Training;

/// <summary>A fitted model that names a class for every row.</summary>
/// <remarks>Models of this library do not change once they are fitted or loaded: several threads may predict by one of them at once.</remarks>
public interface IClassifier
{
    /// <summary>Number of classes.</summary>
    int ClassCount { get; }

    /// <summary>Number of features a row must have.</summary>
    int FeatureCount { get; }

    /// <summary>The most probable class of every row, ties to the lowest.</summary>
    /// <param name="data">Rows with the features of the training rows; their labels are not read.</param>
    /// <param name="destination">One label a row.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included, at least 1. The labels are the same.</param>
    /// <exception cref="ArgumentException">Another number of features, or a destination of another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Less than one thread.</exception>
    void Predict(Dataset data, Span<int> destination, int degreeOfParallelism = 1);
}
