using System.Numerics;
using System.Runtime.InteropServices;
using Counterweight.Randomness;

namespace Counterweight.Reference.Randomness;

/// <summary>Numbers in [0, 1).</summary>
public sealed class RandomUniformCase<T> : RandomCase<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Name => "random-uniform";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["RandomStream.FillUniform"];

    /// <inheritdoc/>
    protected override void Fill(RandomStream stream, long start, Span<T> numbers)
    {
        if (typeof(T) == typeof(float))
        {
            stream.FillUniform(start, MemoryMarshal.Cast<T, float>(numbers));
        }
        else
        {
            stream.FillUniform(start, MemoryMarshal.Cast<T, double>(numbers));
        }
    }

    /// <inheritdoc/>
    protected override double Number(long seed, long stream, long index) => typeof(T) == typeof(float)
        ? Math.ScaleB(PhiloxReference.Word(seed, stream, index) >> 8, -24)
        : PhiloxReference.Uniform(seed, stream, index);
}
