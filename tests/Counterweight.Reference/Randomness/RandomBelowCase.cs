using System.Runtime.InteropServices;
using Counterweight.Randomness;

namespace Counterweight.Reference.Randomness;

/// <summary>Whole numbers below a bound.</summary>
public sealed class RandomBelowCase : RandomCase<int>
{
    /// <inheritdoc/>
    public override string Name => "random-below";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["RandomStream.FillBelow"];

    /// <inheritdoc/>
    protected override void Fill(RandomStream stream, long start, Span<int> numbers) =>
        stream.FillBelow(start, Limit, MemoryMarshal.Cast<int, uint>(numbers));

    /// <inheritdoc/>
    protected override double Number(long seed, long stream, long index) =>
        (double)(((UInt128)PhiloxReference.Pair(seed, stream, index) * Limit) >> 64);
}
