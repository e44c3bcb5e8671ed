using Counterweight.Resampling.Over;
using Counterweight.Resampling.Under;

namespace Counterweight.Resampling.Combined;

/// <summary>SMOTE, then <see cref="TomekLinks"/> among all rows; by default both ends of a link go, as in the source.</summary>
/// <remarks>Source: G. Batista, A. Bazzan, M. C. Monard, Balancing Training Data for Automated Annotation of Keywords: a Case Study, 2003.</remarks>
/// <param name="overSampler">What adds rows; null: SMOTE with five neighbors.</param>
/// <param name="cleaned">The classes that may lose rows; null: all.</param>
public sealed class SmoteTomek(OverSampler? overSampler = null, SamplingStrategy? cleaned = null) : CombinedSampler(overSampler, cleaned)
{
    private protected override int Clean(LabeledRows data, Span<int> kept, int degreeOfParallelism) => TomekLinks.Select(data, kept, Cleaned, degreeOfParallelism);
}
