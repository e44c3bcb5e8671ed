using Counterweight.Resampling;
using Counterweight.Training.Data;

namespace Counterweight.Training.Resampling;

/// <summary>Resamplers one after the other, each on the rows that the one before it has made: over-sampling and then a cleaner, as SMOTE and edited nearest neighbors are combined.</summary>
/// <remarks>
/// A cleaner behind an over-sampler needs <see cref="SamplingStrategy.All"/> as its strategy, as in the source. Its default spares the
/// minority of the rows that it is given. Over-sampling has made the classes equal, and the minority is then the class of the lowest number:
/// often the one that was the majority. Source: Batista, Prati, Monard, A study of the behavior of several methods for balancing machine learning training data, ACM SIGKDD
/// Explorations 6, 2004.
/// </remarks>
public sealed class ResamplingSteps : IResampler
{
    private readonly IResampler[] steps;

    /// <param name="steps">At least one.</param>
    /// <exception cref="ArgumentException">There is none, or one is null.</exception>
    public ResamplingSteps(params ReadOnlySpan<IResampler> steps)
    {
        if (steps.IsEmpty)
        {
            throw Require.Misfit($"steps is empty; it must have a resampler.", nameof(steps));
        }

        this.steps = steps.ToArray();
        if (Array.IndexOf(this.steps, null) is >= 0 and var missing)
        {
            throw Require.Misfit($"steps[{missing}] is null.", nameof(steps));
        }
    }

    /// <inheritdoc/>
    /// <remarks>Step i is given the seed plus i.</remarks>
    public Dataset Resample(Dataset data, ulong seed, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        for (var step = 0; step < steps.Length; step++)
        {
            data = steps[step].Resample(data, unchecked(seed + (ulong)step), cancellation);
        }

        return data;
    }
}
