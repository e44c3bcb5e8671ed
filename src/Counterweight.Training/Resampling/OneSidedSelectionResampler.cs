using Counterweight.Resampling.Under;
using Counterweight.Training.Data;

namespace Counterweight.Training.Resampling;

/// <summary>Condenses rows once and drops Tomek links: see <see cref="OneSidedSelection"/>.</summary>
public sealed record OneSidedSelectionResampler : UnderResampler
{
    private protected override int[] Rows(Dataset data, ulong seed, CancellationToken cancellation) =>
        OneSidedSelection.Select(Points(data), Stream(seed), Strategy, DegreeOfParallelism);
}
