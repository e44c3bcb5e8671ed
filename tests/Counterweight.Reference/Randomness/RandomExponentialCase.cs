using Counterweight.Randomness;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Randomness;

/// <summary>Exponential numbers.</summary>
public sealed class RandomExponentialCase : RandomCase<double>
{
    /// <inheritdoc/>
    public override string Name => "random-exponential";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["RandomStream.FillExponential"];

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 1;

    /// <inheritdoc/>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Elementwise, Ulps: 1.5);

    /// <inheritdoc/>
    protected override void Fill(RandomStream stream, long start, Span<double> numbers) => stream.FillExponential(start, numbers);

    /// <inheritdoc/>
    protected override double Number(long seed, long stream, long index) => -Math.Log(PhiloxReference.Open(seed, stream, index));
}
