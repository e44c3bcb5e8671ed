using System.Numerics;
using System.Runtime.InteropServices;
using Counterweight.Randomness;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Randomness;

/// <summary>Normal numbers.</summary>
public sealed class RandomNormalCase<T> : RandomCase<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Name => "random-normal";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["RandomStream.FillNormal"];

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 1;

    /// <inheritdoc/>
    public override Bound BoundOf(string output) => typeof(T) == typeof(float)
        ? new(ComparisonFamily.Elementwise, Ulps: 0.5001)
        : new(ComparisonFamily.Probability, Epsilons: 3);

    /// <inheritdoc/>
    protected override void Fill(RandomStream stream, long start, Span<T> numbers)
    {
        if (typeof(T) == typeof(float))
        {
            stream.FillNormal(start, MemoryMarshal.Cast<T, float>(numbers));
        }
        else
        {
            stream.FillNormal(start, MemoryMarshal.Cast<T, double>(numbers));
        }
    }

    /// <inheritdoc/>
    protected override double Number(long seed, long stream, long index) =>
        NormalReference.Quantile(PhiloxReference.Open(seed, stream, index));
}
