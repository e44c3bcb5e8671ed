using Counterweight.Randomness;

namespace Counterweight.Training.Data;

/// <summary>The streams of a seed: each purpose has its own, and within it each tree or round. So no draw depends on how many others were made before.</summary>
internal static class SeedStreams
{
    /// <summary>The stream of a purpose.</summary>
    /// <param name="seed">Seed of the options.</param>
    /// <param name="purpose">What is drawn.</param>
    /// <param name="number">Number of the tree or round.</param>
    public static RandomStream Of(ulong seed, DrawPurpose purpose, int number = 0) => new(seed, ((ulong)purpose << 32) | (uint)number);

    /// <summary>A seed of its own for a tree, from its purpose's stream.</summary>
    public static ulong Key(ulong seed, DrawPurpose purpose, int number)
    {
        var stream = Of(seed, purpose);
        return ((ulong)stream.Bits((2L * number) + 1) << 32) | stream.Bits(2L * number);
    }
}
