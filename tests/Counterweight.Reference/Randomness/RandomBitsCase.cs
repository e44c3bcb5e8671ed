using System.Runtime.InteropServices;
using Counterweight.Randomness;

namespace Counterweight.Reference.Randomness;

/// <summary>Words of 32 bits, as signed numbers.</summary>
public sealed class RandomBitsCase : RandomCase<int>
{
    /// <inheritdoc/>
    public override string Name => "random-bits";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["RandomStream.FillBits"];

    /// <inheritdoc/>
    protected override void Fill(RandomStream stream, long start, Span<int> numbers) =>
        stream.FillBits(start, MemoryMarshal.Cast<int, uint>(numbers));

    /// <inheritdoc/>
    protected override double Number(long seed, long stream, long index) => (int)PhiloxReference.Word(seed, stream, index);
}
