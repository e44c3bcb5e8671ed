using Counterweight.Training.Data;

namespace Counterweight.Training.Resampling;

/// <summary>
/// Makes training rows of training rows: fewer, copied or new ones. Given to a fit by <see cref="FitInput.Resampler"/>, it sees training
/// rows alone: those outside a fold, or those of a bag, and never validation rows.
/// </summary>
public interface IResampler
{
    /// <summary>The rows to train on.</summary>
    /// <param name="data">Rows with a class each. Those of a fit all have weight.</param>
    /// <param name="seed">The same rows and the same seed give the same rows; any number.</param>
    /// <param name="cancellation">May end the work by an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">The method cannot take such rows.</exception>
    Dataset Resample(Dataset data, ulong seed, CancellationToken cancellation = default);
}
