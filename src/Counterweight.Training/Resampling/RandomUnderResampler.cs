using Counterweight.Resampling.Under;
using Counterweight.Training.Data;

namespace Counterweight.Training.Resampling;

/// <summary>Random under-sampling: see <see cref="RandomUnderSampling"/>. Takes any features.</summary>
public sealed record RandomUnderResampler : UnderResampler
{
    private protected override int[] Rows(Dataset data, ulong seed, CancellationToken cancellation) =>
        RandomUnderSampling.Select(data.Labels, Stream(seed), Strategy);
}
