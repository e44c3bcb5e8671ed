using Counterweight.Training.Data;

namespace Counterweight.Training;

/// <summary>A classifier that says how probable every class is.</summary>
public interface IProbabilisticClassifier : IClassifier
{
    /// <summary>Probabilities of all classes.</summary>
    /// <param name="data">Rows with the features of the training rows; their labels are not read.</param>
    /// <param name="destination">One probability a row and class, row-major: row r, class c at r · classes + c.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included, at least 1. The probabilities are the same, to the bit.</param>
    /// <exception cref="ArgumentException">Another number of features, or a destination of another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Less than one thread.</exception>
    void PredictProbabilities(Dataset data, Span<double> destination, int degreeOfParallelism = 1);
}
