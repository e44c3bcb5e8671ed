using Counterweight.Resampling.Under;
using Counterweight.Training.Data;

namespace Counterweight.Training.Resampling;

/// <summary>Drops the rows of Tomek links: see <see cref="TomekLinks"/>.</summary>
public sealed record TomekLinksResampler : UnderResampler
{
    private protected override int[] Rows(Dataset data, ulong seed, CancellationToken cancellation) =>
        TomekLinks.Select(Points(data), Strategy, DegreeOfParallelism);
}
