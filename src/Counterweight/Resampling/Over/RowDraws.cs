using Counterweight.Randomness;

namespace Counterweight.Resampling.Over;

/// <summary>
/// The random choices of over-sampling. Those of new row i of class c depend on the seed, c and i alone. Choices of one's
/// own, one a new row in the order of the new rows, replace them: so the rows of another system can be made again.
/// </summary>
/// <param name="seed">Any number.</param>
public readonly ref struct RowDraws(ulong seed)
{
    private const ulong Tag = 0x4F56_0000_0000_0000;

    /// <summary>What numbers of a stream are for.</summary>
    internal enum Purpose
    {
        /// <summary>Parents, neighbors and steps: four words a new row.</summary>
        Pairs,

        /// <summary>Normal numbers: one a feature of a new row.</summary>
        Noise,

        /// <summary>Which rows a remainder takes.</summary>
        Remainder,

        /// <summary>First centers of clusters.</summary>
        Clusters,
    }

    /// <summary>The seed.</summary>
    public ulong Seed { get; } = seed;

    /// <summary>Parents: each the place of a row among those of its class, from 0 on; empty: from the seed. Not for methods that allot new rows to parents.</summary>
    public ReadOnlySpan<int> Parents { get; init; }

    /// <summary>Neighbors: 0 for the nearest, and so on; empty: from the seed.</summary>
    public ReadOnlySpan<int> Neighbors { get; init; }

    /// <summary>u in [0, 1], taken as at most 1 − 2⁻²⁴; empty: from the seed.</summary>
    public ReadOnlySpan<float> Steps { get; init; }

    /// <summary>Normal numbers, new rows × features; empty: from the seed.</summary>
    public ReadOnlySpan<float> Noise { get; init; }

    /// <summary>The numbers of a class.</summary>
    internal RandomStream Stream(Purpose purpose, int label) => new(Seed, Tag | ((ulong)purpose << 32) | (uint)label);

    /// <summary>The choices of new rows <paramref name="first"/> ….</summary>
    internal RowDraws Slice(int first, int count, int featureCount) => new(Seed)
    {
        Parents = Part(Parents, first, count),
        Neighbors = Part(Neighbors, first, count),
        Steps = Part(Steps, first, count),
        Noise = Noise.IsEmpty ? Noise : Noise.Slice(checked(first * featureCount), checked(count * featureCount)),
    };

    private static ReadOnlySpan<T> Part<T>(ReadOnlySpan<T> all, int first, int count) => all.IsEmpty ? all : all.Slice(first, count);
}
